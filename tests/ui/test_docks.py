# SPDX-License-Identifier: LicenseRef-Desk
"""Docks: where they are is kept for each page, and nothing kept can lose them."""

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from desk.ui import docks
from desk.ui.docks import Page, Places
from desk.ui.shortcuts import stops
from desk.ui.widgets import IconButton
from tests.ui.frame import spoken

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


@pytest.fixture
def places(qapp, tmp_path):
    return Places(tmp_path)


def page_of(qtbot, name="rules"):
    made = Page(name)
    qtbot.addWidget(made)
    made.set_screen(QLabel("middle"))
    made.add_dock("list", "Rules", QLabel("list"), LEFT, width=200)
    made.add_dock("why", "Quiet hours", QLabel("why"), RIGHT).is_detail = True
    made.resize(1200, 700)
    made.show()
    return made


def test_what_is_remembered_is_written_on_another_thread_once_nothing_moves(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(docks, "WRITE_MS", 20)
    file = tmp_path / "window.ini"
    places = Places(tmp_path)
    places.keep_text("look", "dark")
    QCoreApplication.sendPostedEvents()
    assert not file.exists()
    qtbot.waitUntil(file.exists)
    written = file.stat().st_mtime_ns
    places.keep_text("look", "dark")
    assert not places._file._rest.isActive()
    places.keep_text("look", "light")
    places.write()
    assert file.stat().st_mtime_ns > written
    assert "light" in file.read_text("utf-8")


def test_places_remember(places, tmp_path):
    places.keep_text("look", "dark")
    places.keep_text("keys/edit.find", "Ctrl+G")
    places.keep_state("rules", QByteArray(b"abc"))
    again = Places(tmp_path)
    assert again.text("look") == "dark"
    assert again.text("nothing", "usual") == "usual"
    assert again.texts("keys") == {"edit.find": "Ctrl+G"}
    assert again.state("rules") == b"abc"
    again.forget_state("rules")
    assert again.state("rules").isEmpty()


def test_docks_come_back_where_they_were(qtbot, places):
    page = page_of(qtbot)
    page.recall(places)
    page.docks()[0].place(RIGHT)
    page.docks()[1].close()
    page.remember(places)
    again = page_of(qtbot)
    again.recall(places)
    assert again.dockWidgetArea(again.docks()[0]) == RIGHT
    assert again.docks()[1].isHidden()
    again.reset_layout()
    assert again.dockWidgetArea(again.docks()[0]) == LEFT
    assert not again.docks()[1].isHidden()


@pytest.mark.parametrize("kept", [b"", b"nonsense", b"\x00\x00\x00\xff" * 40])
def test_a_damaged_memory_leaves_the_default(qtbot, places, kept):
    places.keep_state("rules", QByteArray(kept))
    page = page_of(qtbot)
    page.recall(places)
    assert page.dockWidgetArea(page.docks()[0]) == LEFT
    assert all(not dock.isHidden() for dock in page.docks())


def test_an_older_memory_leaves_the_default(qtbot, places):
    page = page_of(qtbot)
    page.docks()[0].place(RIGHT)
    places.keep_state("rules", page.saveState(0))
    again = page_of(qtbot)
    again.recall(places)
    assert again.dockWidgetArea(again.docks()[0]) == LEFT


def test_details_give_way_in_a_narrow_window_and_come_back(qtbot, places):
    page = page_of(qtbot)
    rules, why = page.docks()
    page.make_room(is_narrow=True)
    assert (rules.isHidden(), why.isHidden()) == (False, True)
    page.remember(places)
    assert not why.isHidden()  # what only gave way is remembered as shown
    page.make_room(is_narrow=True)
    page.make_room(is_narrow=False)
    assert not why.isHidden()
    why.close()
    page.make_room(is_narrow=True)
    page.make_room(is_narrow=False)
    assert why.isHidden()


def test_the_panes_that_f6_walks_through(qtbot):
    page = page_of(qtbot)
    assert stops(page) == (page.centralWidget(), *page.docks())
    page.docks()[0].close()
    assert stops(page) == (page.centralWidget(), page.docks()[1])


def test_title_buttons_have_names_and_work(qtbot):
    page = page_of(qtbot)
    dock = page.docks()[1]
    detach, close = dock.titleBarWidget().findChildren(IconButton)
    assert detach.accessibleName() == "Detach or dock – Quiet hours"
    detach.click()
    assert dock.isFloating()
    detach.click()
    assert not dock.isFloating()
    close.click()
    assert dock.isHidden()


def test_titles_follow_the_language(qtbot):
    page = page_of(qtbot)
    with spoken("fr"):
        page.retranslate()
        assert page.docks()[1].windowTitle() == "Heures calmes"
        assert page.docks()[1].titleBarWidget().findChildren(IconButton)[1].toolTip() == "Fermer"


def test_a_key_shows_and_hides_a_dock(qtbot):
    page = page_of(qtbot)
    why = page.docks()[1]
    why.set_shortcut("F4")
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert why.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert not why.isHidden()


def test_a_page_without_unsaved_work_lets_one_leave(qtbot):
    page, left = page_of(qtbot), []
    page.leave(lambda: left.append(1))
    page.reveal(customer_id="x")
    page.undo()
    page.redo()
    assert left == [1]
