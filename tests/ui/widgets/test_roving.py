# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desk.ui.widgets import Roving


@pytest.fixture
def row(shown):
    made = QWidget()
    line = QHBoxLayout(made)
    roving = Roving(made)
    buttons = [QPushButton(str(number)) for number in range(3)]
    for button in buttons:
        line.addWidget(button)
        roving.add(button)
    shown(made)
    made.activateWindow()
    buttons[0].setFocus()
    return buttons


def stops(buttons):
    return [bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) for button in buttons]


def test_the_row_is_one_stop(row):
    assert stops(row) == [True, False, False]


def test_arrows_walk_and_take_the_stop_along(row, qtbot):
    qtbot.keyClick(row[0], Qt.Key.Key_Right)
    assert row[1].hasFocus()
    assert stops(row) == [False, True, False]
    qtbot.keyClick(row[1], Qt.Key.Key_End)
    qtbot.keyClick(row[2], Qt.Key.Key_Right)
    assert row[0].hasFocus()
    qtbot.keyClick(row[0], Qt.Key.Key_Left)
    qtbot.keyClick(row[2], Qt.Key.Key_Home)
    assert row[0].hasFocus()


def test_what_is_disabled_is_passed_over(row, qtbot):
    row[1].setEnabled(False)
    qtbot.keyClick(row[0], Qt.Key.Key_Right)
    assert row[2].hasFocus()


def test_left_goes_on_where_one_reads_so(row, qtbot):
    row[0].parentWidget().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(row[0], Qt.Key.Key_Left)
    assert row[1].hasFocus()


def test_other_keys_and_shortcuts_pass(row, qtbot):
    qtbot.keyClick(row[0], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert row[0].hasFocus()
