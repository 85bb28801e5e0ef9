# SPDX-License-Identifier: LicenseRef-Desk
"""Who is there: asked before any page, where somebody has a password."""

import sys
from datetime import UTC, datetime

import pytest

from desk import config as config_module
from desk.services.shop import SEAT, Attempted, OperatorDraft, Operators, StaffSignIn
from desk.services.store import Change
from desk.ui import service_child
from desk.ui.docks import Places
from desk.ui.sign_in import SignInScreen, is_asked, read_people, refusal
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands
from tests.ui.frame import make_shop, open_at, spoken, until
from tests.ui.test_sitting import Evening

SECRET = "velo-rouge-42"


@pytest.fixture(autouse=True)
def empty_seat(monkeypatch):
    monkeypatch.setattr(
        service_child, "command", lambda: (sys.executable, ["-c", "import sys; sys.stdin.read()"])
    )
    SEAT.operator_id = None
    yield
    SEAT.operator_id = None


@pytest.fixture
def camille(db):
    """The owner of a small shop, with a password; Julien has none."""
    make_shop(db)

    def work(session):
        camille = Operators(session).all()[0].id
        Operators(session).create(OperatorDraft(name="Julien"))
        StaffSignIn(session).set_password(camille, SECRET)
        return camille

    return db.write_now(work, Change.OPERATORS)


@pytest.fixture
def window(qtbot, tmp_path, qapp):
    made = Window(Places(tmp_path / "home"))
    WindowCommands(made, qapp)
    qtbot.addWidget(made)
    made.show()
    return made


def asked(window):
    front = window.pages.currentWidget()
    return front if isinstance(front, SignInScreen) else None


def say(screen, password):
    screen.password.setText(password)
    screen.go.click()


def test_nobody_is_asked_while_nobody_has_a_password(db):
    make_shop(db)
    assert not db.read_now(is_asked)


def test_only_those_with_a_password_are_offered(db, camille):
    assert db.read_now(is_asked)
    assert db.read_now(read_people) == ((camille, "Camille Martin"),)


def test_no_page_is_shown_before_somebody_signed_in(qt_run, window, camille, tmp_path, sqlite_url, db):
    place = config_module.at(tmp_path / "home", sqlite_url)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: asked(window) and asked(window).who.count())
            screen = asked(window)
            assert window.pages.page is None
            assert not window.commands.action("file.lock").isVisible()
            await until(lambda: running._company.child is not None)  # what leaves does not wait
            window.pages.navigate("customers")
            assert window.pages.page is None
            window.search.open("sophie")
            assert "Sophie Bernard" not in [hit.title for hit in window.search.hits()]
            window.search.close_palette()
            say(screen, "wrong")
            await until(lambda: screen.field.problem())
            assert screen.field.problem() == "This password is wrong. 4 tries left."
            assert window.pages.page is None
            say(screen, SECRET)
            await until(lambda: window.pages.page is not None)
            assert camille == SEAT.operator_id
            assert window.commands.action("file.lock").isVisible()
            running.lock()
            await until(lambda: asked(window) and asked(window).who.count(), 20)
            assert SEAT.operator_id is None
            assert asked(window).who.currentData() == camille
        assert SEAT.operator_id is None

    qt_run(main())


def test_who_signed_in_is_at_work(db, camille):
    julien = db.read_now(lambda session: Operators(session).all())[1].id
    SEAT.operator_id = julien
    assert db.read_now(lambda session: Operators(session).at_work()).name == "Julien"
    SEAT.operator_id = "nobody"
    assert db.read_now(lambda session: Operators(session).at_work()) is None


def test_too_many_wrong_ones_lock_and_say_until_when(qt_run, qtbot, db, camille, window, tmp_path):
    screen = None

    async def main():
        nonlocal screen
        screen = SignInScreen(open_at(db, tmp_path / "home"), window.jobs)
        qtbot.addWidget(screen)
        await until(lambda: screen.who.count())
        for left in range(5):
            before = screen.field.problem()
            say(screen, f"wrong {left}")
            await until(lambda before=before: screen.field.problem() not in ("", before))
        assert screen.field.problem().startswith("Too many wrong passwords. Try again at ")
        say(screen, SECRET)
        await until(lambda: not screen._is_busy)
        assert "Too many" in screen.field.problem()
        await window.jobs.finish()

    qt_run(main())


def test_the_refusal_is_said_in_french():
    at = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    with spoken("fr"):
        assert refusal(Attempted(left=1)) == "Ce mot de passe est faux. Il reste 1 essai."
        assert "14:05" in refusal(Attempted(locked_until=at, left=0))
