# SPDX-License-Identifier: LicenseRef-Desk
"""Before messages really leave somebody is asked; without an account nobody is, and hears why."""

import pytest
from PySide6.QtWidgets import QWidget

from desk import clock
from desk.errors import Misconfigured
from desk.services.providers import AccountDraft, Roster
from desk.services.shop import Settings
from desk.services.store import Change
from desk.ui.go_live import GoingLive, GoLive
from desk.ui.jobs import Jobs
from desk.ui.widgets import PrimaryButton, SecondaryButton, ToastStack
from tests.ui.frame import open_at, until


@pytest.fixture
def account(db):
    settings = {"host": "mail.example", "port": 587, "security": "starttls", "user": ""}
    draft = AccountDraft(kind="smtp", name="Mail", settings=settings, sender_address="atelier@mail.example")
    db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


@pytest.fixture
def play(qt_run, db, tmp_path):
    """Ask to go live in a window of its own; hand the scene the window, its toasts and what failed."""

    def run(scene):
        async def main():
            window = QWidget()
            jobs, toasts, failures = Jobs(window), ToastStack(window), []
            jobs.failed.connect(failures.append)
            window.show()
            GoingLive(open_at(db, tmp_path), window, jobs, toasts).begin()
            await scene(window, toasts, failures)
            await jobs.finish()
            window.close()
            window.deleteLater()

        qt_run(main())

    return run


def is_trial(db):
    return db.read_now(lambda session: Settings(session).get().trial_mode)


def test_who_agrees_is_live_and_told_so(db, account, play):
    async def scene(window, toasts, failures):
        await until(lambda: window.findChild(GoLive) is not None)
        window.findChild(GoLive).findChild(PrimaryButton).click()
        await until(lambda: toasts.toasts())
        assert failures == []

    play(scene)
    assert not is_trial(db)


def test_who_stays_is_still_in_trial_mode(db, account, play):
    async def scene(window, toasts, failures):
        await until(lambda: window.findChild(GoLive) is not None)
        window.findChild(GoLive).findChild(SecondaryButton).click()
        assert not window.findChild(GoLive).isVisible()
        assert (list(toasts.toasts()), failures) == ([], [])

    play(scene)
    assert is_trial(db)


def test_without_an_account_nothing_is_asked(db, play):
    async def scene(window, _toasts, failures):
        await until(lambda: failures)
        assert isinstance(failures[0], Misconfigured)
        assert failures[0].code == "no_live_account"
        assert window.findChild(GoLive) is None

    play(scene)
    assert is_trial(db)
