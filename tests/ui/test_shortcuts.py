# SPDX-License-Identifier: LicenseRef-Desk
"""Keys that work everywhere."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

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


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_A])
def test_a_key_that_nobody_uses_does_nothing_once(window, qtbot, key):
    commands, asked = Commands(window), []

    def run(verb):
        asked.append(verb)
        assert len(asked) < 5
        shortcuts.edit(verb)

    for verb, shortcut in (
        ("copy", "Ctrl+C"),
        ("cut", "Ctrl+X"),
        ("paste", "Ctrl+V"),
        ("selectAll", "Ctrl+A"),
    ):
        commands.add(Command(name=f"edit.{verb}", label=verb, run=partial(run, verb), shortcut=shortcut))
    button = QPushButton("Plain", window)
    button.show()
    button.setFocus()
    qtbot.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1


def test_a_list_copies_its_row_by_the_window_s_key(window, qtbot):
    commands = Commands(window)
    commands.add(
        Command(name="edit.copy", label="Copy", run=partial(shortcuts.edit, "copy"), shortcut="Ctrl+C")
    )
    rows = QListWidget(window)
    rows.addItem("Order 1042")
    rows.setCurrentRow(0)
    rows.show()
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Order 1042"


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
