# SPDX-License-Identifier: LicenseRef-Desk
"""Accounts: typed, tried, kept, mended; a password is only ever in the key store."""

import asyncio
import contextlib
import logging
import socket

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.providers import AccountDraft, Circuit, Health, Roster
from desk.services.sandbox import install
from desk.services.store import Change
from desk.ui.panes.settings.question import Question
from tests.services.providers.certificates import Authority
from tests.services.providers.impolite import Impolite
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept

SECRET = "c4nary-password"
MAIL, SMS = "new:smtp", "new:http_sms"


def accounts(db):
    return kept(db, lambda session: Roster(session).page())


def add(db, name="contact@x.fr", **more):
    draft = AccountDraft(
        kind="smtp",
        name=name,
        settings={"host": "smtp.x.fr", "username": name},
        sender_address=name,
        **more,
    )
    return db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


def put(form, **values):
    for name, value in values.items():
        place = name if name in ("sender_address", "secret", "sender_name", "name") else f"settings.{name}"
        form.form.field(place).set_value(value)
    form.touch()


async def begun(stage, key=MAIL):
    sheet = stage.sheet("accounts")
    await until(lambda: sheet.model.state.kept is not None)
    sheet.begin_new(key)
    return sheet, sheet.forms[key]


async def tried(stage, server, **more):
    """Type an account at a server on this computer and press "Test"; return sheet and form."""
    sheet, form = await begun(stage)
    put(
        form, sender_address="contact@x.fr", secret=SECRET, username="shop", host="127.0.0.1", security="none"
    )
    put(form, port=server.port, **more)
    form.test.click()
    await until(lambda: form.checks.advice is not None)
    return sheet, form


def nothing_betrayed(stage, caplog, tmp_path):
    told = [record.getMessage() for record in caplog.records] + [repr(stage.failures)]
    assert not any(SECRET in line for line in told)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".pem"]
    assert not any(SECRET.encode() in file.read_bytes() for file in files)


