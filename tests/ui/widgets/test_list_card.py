# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import CardList, ListCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    is_on: bool | None = True


RULES = [Rule(name="Commande prête"), Rule(name="Rappel", is_on=False), Rule(name="Sans", is_on=None)]


def card_of(rule):
    return ListCard(
        title=rule.name,
        meta="12 envois",
        marks=(("envelope-simple", "email"), ("device-mobile", "sms")),
        badge="SMS bas",
        badge_role="warn",
        is_on=rule.is_on,
    )


@pytest.fixture
def cards(shown):
    made = CardList("Règles", card_of)
    column = Column(name="name", header="Rule", text=lambda rule: rule.name)
    model = RowsModel(
        [column], key=lambda rule: rule.name, parent=made, sentence=lambda rule: f"{rule.name}, active"
    )
    model.set_rows(RULES)
    made.setModel(model)
    shown(made, 280, 300)
    made.setCurrentIndex(model.index(0, 0))
    return made


def switch_of(cards, row):
    rect = cards.visualRect(cards.model().index(row, 0))
    spot = rect.center()
    spot.setX(rect.right() - SIZE.space_m - SIZE.switch_width // 2)
    return spot


def test_the_switch_of_a_card_is_pressed(cards, qtbot):
    with qtbot.waitSignal(cards.toggled) as told:
        qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=switch_of(cards, 1))
    assert told.args == [RULES[1], True]


def test_elsewhere_a_click_only_selects(cards, qtbot):
    told = []
    cards.toggled.connect(lambda *given: told.append(given))
    spot = cards.visualRect(cards.model().index(1, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (told, cards.current_row()) == ([], RULES[1])
    assert cards.selected_rows() == [RULES[1]]


def test_space_presses_it_too(cards, qtbot):
    told = []
    cards.toggled.connect(lambda *given: told.append(given))
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    assert told == [(RULES[0], False)]
    cards.setCurrentIndex(cards.model().index(2, 0))
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    assert len(told) == 1


def test_arrows_and_enter(cards, qtbot):
    rows, opened = [], []
    cards.current_row_changed.connect(rows.append)
    cards.row_activated.connect(opened.append)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert (rows, opened) == ([RULES[1]], [RULES[1]])


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_card_is_painted_in_both_directions(cards, direction):
    cards.setLayoutDirection(direction)
    image = cards.viewport().grab().toImage()
    ends = (1, image.width() - 2)
    start = ends[direction is Qt.LayoutDirection.RightToLeft]
    y = cards.visualRect(cards.model().index(0, 0)).center().y()
    assert image.pixel(start, y) == Theme.current().colour("primary").rgb()
    assert cards.sizeHintForRow(0) == 52


def test_a_card_is_heard_as_one_sentence(cards):
    said = cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Commande prête, active"
