# SPDX-License-Identifier: LicenseRef-Desk
"""Accounts are kept; a password is only ever in the key store."""

import logging

import keyring
import keyring.backends.fail
from PySide6.QtTest import QTest

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.providers import AccountDraft, Circuit, Health, Roster
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    MAIL,
    SECRET,
    SMS,
    accounts,
    add,
    begun,
    nothing_betrayed,
    put,
)


def test_an_account_is_kept_with_its_password_in_the_key_store_only(
    qt_run, stage, memory_keyring, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG)

    async def main():
        async with stage.open():
            sheet, form = await begun(stage)
            QTest.keyClicks(form.form.field("sender_address").editor, "jean@gmail.com")
            QTest.keyClicks(form.secret, SECRET)
            form.save.click()
            await until(lambda: MAIL not in sheet.forms)
            (row,) = accounts(stage.db)
            assert (row.name, row.settings["host"], row.is_active) == (
                "jean@gmail.com",
                "smtp.gmail.com",
                True,
            )
            assert memory_keyring.kept == {("Desk", row.id): SECRET}
            assert sheet.shown == row.id
            assert sheet.forms[row.id].secret.text() == ""
            assert stage.said() == ["The account is saved."]
        nothing_betrayed(stage, caplog, tmp_path)

    qt_run(main())


def test_without_a_key_store_nothing_is_kept_and_the_password_stays_typed(qt_run, stage):
    keyring.set_keyring(keyring.backends.fail.Keyring())

    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            put(form, sender_address="jean@x.fr", secret=SECRET, username="jean", host="smtp.x.fr")
            form.save.click()
            await until(lambda: not form.bar.isHidden())
            assert "no key store" in form.bar._text.text()
            assert form.secret.text() == SECRET
            assert accounts(stage.db) == ()

    qt_run(main())


def test_a_new_password_alone_is_kept_and_the_account_tried_afresh(qt_run, stage, memory_keyring):
    account_id = add(stage.db)
    memory_keyring.kept["Desk", account_id] = "old"
    refused = Circuit(health=Health.REFUSED, failures=1, code="535")
    stage.db.write_now(lambda session: Roster(session).note(account_id, refused, at=clock.now()))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            form = sheet.forms[account_id]
            assert form.tile.state.text() == "Stopped: password refused"
            QTest.keyClicks(form.secret, SECRET)
            form.save.click()
            await until(lambda: sheet.forms.get(account_id) not in (None, form))
            assert memory_keyring.kept["Desk", account_id] == SECRET
            (row,) = accounts(stage.db)
            assert row.health is Health.UNKNOWN

    qt_run(main())


def test_two_who_save_see_each_other(qt_run, stage, memory_keyring):
    account_id = add(stage.db)
    memory_keyring.kept["Desk", account_id] = "old"

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            form = sheet.forms[account_id]
            put(form, sender_name="Mine", secret="new")
            row = accounts(stage.db)[0]
            theirs = AccountDraft(
                kind="smtp", name="Theirs", settings=row.settings, sender_address=row.sender_address
            )
            stage.db.write_now(
                lambda session: Roster(session).change(account_id, row.version, theirs, at=clock.now()),
                Change.PROVIDERS,
            )
            form.save.click()
            await until(lambda: not form.bar.isHidden())
            assert "Somebody else" in form.bar._text.text()
            assert form.form.field("name")._hint.text() == "Saved by somebody else: Theirs"
            assert memory_keyring.kept["Desk", account_id] == "old"
            form.set_busy(False)
            form.save.click()
            await until(lambda: accounts(stage.db)[0].sender_name == "Mine")

    qt_run(main())


def test_an_sms_service_is_described_and_kept(qt_run, stage, memory_keyring):
    async def main():
        async with stage.open():
            sheet, form = await begun(stage, SMS)
            put(form, sender_address="ATELIER", secret=SECRET, url="https://sms.example/send")
            put(form, fields="to = {to}\ntext = {text}")
            form.save.click()
            await until(lambda: SMS not in sheet.forms)
            (row,) = accounts(stage.db)
            assert row.channel is Channel.SMS
            assert row.settings["fields"] == {"to": "{to}", "text": "{text}"}
            assert row.settings["connect_s"] == 30
            assert memory_keyring.kept == {("Desk", row.id): SECRET}

    qt_run(main())
