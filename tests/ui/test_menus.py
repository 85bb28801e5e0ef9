# SPDX-License-Identifier: LicenseRef-Desk
"""The menu bar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow

from desk.ui.commands import Command, Commands
from desk.ui.docks import Page
from desk.ui.menus import Menus
from tests.ui.frame import spoken


def command(name, menu, section="", page=""):
    return Command(name=name, label=name, run=lambda: None, menu=menu, section=section, page=page)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.commands = Commands(made)
    made.menus = Menus(made.menuBar(), made.commands)
    return made


def titles(window):
    return [action.text() for action in window.menuBar().actions() if action.isVisible()]


def entries(menu):
    return ["-" if action.isSeparator() else action.text() for action in menu.actions()]


def test_only_menus_with_something_in_them_are_shown(window):
    window.commands.add(command("file.quit", "file"), command("rules.save", "rules", page="rules"))
    window.menus.fill()
    assert titles(window) == ["&File", "&View"]
    window.commands.enter("rules")
    window.menus.fill()
    assert titles(window) == ["&File", "&View", "&Rules"]


def test_sections_stand_apart(window):
    window.commands.add(command("a", "edit", "1"), command("b", "edit", "1"), command("c", "edit", "2"))
    window.menus.fill()
    menu = window.menus._menus["edit"]
    assert entries(menu) == ["a", "b", "-", "c"]


def test_choices_stand_in_menus_of_their_own(window):
    window.commands.add(command("view.look.dark", "view.look"))
    window.menus.fill()
    assert entries(window.menus._submenus["view.look"]) == ["view.look.dark"]
    assert "Appearance" in entries(window.menus._menus["view"])


def test_the_menus_follow_the_commands_by_themselves(window, qtbot):
    window.commands.add(command("help.keys", "help"))
    qtbot.waitUntil(lambda: "&Help" in titles(window))


def test_titles_follow_the_language(window):
    window.commands.add(command("file.quit", "file"))
    with spoken("fr"):
        window.menus.fill()
        assert titles(window)[0] == "&Fichier"


def test_every_deed_on_a_dock_is_in_the_menu(window, qtbot):
    page = Page("rules")
    page.set_screen(QLabel("x"))
    dock = page.add_dock("why", "Quiet hours", QLabel("why"), Qt.DockWidgetArea.RightDockWidgetArea)
    window.setCentralWidget(page)
    window.show()
    window.menus.show_page(page)
    window.menus.fill()
    window.menus._docks.aboutToShow.emit()
    menu = window.menus._docks.actions()[0].menu()
    assert entries(menu) == [
        "Quiet hours",
        "-",
        "Detach",
        "Dock on the left",
        "Dock on the right",
        "Dock at the bottom",
    ]
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Dock on the left"].trigger()
    assert page.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea
    by_text["Detach"].trigger()
    assert dock.isFloating()
    by_text["Dock at the bottom"].trigger()
    assert not dock.isFloating()
