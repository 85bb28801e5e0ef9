# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done in the window itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from desk.ui.about import About
from desk.ui.docks import Page, Places
from desk.ui.language import speak
from desk.ui.panes import PANES
from desk.ui.theme import Look, Theme, apply
from desk.ui.widgets import Text
from desk.ui.window import Window
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


def test_the_language_changes_while_it_runs(window, shop, qt_run):
    async def main():
        window.attach(shop)
        window.commands.trigger("view.language.fr")
        await until(lambda: window.windowTitle() == "Envois – Desk")
        assert window.commands.action("edit.undo").text() == "Ann&uler"
        assert window.commands.action("view.language.fr").isChecked()
        assert window.places.text("language") == "fr"
        window.commands.trigger("view.language.en")
        await until(lambda: window.windowTitle() == "Sends – Desk")

    qt_run(main())


def test_the_look_changes_while_it_runs(window):
    window.commands.trigger("view.look.dark")
    assert Theme.current().is_dark
    assert window.places.text("look") == "dark"
    assert window.commands.action("view.look.dark").isChecked()
    assert not window.commands.action("view.look.light").isChecked()
    window.commands.trigger("view.look.light")
    assert not Theme.current().is_dark


def test_no_two_commands_share_a_key(window):
    taken = {}
    for command in window.commands.all():
        key = window.commands.action(command.name).shortcut().toString()
        if key:
            assert taken.setdefault(key, command.name) == command.name
    assert len(taken) > 10


def test_keys_work_on_every_keyboard(window):
    """No digits, no symbols, never Ctrl+Alt: a French keyboard has them elsewhere."""
    for command in window.commands.all():
        key = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.PortableText)
        last = key.rpartition("+")[2]
        assert "Ctrl+Alt" not in key
        assert last == "" or last.isalpha() or last[:1] == "F", command.name


def test_every_page_is_in_a_menu_and_has_a_key_or_a_reason(window):
    names = {command.name: command for command in window.commands.all()}
    for pane in PANES:
        assert names[f"page.{pane.name}"].menu
        assert pane.shortcut or pane.is_below


def test_f6_walks_through_the_panes(window, shop, qt_run, qtbot):
    async def main():
        window.attach(shop)
        with qtbot.waitActive(window):
            window.activateWindow()
        window.commands.trigger("view.next_pane")
        assert window.rail.isAncestorOf(QApplication.focusWidget())
        window.commands.trigger("view.previous_pane")
        window.detach()
        await until(lambda: not window.findChildren(Page))  # what read for them is cancelled

    qt_run(main())


def test_help_and_search_lie_over_the_window(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    window.commands.trigger("help.keys")
    assert window.keys.isVisible()
    qtbot.keyClick(window.keys, Qt.Key.Key_Escape)
    window.commands.trigger("view.search")
    assert window.search.isVisible()
    assert "Ctrl+K" in window.top.search.toolTip()


def test_full_screen_and_back(window):
    window.commands.trigger("view.full_screen")
    assert window.isFullScreen()
    window.commands.trigger("view.full_screen")
    assert not window.isFullScreen()


def test_about_says_which_desk_this_is(window):
    window.commands.trigger("help.about")
    dialog = window.findChild(About)
    assert any(label.text().startswith("Version ") for label in dialog.findChildren(Text))
    dialog.accept()


def test_the_data_folder_is_opened(window, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    window.commands.trigger("help.folder")
    assert opened[0].toLocalFile() == str(window.places.home)
