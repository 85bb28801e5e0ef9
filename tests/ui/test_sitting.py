# SPDX-License-Identifier: LicenseRef-Desk
"""From the window's first moment to its last."""

import asyncio
import sys

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication

from desk import clock
from desk import config as config_module
from desk.errors import Misconfigured
from desk.services.providers import AccountDraft, Roster
from desk.services.shop import Locations, Settings
from desk.services.store import Change, Keeping, Secrets, keep_secrets_in, strongbox
from desk.ui import parting, service_child, sitting
from desk.ui.docks import Places
from desk.ui.first_start import FirstStart, usual_answers
from desk.ui.go_live import GoLive
from desk.ui.parting import Post
from desk.ui.passphrase import PassphraseDialog
from desk.ui.service_child import ServiceState
from desk.ui.widgets import PrimaryButton, Text
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands
from tests.ui.evening import Evening
from tests.ui.frame import make_shop, open_at, until

pytestmark = pytest.mark.usefixtures("checked_once")


@pytest.fixture(autouse=True)
def obedient_service(monkeypatch):
    monkeypatch.setattr(
        service_child, "command", lambda: (sys.executable, ["-c", "import sys; sys.stdin.read()"])
    )


@pytest.fixture
def place(tmp_path, sqlite_url):
    return config_module.at(tmp_path / "home", sqlite_url)


@pytest.fixture
def window(qtbot, place, qapp):
    made = Window(Places(place.home))
    WindowCommands(made, qapp)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(window):
    front = window.pages.currentWidget()
    return [label.text() for label in front.findChildren(Text)]


def first_page(window):
    return window.findChild(FirstStart)


def test_a_shop_is_opened_watched_and_left(qt_run, window, place, db):
    make_shop(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: window.pages.page is not None)
            await until(lambda: window.status.trial.text().startswith("TRIAL MODE"))
            await until(lambda: running._company.child.is_ours)
            assert not window.bars.texts()
            window.search.open("sophie")
            await until(lambda: "Sophie Bernard" in [hit.title for hit in window.search.hits()])
            window.search.close_palette()
        assert not window.isVisible()

    qt_run(main())


def test_a_new_shop_is_asked_for_and_made(qt_run, window, place):
    async def main():
        async with Evening(window, place) as running:
            await until(lambda: first_page(window) is not None)
            assert window.pages.page is None
            first_page(window).shop_ready.emit(usual_answers())
            await until(lambda: window.pages.page is not None)
            settings, sites = await running._desk.db.read(
                lambda session: (Settings(session).get(), Locations(session).all())
            )
            assert settings.shop_name == "My shop"
            assert settings.trial_mode
            assert len(sites) == 1

    qt_run(main())


def add_account(db):
    draft = AccountDraft(
        kind="smtp",
        name="Mail",
        settings={"host": "mail.example", "port": 587, "security": "starttls", "user": ""},
        sender_address="atelier@mail.example",
    )
    db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


async def agree_to_go_live(window):
    window.status.go_live_requested.emit()
    await until(lambda: window.findChild(GoLive) is not None)
    dialog = window.findChild(GoLive)
    assert "Messages will really leave" in [label.text() for label in dialog.findChildren(Text)]
    dialog.findChild(PrimaryButton).click()
    dialog.deleteLater()


def test_going_live_asks_first(qt_run, window, place, db):
    make_shop(db)
    add_account(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: not window.status.trial.isHidden())
            await agree_to_go_live(window)
            await until(window.status.trial.isHidden)
            settings = await running._desk.db.read(lambda session: Settings(session).get())
            assert not settings.trial_mode
            assert settings.started_at is not None

    qt_run(main())


def test_without_an_account_nothing_is_asked_and_it_stays_in_trial_mode(qt_run, window, place, db):
    make_shop(db)

    async def main():
        async with Evening(window, place):
            await until(lambda: not window.status.trial.isHidden())
            window.status.go_live_requested.emit()
            await until(lambda: window.bars.texts().get("failure", "").startswith("No account could send"))
            assert window.findChild(GoLive) is None
            assert not window.status.trial.isHidden()

    qt_run(main())


def test_what_cannot_be_opened_is_said_and_tried_again(qt_run, window, place, db, monkeypatch):
    make_shop(db)
    usual = sitting._open
    monkeypatch.setattr(
        sitting, "_open", lambda *_asked: (_ for _ in ()).throw(Misconfigured("database_newer"))
    )

    async def main():
        async with Evening(window, place):
            await until(lambda: any("newer Desk" in text for text in shown(window)))
            monkeypatch.setattr(sitting, "_open", usual)
            window.pages.currentWidget().verb_requested.emit()
            await until(lambda: window.pages.page is not None)

    qt_run(main())


