# SPDX-License-Identifier: LicenseRef-Desk
"""The bar of locked passwords has a verb, and goes once they are open."""

import asyncio

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication

from desk.errors import Misconfigured
from desk.services.store import Keeping, Secrets, keep_secrets_in, strongbox
from desk.ui.docks import Places
from desk.ui.lock_watch import LockWatch
from desk.ui.passphrase import PassphraseDialog, unlocked
from desk.ui.widgets import InfoBar
from desk.ui.window import Window
from tests.ui.frame import make_shop, open_at, until

WORDS = "four c4nary words"


@pytest.fixture
def window(qtbot, tmp_path):
    made = Window(Places(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def desk(db, tmp_path, monkeypatch):
    """A shop that keeps a password, after a new start."""
    monkeypatch.setattr(strongbox, "COST", 2)
    keyring.set_keyring(fail.Keyring())
    make_shop(db)
    made = open_at(db, tmp_path / "home")
    keep_secrets_in(made.config.home)
    Secrets().unlock(WORDS)
    keep_secrets_in(None)
    keep_secrets_in(made.config.home)
    return made


async def asked():
    await until(lambda: dialogs())
    return dialogs()[0]


def dialogs():
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog) and one.isVisible()
    ]


def press(window):
    """Press the verb of the bar."""
    [bar] = window.bars.findChildren(InfoBar)
    assert bar._verb.text() == "Unlock…"
    bar._verb.click()


def test_the_bar_asks_again_and_goes_once_they_are_open(qt_run, window, desk):
    async def main():
        watch = LockWatch(window, desk)
        window.show_failure(Misconfigured("passphrase_missing"))
        press(window)
        (await asked()).later.click()
        await until(lambda: not dialogs())
        assert window.bars.texts()["locked"].startswith("The passwords are locked.")
        press(window)
        dialog = await asked()
        dialog.first.set_value(WORDS)
        dialog.go.click()
        await until(lambda: not window.bars.texts())
        assert Secrets().keeping() is Keeping.OPEN
        watch.leave()

    qt_run(main())


def test_it_goes_as_well_when_they_are_opened_elsewhere(qt_run, window, desk):
    async def main():
        watch = LockWatch(window, desk)
        window.show_failure(Misconfigured("passphrase_missing"))
        asking = asyncio.get_running_loop().create_task(unlocked(desk))
        dialog = await asked()
        dialog.first.set_value(WORDS)
        dialog.go.click()
        await asking
        await until(lambda: not window.bars.texts())
        watch.leave()

    qt_run(main())


def test_with_the_shop_goes_what_was_said_of_it(qt_run, window, desk):
    async def main():
        watch = LockWatch(window, desk)
        window.show_failure(Misconfigured("passphrase_missing"))
        watch.leave()
        assert window.bars.texts() == {}
        window.unlock_requested.emit()
        assert dialogs() == []

    qt_run(main())
