# SPDX-License-Identifier: LicenseRef-Desk
"""The form of an account: the server is guessed, what is wrong is said, nothing typed is lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import clock
from desk.services.providers import CheckResult, Circuit, Diagnosis, Health, Roster
from desk.services.store import Change
from desk.ui.panes.settings.check_words import advise
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    accounts,
    add,
    begun,
    put,
)


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

    qt_run(main())


def test_a_server_that_was_typed_stays(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            QTest.keyClicks(form.form.field("settings.host").editor, "relay.example")
            QTest.keyClicks(form.form.field("sender_address").editor, "jean@gmail.com")
            assert form.text("settings.host") == "relay.example"

    qt_run(main())


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

    qt_run(main())


def test_praise_is_taken_back_when_the_account_fails_meanwhile(qt_run, stage):
    account_id = add(stage.db)
    refused = Circuit(health=Health.REFUSED, failures=1, code="535")

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            form = sheet.forms[account_id]
            form.checks.show_advice(advise(Diagnosis(result=CheckResult.OK), form.tried()), "ok")
            stage.db.write_now(
                lambda session: Roster(session).note(account_id, refused, at=clock.now()), Change.PROVIDERS
            )
            await until(lambda: form.tile.state.text() == "Stopped: password refused")
            assert form.checks.isHidden()

    qt_run(main())


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

    qt_run(main())
