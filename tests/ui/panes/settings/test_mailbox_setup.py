# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a new address: one step after the other."""

from PySide6.QtTest import QTest

from desk.services.inbox import ServiceNote, SettingsSource, SignInWay
from tests.ui.frame import until
from tests.ui.panes.settings.mailbox_steps import (
    SECRET,
    begun,
    candidate,
    found,
    shown,
    type_in,
)


def is_in_sight(form, name):
    """Whether the field is seen whole, nowhere scrolled away."""
    field = form.form.field(name)
    return field.visibleRegion().boundingRect() == field.rect()


def test_only_the_address_is_asked_at_first(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await begun(stage)
            assert shown(form) == []
            assert (form.save.text(), form.found.isHidden()) == ("Find the settings", True)
            type_in(form, address="contact")
            form.save.click()
            assert "not an email" in form.form.field("address").problem()
            assert form.text("address") == "contact"

    qt_run(main())


def test_when_nobody_knows_the_servers_are_typed(qt_run, stage, monkeypatch):
    async def main():
        async with stage.open():
            _sheet, form = await found(stage, monkeypatch, None)
            assert "Nobody could say" in form.bar._text.text()
            assert stage.window.focusWidget() is form.form.field("incoming.host").editor
            await until(lambda: is_in_sight(form, "incoming.host"))
            assert form.incoming.place().host == "imap.atelier.example"
            assert not form.form.field("incoming.host").isHidden()
            assert form.found.isHidden()  # the address stays in sight, and nothing is said twice
            type_in(form, **{"incoming.host": ""}, secret=SECRET)
            form.save.click()
            assert form.form.field("incoming.host").problem()

    qt_run(main())


def test_a_guess_is_called_a_guess(qt_run, stage, monkeypatch):
    async def main():
        async with stage.open():
            guess = candidate(993, 465, source=SettingsSource.GUESS, name="")
            _sheet, form = await found(stage, monkeypatch, guess)
            assert form.found.badge.text() == "Guessed"
            assert "guessing" in form.found.note.text()
            form.found.change.click()
            host = form.form.field("incoming.host").editor
            assert stage.window.focusWidget() is host
            await until(lambda: is_in_sight(form, "incoming.host"))
            assert not form.found.badge.isHidden()
            QTest.keyClicks(host, "mail.atelier.example")
            assert form.found.badge.isHidden()

    qt_run(main())


def test_a_service_that_lets_nobody_in_is_told_honestly(qt_run, stage, monkeypatch):
    async def main():
        async with stage.open():
            none = candidate(1, 1, notes=(ServiceNote.NO_IMAP,), name="Tuta", sign_in=())
            _sheet, form = await found(stage, monkeypatch, none)
            assert form.bar._text.text() == "Tuta lets no e-mail program in, so Desk cannot use this address."
            assert (shown(form), form.save.text()) == ([], "Find the settings")

    qt_run(main())


def test_another_address_begins_anew(qt_run, stage, monkeypatch):
    async def main():
        async with stage.open():
            _sheet, form = await found(stage, monkeypatch, candidate(993, 465))
            form.form.field("address").editor.setText("other@atelier.example")
            assert (form.step.is_found, form.save.text(), form.found.isHidden()) == (
                False,
                "Find the settings",
                True,
            )

    qt_run(main())


def test_a_service_with_two_ways_offers_the_other(qt_run, stage, monkeypatch):
    async def main():
        async with stage.open():
            both = candidate(
                993, 465, name="Gmail", browser="google", sign_in=(SignInWay.APP_PASSWORD, SignInWay.BROWSER)
            )
            _sheet, form = await found(stage, monkeypatch, both)
            assert "app password" in form.found.note.text()
            assert form.other_way.text() == "Sign in with Google instead"
            form.other_way.click()
            assert ("secret" in shown(form), form.save.text()) == (False, "Sign in with Google")
            form.other_way.click()
            assert "secret" in shown(form)

    qt_run(main())
