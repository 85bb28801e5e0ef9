# SPDX-License-Identifier: LicenseRef-Desk
"""Keys that work everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from desk.ui import shortcuts
from desk.ui.commands import Command, Commands
from desk.ui.docks import Page
from desk.ui.shortcuts import KeySheet, enter, next_stop
from desk.ui.widgets import SearchField, Text, ToastStack


class Recorder(QListView):
    def __init__(self):
        super().__init__()
        self.keys = []

    def keyPressEvent(self, event: QKeyEvent):  # noqa: N802 - Qt's own name
        self.keys.append((event.key(), event.modifiers()))


class Changed(Page):
    def __init__(self):
        super().__init__("rules")
        self.deeds = []

    def undo(self):
        self.deeds.append("undo")

    def redo(self):
        self.deeds.append("redo")


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.page = Changed()
    made.field, made.area, made.list, made.search = (
        QLineEdit(),
        QPlainTextEdit(),
        Recorder(),
        SearchField("Filter"),
    )
    screen = QWidget()
    column = QVBoxLayout(screen)
    for widget in (made.field, made.area, made.list, made.search):
        column.addWidget(widget)
    made.page.set_screen(screen)
    made.setCentralWidget(made.page)
    made.toasts = ToastStack(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_panes_are_walked_round(qtbot):
    panes = [QWidget() for _ in range(3)]
    for pane in panes:
        qtbot.addWidget(pane)
    inner = QLineEdit(panes[1])
    assert next_stop(panes, inner, 1) is panes[2]
    assert next_stop(panes, inner, -1) is panes[0]
    assert next_stop(panes, panes[2], 1) is panes[0]
    assert next_stop(panes, None, 1) is panes[0]
    assert next_stop(panes, None, -1) is panes[2]
    assert next_stop([], None, 1) is None


def test_entering_a_pane_goes_to_its_first_control(window):
    window.list.setFocus()
    enter(window.page.centralWidget())
    assert window.focusWidget() is window.field
    enter(window.area)
    assert window.focusWidget() is window.area
    enter(QLabel())


def test_undo_goes_to_what_was_typed(window, qtbot):
    window.area.setFocus()
    qtbot.keyClicks(window.area, "hello")
    shortcuts.undo(window.page, window.toasts)
    assert window.area.toPlainText() == ""
    shortcuts.redo(window.page)
    assert window.area.toPlainText() == "hello"


def test_undo_goes_to_the_newest_note_then_to_the_page(window):
    done = []
    window.list.setFocus()
    window.toasts.show_toast("Saved", [("Undo", lambda: done.append("first"))])
    window.toasts.show_toast("Sent", [("Undo", lambda: done.append("second"))])
    window.toasts.show_toast("Copied")
    shortcuts.undo(window.page, window.toasts)
    assert done == ["second"]
    shortcuts.undo(window.page, window.toasts)
    assert done == ["second", "first"]
    shortcuts.undo(window.page, window.toasts)
    shortcuts.redo(window.page)
    assert window.page.deeds == ["undo", "redo"]
    shortcuts.undo(None, window.toasts)
    shortcuts.redo(None)


def test_edit_acts_where_the_keyboard_is(window):
    window.field.setText("hello")
    window.field.setFocus()
    shortcuts.edit("selectAll")
    assert window.field.selectedText() == "hello"
    window.list.setFocus()
    shortcuts.edit("cut")
    assert window.list.keys == [(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)]


def test_find_goes_to_the_filter(window):
    shortcuts.find(window.page)
    assert window.focusWidget() is window.search
    shortcuts.find(None)


def test_the_key_sheet_lists_what_works_now_and_closes(window, qtbot):
    commands = Commands(window)
    commands.add(
        Command(name="edit.undo", label="&Undo…", run=lambda: None, shortcut="Ctrl+Z", menu="edit"),
        Command(name="edit.cut", label="Cut", run=lambda: None, menu="edit"),
        Command(name="view.look", label="Look", run=lambda: None, shortcut="F8", menu="view.look"),
    )
    sheet = KeySheet(window, commands)
    window.field.setFocus()
    sheet.open()
    texts = [label.text() for label in sheet.findChildren(Text)]
    assert {"Ctrl+Z", "Undo", "F8", "Look", "Esc"} <= set(texts)
    assert "Cut" not in texts
    assert not sheet.grab().isNull()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert window.focusWidget() is window.field
    sheet.open()
    sheet.open()
    assert sheet.isHidden()
