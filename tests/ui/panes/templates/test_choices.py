# SPDX-License-Identifier: LicenseRef-Desk
"""The list that hangs under what is typed."""

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desk.ui.panes.templates.choices import SHOWN, Choice, Choices

LINES = [Choice(key=str(n), label=f"Line {n}", detail="Group", sample="x", icon="user") for n in range(20)]


@pytest.fixture
def choices(shown):
    owner = shown(QLineEdit())
    made = Choices(owner)
    made.taken = []
    made.chosen.connect(made.taken.append)
    yield made
    made.hide()


def pressed(choices, key, modifier=Qt.KeyboardModifier.NoModifier):
    return choices.press(QKeyEvent(QEvent.Type.KeyPress, key, modifier))


def test_keys_move_and_take(choices):
    choices.offer(LINES, QRect(0, 0, 10, 20))
    assert choices.isVisible()
    assert pressed(choices, Qt.Key.Key_Down)
    assert pressed(choices, Qt.Key.Key_PageDown)
    assert pressed(choices, Qt.Key.Key_Return)
    assert choices.taken == [str(1 + SHOWN)]
    assert not choices.isVisible()


def test_up_from_the_first_is_the_last(choices):
    choices.offer(LINES, QRect(0, 0, 10, 20))
    pressed(choices, Qt.Key.Key_Up)
    pressed(choices, Qt.Key.Key_Tab)
    assert choices.taken == ["19"]


def test_other_keys_are_for_the_owner(choices):
    assert not pressed(choices, Qt.Key.Key_Down)
    choices.offer(LINES, QRect(0, 0, 10, 20))
    assert not pressed(choices, Qt.Key.Key_A)
    assert not pressed(choices, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed(choices, Qt.Key.Key_Escape)
    assert choices.taken == []


def test_it_is_as_high_as_its_lines(choices):
    choices.offer(LINES[:6], QRect(0, 0, 10, 20))
    choices.offer(LINES[:2], QRect(0, 0, 10, 20))
    assert choices.height() == choices._list.height() + 2 * 4


def test_nothing_to_choose_hides_it(choices):
    choices.offer(LINES, QRect(0, 0, 10, 20))
    choices.offer([], QRect(0, 0, 10, 20))
    assert not choices.isVisible()


def test_lines_are_read_aloud_and_painted(choices):
    choices.offer(LINES[:1], QRect(0, 0, 10, 20))
    index = choices._list.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Line 0, Group, x"
    assert not choices.grab().isNull()
    assert choices.choices() == (LINES[0],)