def test_typing_an_address_fills_in_the_server(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            QTest.keyClicks(form.form.field("sender_address").editor, "jean.dupont@orange.fr")
            assert form.text("settings.host") == "smtp.orange.fr"
            assert form.text("settings.username") == "jean.dupont@orange.fr"
            assert form.server.note.text() == "Settings of Orange."
            form.form.field("sender_address").editor.clear()
            QTest.keyClicks(form.form.field("sender_address").editor, "jean@hotmail.com")
            assert "browser" in form.server.note.text()
            form.form.field("sender_address").editor.clear()
            QTest.keyClicks(form.form.field("sender_address").editor, "contact@atelier.example")
            assert form.text("settings.host") == "mail.atelier.example"
            assert "guessing" in form.server.note.text()

    qt_run(main(), timeout_s=30)


def test_a_server_that_was_typed_stays(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            QTest.keyClicks(form.form.field("settings.host").editor, "relay.example")
            QTest.keyClicks(form.form.field("sender_address").editor, "jean@gmail.com")
            assert form.text("settings.host") == "relay.example"

    qt_run(main(), timeout_s=30)


def test_a_refused_password_is_said_and_nothing_typed_is_lost(qt_run, stage, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)

    async def main():
        async with stage.open(), Impolite("AUTH", b"535 5.7.8 Wrong password\r\n") as server:
            sheet, form = await tried(stage, server)
            assert form.checks.advice.text == "The server refuses this password."
            assert "535" in form.checks.advice.details
            assert SECRET not in form.checks.advice.details
            before = form.form.values()
            form.checks._verb.click()
            assert form.form.values() == before
            assert form.secret.hasSelectedText()
            sheet.open(SMS)
            sheet.open(MAIL)
            assert sheet.forms[MAIL].form.values() == before
            assert accounts(stage.db) == ()
        nothing_betrayed(stage, caplog, tmp_path)

    qt_run(main(), timeout_s=30)


def test_a_server_that_takes_the_password_is_said_to_work(qt_run, stage):
    async def main():
        async with stage.open(), Impolite() as server:
            _sheet, form = await tried(stage, server)
            assert form.checks.advice.text == "Sending works: the server accepts this account."

    qt_run(main(), timeout_s=30)


def test_an_unknown_host_leads_to_its_field(qt_run, stage, monkeypatch):
    def unknown(*_asked, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            put(
                form,
                sender_address="contact@x.fr",
                secret=SECRET,
                username="shop",
                host="smtp.nowhere.invalid",
            )
            form.test.click()
            await until(lambda: form.checks.advice is not None)
            assert form.checks.advice.text == "The server smtp.nowhere.invalid cannot be found."
            form.checks._verb.click()
            assert form.form.field("settings.host").editor.selectedText() == "smtp.nowhere.invalid"
            assert form.secret.text() == SECRET

    qt_run(main(), timeout_s=30)


def test_a_certificate_of_another_name_offers_that_name(qt_run, stage, tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, _fingerprint = authority.context("mail.other.example")

    async def main():
        inner = Impolite()
        server = await asyncio.start_server(lambda r, w: quietly(inner, r, w), "127.0.0.1", 0, ssl=context)
        async with stage.open(), server:
            inner.port = server.sockets[0].getsockname()[1]
            _sheet, form = await tried(stage, inner, security="tls")
            assert form.checks.advice.verb == "Use mail.other.example"
            assert not any("AUTH" in command for command in inner.commands)
            assert form.secret.text() == SECRET

    qt_run(main(), timeout_s=30)


async def quietly(inner, reader, writer):
    with contextlib.suppress(ConnectionError):
        await inner._talk(reader, writer)


def test_a_test_can_be_stopped(qt_run, stage):
    async def main():
        async with stage.open(), Impolite("banner", "silence") as server:
            sheet, form = await begun(stage)
            put(form, sender_address="contact@x.fr", secret=SECRET, username="shop", host="127.0.0.1")
            put(form, port=server.port, security="none")
            form.test.click()
            await until(lambda: server.met)
            assert not form.test.isEnabled()
            form.checks._verb.click()
            await until(lambda: sheet.model.state.checking is None)
            assert form.test.isEnabled()
            assert form.checks.isHidden()

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


def test_what_is_wrong_is_said_under_the_fields(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            put(form, sender_address="jean", username="jean")
            form.save.click()
            assert form.form.field("sender_address").problem() == "This is not an email address."
            assert form.form.field("settings.host").problem() == "Mail server is missing."
            put(form, sender_address="jean@x.fr", host="smtp.x.fr")
            form.save.click()
            assert form.form.field("secret").problem() == "Password is missing."
            assert accounts(stage.db) == ()

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


def test_trying_again_releases_a_stopped_account_while_somebody_types(qt_run, stage):
    account_id = add(stage.db)
    refused = Circuit(health=Health.REFUSED, failures=1, code="535")
    stage.db.write_now(lambda session: Roster(session).note(account_id, refused, at=clock.now()))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            form = sheet.forms[account_id]
            QTest.keyClicks(form.form.field("sender_name").editor, "Atelier")
            QTest.mouseClick(form.tile.verb, Qt.MouseButton.LeftButton)
            await until(lambda: form.tile.state.text() == "Not used yet")
            form.save.click()
            await until(lambda: accounts(stage.db)[0].sender_name == "Atelier")

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


def test_deleting_asks_and_forgets_the_password(qt_run, stage, memory_keyring):
    account_id = add(stage.db)
    memory_keyring.kept["Desk", account_id] = SECRET

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            sheet.forms[account_id].delete.click()
            sheet.findChild(Question).yes.click()
            await until(lambda: account_id not in sheet.forms and not memory_keyring.kept)
            assert accounts(stage.db) == ()
            assert sheet._stack.currentWidget() is sheet.empty

    qt_run(main(), timeout_s=30)


def test_the_order_of_trying_is_changed(qt_run, stage):
    first, second = add(stage.db, "a@x.fr"), add(stage.db, "b@x.fr")

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: first in sheet.forms)
            sheet._later.click()
            await until(lambda: [row.id for row in accounts(stage.db)] == [second, first])
            await until(lambda: [row.id for row in sheet.rows.rows] == [second, first])

    qt_run(main(), timeout_s=30)


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

    qt_run(main(), timeout_s=30)


def test_sandbox_accounts_stand_apart_and_lead_to_the_trial(qt_run, stage):
    stage.db.write_now(lambda session: install(session, clock.now()))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: sheet.sandbox.rowCount() == 2)
            assert sheet.rows.rowCount() == 0
            sheet._sandbox_list.row_activated.emit(sheet.sandbox.rows[0])
            assert stage.went == [("settings", {"page": "trial"})]

    qt_run(main(), timeout_s=30)


@pytest.mark.parametrize("health", list(Health))
def test_every_health_is_said(qt_run, stage, health):
    account_id = add(stage.db)
    at = clock.now()
    circuit = Circuit(health=health, failures=1, open_until=at)
    stage.db.write_now(lambda session: Roster(session).note(account_id, circuit, at=at))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            tile = sheet.forms[account_id].tile
            assert tile.state.text()
            assert tile.verb.isHidden() == (health in (Health.OK, Health.UNKNOWN))

    qt_run(main(), timeout_s=30)
