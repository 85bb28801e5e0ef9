# SPDX-License-Identifier: LicenseRef-Desk
"""The window as a whole."""

import pytest
from PySide6.QtCore import QSize

from desk.errors import Misconfigured, Unavailable
from desk.services.store import Change
from desk.ui.docks import Places
from desk.ui.language import speak
from desk.ui.navigation import NARROW, WIDE
from desk.ui.theme import Look, apply
from desk.ui.window import LEAST, Window
from desk.ui.window_commands import WindowCommands
from tests.ui.frame import make_shop, open_at, until


@pytest.fixture
def window(qtbot, tmp_path, qapp):
    apply(qapp, Look.LIGHT)
    made = Window(Places(tmp_path))
    made.deeds = WindowCommands(made, qapp)
    qtbot.addWidget(made)
    made.show()
    yield made
    speak(qapp, "en")
    apply(qapp, Look.LIGHT)


@pytest.fixture
def shop(db, tmp_path):
    make_shop(db)
    return open_at(db, tmp_path)


def test_it_stands_without_data(window):
    assert window.isVisible()
    assert window.pages.page is None
    assert not window.grab().isNull()


def test_with_data_it_shows_the_last_page(window, shop, qt_run):
    async def main():
        window.attach(shop)
        assert window.pages.page.objectName() == "sends"
        assert window.windowTitle() == "Sends – Desk"
        window.commands.trigger("page.customers")
        assert window.pages.page.objectName() == "customers"
        assert window.places.text("page") == "customers"
        window.detach()
        assert window.pages.page is None

    qt_run(main())


def test_a_page_that_takes_a_moment_says_so_at_once(window, shop, qt_run):
    async def main():
        window.attach(shop)
        seen = []
        window.pages.building.connect(
            lambda name: seen.append((window._opening.isVisible(), window.rail._items[name].isChecked()))
        )
        window.commands.trigger("page.customers")
        assert seen == [(True, True)]
        assert window.pages.page.objectName() == "customers"
        window.detach()

    qt_run(main())


@pytest.mark.parametrize(("width", "rail"), [(1500, WIDE), (1440, WIDE), (1439, NARROW), (1000, NARROW)])
def test_the_rail_folds_by_the_width(window, width, rail):
    window.resize(width, 800)
    assert window.rail.width() == rail


def test_the_person_decides_about_the_rail(window):
    window.resize(1500, 800)
    window.commands.trigger("view.rail")
    assert window.rail.width() == NARROW
    window.commands.trigger("view.rail")
    assert window.rail.width() == WIDE
    window.resize(1000, 800)
    assert window.rail.width() == WIDE


def test_it_fits_on_a_small_screen(window):
    assert window.minimumSize() == LEAST
    assert window.minimumSizeHint().width() <= LEAST.width()
    assert QSize(1280, 720).height() >= window.minimumSizeHint().height()


@pytest.mark.parametrize(
    ("room", "size", "is_full"),
    [
        (QSize(1920, 1080), QSize(1280, 800), False),
        (QSize(1280, 720), QSize(1280, 680), True),
        (QSize(1280, 820), QSize(1280, 780), True),
        (QSize(800, 600), LEAST, True),
    ],
)
def test_at_first_it_fits_the_screen(qtbot, tmp_path, room, size, is_full):
    window = Window(Places(tmp_path / "fresh"))
    qtbot.addWidget(window)
    window.fit_screen(room)
    assert window.size() == size
    assert window.isMaximized() == is_full


def test_notes_leave_the_rail_and_the_status_bar_free(window):
    window.resize(1280, 720)
    window.toasts.show_toast("The account is saved.")
    place = window.toasts.geometry()
    assert place.left() > NARROW
    assert place.bottom() < window.height() - window.status.height()
    window.commands.trigger("view.rail")
    assert window.toasts.geometry().left() > WIDE


def test_a_size_that_was_chosen_is_kept(window, qtbot, tmp_path):
    window.resize(1100, 700)
    window.shut()
    again = Window(Places(tmp_path))
    qtbot.addWidget(again)
    again.fit_screen(QSize(1280, 720))
    assert not again.isMaximized()


def test_a_failure_is_said_in_words(window, qtbot):
    window.show_failure(Unavailable("disk_full"))
    assert window.bars.texts()["failure"].startswith("The disk is full.")
    window.show_failure(ValueError("ours"))
    assert window.bars.texts()["failure"].startswith("Desk made a mistake.")


def test_a_setting_that_stops_something_leads_to_the_settings(window, shop, qt_run):
    async def main():
        window.attach(shop)
        window.show_failure(Misconfigured("no_such_code"))
        assert window.bars.texts()["failure"].startswith("A setting stops this.")
        window._open_settings()
        assert window.pages.page.objectName() == "settings"
        assert window.bars.texts() == {}

    qt_run(main())


def test_closing_asks_and_remembers(window, qtbot, tmp_path):
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    window.shut()
    assert not window.isVisible()
    assert not Places(tmp_path).state("window").isEmpty()
    again = Window(Places(tmp_path))
    qtbot.addWidget(again)
    assert again.size().width() >= LEAST.width()


def test_a_full_disk_is_said_until_something_is_written(window, shop, qt_run):
    async def main():
        window.attach(shop)
        window.show_failure(Unavailable("disk_full"))
        assert "failure" in window.bars.texts()
        await shop.db.write(lambda _session: None, Change.SETTINGS)
        await until(lambda: "failure" not in window.bars.texts())
        window.detach()

    qt_run(main())