def test_one_goes_to_the_sample_and_back(qt_run, window, place, db, monkeypatch):
    make_shop(db)
    asked = []

    def open_either(config, sample):
        asked.append(sample)
        return open_at(db, place.home)

    monkeypatch.setattr(sitting, "_open", open_either)
    monkeypatch.setattr("desk.bootstrap.Desk.close", lambda _desk: None)

    async def main():
        async with Evening(window, place):
            await until(lambda: window.pages.page is not None)
            assert not window.commands.action("file.own").isVisible()
            window.commands.trigger("file.sample")
            await until(lambda: asked == [False, True])
            await until(lambda: window.pages.page is not None)
            assert window.commands.action("file.own").isVisible()
            window.commands.trigger("file.own")
            await until(lambda: asked == [False, True, False])
            await until(lambda: window.pages.page is not None)

    qt_run(main())


def test_the_service_is_restarted_on_demand(qt_run, window, place, db):
    make_shop(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: running._company.child is not None and running._company.child.is_ours)
            before = running._company.child._process
            window.commands.trigger("tools.restart")
            await until(lambda: running._company.child._process not in (None, before))
            assert running._company.child.health.state is ServiceState.STARTING

    qt_run(main())


class Letterbox(Post):
    """Has one letter, which leaves while our service runs."""

    left_while = None

    async def let_go(self):
        child = self.company.child
        if self.left_while is None and child is not None and child.is_ours:
            self.left_while = child
            return 1
        return 0


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_was_just_sent_leaves_before_our_service_ends(qt_run, window, place, db, monkeypatch, is_ours):
    make_shop(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: running._company.child is not None and running._company.child.is_ours)
            box = Letterbox(window.pages)
            box.company = running._company
            if not is_ours:
                monkeypatch.setattr(service_child.ServiceChild, "is_ours", False)
        assert (box.left_while is not None) == is_ours
        assert parting.BAR not in window.bars.texts()
        assert not window.isVisible()

    qt_run(main())


@pytest.mark.parametrize("is_other", [True, False])
def test_what_was_just_sent_leaves_before_the_shop_is_left_or_locked(qt_run, window, place, db, is_other):
    make_shop(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: running._company.child is not None and running._company.child.is_ours)
            child = running._company.child
            box = Letterbox(window.pages)
            box.company = running._company
            go = (lambda: running.change_shop(sample=True)) if is_other else running.lock
            go()
            await until(lambda: window.pages.is_covered)
            assert window.pages.page is None
            window.pages.navigate("sends")  # a notification, a key
            go()  # pressed once more
            assert window.pages.page is None
            await until(lambda: parting.BAR in window.bars.texts())
            assert window.bars.texts()[parting.BAR].startswith("1 message has not left yet. Desk goes on")
            await until(lambda: running._company.child not in {None, child})
            assert box.left_while is child
            await until(lambda: window.pages.page is not None)
            assert window.pages.isEnabled()
            assert window.menuBar().isEnabled()
            assert parting.BAR not in window.bars.texts()

    qt_run(main())


def test_closing_while_it_opens_ends_well(qt_run, window, place, db):
    make_shop(db)

    async def main():
        async with Evening(window, place):
            await asyncio.sleep(0)

    qt_run(main())


def test_without_a_keyring_the_passphrase_is_asked_for_once_the_page_stands(
    qt_run, window, place, db, monkeypatch
):
    monkeypatch.setattr(strongbox, "COST", 2)
    keyring.set_keyring(fail.Keyring())
    make_shop(db)
    keep_secrets_in(place.home)
    Secrets().unlock("four small words")
    keep_secrets_in(None)

    async def main():
        async with Evening(window, place):
            await until(lambda: window.findChild(PassphraseDialog) or QApplication.activeModalWidget())
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, PassphraseDialog)
            assert window.pages.page is not None
            dialog.later.click()
            await until(lambda: "locked" in window.bars.texts())
            window.unlock_requested.emit()  # the verb of the bar
            await until(lambda: QApplication.activeModalWidget() not in {None, dialog})
            again = QApplication.activeModalWidget()
            again.first.set_value("four small words")
            again.go.click()
            await until(lambda: Secrets().keeping() is Keeping.OPEN)
            await until(lambda: "locked" not in window.bars.texts())
            window.status.mailboxes_requested.emit()
            assert window.pages.page.objectName() == "settings"

    qt_run(main())
