# SPDX-License-Identifier: LicenseRef-Desk
"""Without a keyring the window asks for a passphrase: once, where it must, and whoever declines loses nothing."""

import asyncio
import logging

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import clock
from desk.errors import Misconfigured
from desk.services.providers import AccountDraft, Circuit, Health, Roster
from desk.services.store import Change, Keeping, Secrets, keep_secrets_in, strongbox
from desk.ui.passphrase import PassphraseDialog, unlocked
from tests.ui.frame import open_at, until

WORDS = "four c4nary words"


@pytest.fixture
def desk(db, tmp_path, monkeypatch):
    monkeypatch.setattr(strongbox, "COST", 2)
    keyring.set_keyring(fail.Keyring())
    made = open_at(db, tmp_path / "home")
    keep_secrets_in(made.config.home)
    return made


def dialogs():
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog) and one.isVisible()
    ]


async def asked():
    await until(dialogs)
    [dialog] = dialogs()
    return dialog


def forget(desk):
    """Begin anew, as a new process does."""
    keep_secrets_in(None)
    keep_secrets_in(desk.config.home)


def type_into(field, text):
    field.editor.clear()
    QTest.keyClicks(field.editor, text)


def assert_it_has_room(dialog):
    """Nothing lies over anything else, and the sentence under the field is whole."""
    QApplication.processEvents()
    field, said = dialog.first, dialog.first._problem
    assert said.geometry().top() > field.editor.geometry().bottom()
    assert said.height() >= said.heightForWidth(said.width())
    assert dialog.rect().contains(dialog.go.geometry())


def test_a_new_passphrase_is_typed_twice_and_tried_at_once(qt_run, desk, caplog):
    caplog.set_level(logging.DEBUG)

    async def main():
        asking = asyncio.create_task(unlocked(desk, to_write=True))
        dialog = await asked()
        type_into(dialog.first, "short")
        dialog.go.click()
        assert "8 characters" in dialog.first.problem()
        assert_it_has_room(dialog)
        type_into(dialog.first, WORDS)
        type_into(dialog.second, "another")
        dialog.go.click()
        assert dialog.second.problem() == "The two are not the same."
        type_into(dialog.second, WORDS)
        dialog.go.click()
        await asking
        assert Secrets().keeping() is Keeping.OPEN
        await unlocked(desk, to_write=True)  # once is enough
        assert dialogs() == []

    qt_run(main())
    assert not any(WORDS in record.getMessage() for record in caplog.records)


def test_a_wrong_one_is_said_and_may_be_mended(qt_run, desk):
    Secrets().unlock(WORDS)
    Secrets().set("p1", "secret")
    forget(desk)
    draft = AccountDraft(kind="smtp", name="a@x.fr", settings={"host": "smtp.x.fr"}, sender_address="a@x.fr")
    waits = Circuit(health=Health.FAILING, failures=1, code="passphrase_missing", open_until=clock.now())

    def work(session):
        made = Roster(session).create(draft, at=clock.now())
        Roster(session).note(made, waits, at=clock.now())

    desk.db.write_now(work, Change.PROVIDERS)

    async def main():
        asking = asyncio.create_task(unlocked(desk))
        dialog = await asked()
        assert dialog.second.isHidden()
        type_into(dialog.first, "wrong words")
        dialog.go.click()
        await until(dialog.first.problem)
        assert "does not open" in dialog.first.problem()
        assert_it_has_room(dialog)
        type_into(dialog.first, WORDS)
        dialog.go.click()
        await asking
        assert Secrets().get("p1") == "secret"
        [account] = await desk.db.read(lambda session: Roster(session).page())
        assert account.health is Health.UNKNOWN  # tried afresh at once

    qt_run(main())


def test_who_declines_loses_nothing_and_is_told(qt_run, desk):
    Secrets().unlock(WORDS)
    forget(desk)

    async def main():
        asking = asyncio.create_task(unlocked(desk))
        (await asked()).later.click()
        with pytest.raises(Misconfigured, match="passphrase_missing"):
            await asking

    qt_run(main())
    assert Secrets().keeping() is Keeping.LOCKED


def test_who_chooses_none_yet_is_told_something_else(qt_run, desk):
    async def main():
        asking = asyncio.create_task(unlocked(desk, to_write=True))
        (await asked()).later.click()
        with pytest.raises(Misconfigured, match="passphrase_unchosen"):
            await asking  # nothing is locked: nothing was ever kept

    qt_run(main())
    assert Secrets().keeping() is Keeping.NEW


def test_a_wrong_word_of_the_environment_is_asked_for_too(qt_run, desk, monkeypatch):
    Secrets().unlock(WORDS)
    forget(desk)
    monkeypatch.setenv("DESK_PASSPHRASE", "wrong words")

    async def main():
        asking = asyncio.create_task(unlocked(desk))
        dialog = await asked()
        type_into(dialog.first, WORDS)
        dialog.go.click()
        await asking

    qt_run(main())


def test_nobody_is_asked_where_nothing_is_to_be_opened(qt_run, desk, memory_keyring):
    async def main():
        await unlocked(desk)  # no file yet, and nothing to keep
        keyring.set_keyring(memory_keyring)
        await unlocked(desk, to_write=True)
        assert dialogs() == []

    qt_run(main())
