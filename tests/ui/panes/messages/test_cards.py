# SPDX-License-Identifier: LicenseRef-Desk
"""The list of cards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desk.ui.panes.messages.card_look import Looks
from desk.ui.panes.messages.cards import ConversationCards
from desk.ui.panes.messages.rows import ConversationRows
from tests.ui.panes.messages.rows import NOW, conversation


@pytest.fixture
def cards(qtbot):
    rows = ConversationRows(Looks(now=NOW))
    rows.set_rows([conversation(f"c{n}", subject=f"S{n}") for n in range(40)])
    made = ConversationCards(rows)
    qtbot.addWidget(made)
    made.resize(330, 400)
    made.show()
    made.setCurrentIndex(rows.index(0, 0))
    return made


def test_enter_opens_and_letters_are_told(cards, qtbot):
    opened, typed = [], []
    cards.row_activated.connect(opened.append)
    cards.key_typed.connect(typed.append)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    qtbot.keyClick(cards, Qt.Key.Key_J)
    assert ([row.id for row in opened], typed) == (["c0"], ["j"])
    assert cards.current_row().id == "c0"


def test_several_are_selected_by_keys(cards, qtbot):
    sizes = []
    cards.selection_size_changed.connect(sizes.append)
    qtbot.keyClick(cards, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in cards.selected_rows()] == ["c0", "c1"]
    assert sizes[-1] == 2


def test_what_is_on_screen_is_known(cards, qtbot):
    first, last = cards.visible_rows()
    assert first == 0
    assert 4 <= last <= 6
    with qtbot.waitSignal(cards.rested):
        cards.scrollToBottom()
    assert cards.visible_rows()[1] == 39


def test_a_card_is_read_as_one_sentence(cards):
    child = QAccessible.queryAccessibleInterface(cards).child(0)
    assert "Sophie Bernard, Email, 14:32, S0" in child.text(QAccessible.Text.Name)
