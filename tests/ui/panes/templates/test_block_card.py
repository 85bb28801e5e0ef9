# SPDX-License-Identifier: LicenseRef-Desk
"""One block as a card."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.templates import Block, BlockKind
from desk.ui.panes.templates.block_card import BlockCard
from desk.ui.panes.templates.block_forms import DividerForm, WordsForm
from tests.ui.panes.templates.stage import press


@pytest.fixture
def card(vocabulary, shown):
    made = shown(BlockCard(WordsForm(Block(kind=BlockKind.TEXT, text="a"), vocabulary)), 400, 80)
    made.asked = []
    made.step_wanted.connect(made.asked.append)
    made.removal_wanted.connect(lambda: made.asked.append("remove"))
    made.copy_wanted.connect(lambda: made.asked.append("copy"))
    made.more_wanted.connect(lambda: made.asked.append("more"))
    return made


def test_its_deeds_show_with_the_keyboard(card):
    assert not card._remove.isVisible()
    card.set_active(True)
    card._remove.click()
    card._copy.click()
    assert card.asked == ["remove", "copy"]


def test_keys_of_its_fields_reach_it(card):
    field = card.form.fields()[0]
    field.setFocus()
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert card.asked == [1, "more"]


def test_a_card_without_fields_takes_the_keyboard_itself(shown):
    card = shown(BlockCard(DividerForm(Block(kind=BlockKind.DIVIDER))))
    asked = []
    card.removal_wanted.connect(lambda: asked.append(1))
    card.focus_in()
    assert card.hasFocus()
    press(card, Qt.Key.Key_Delete)
    assert asked == [1]


def test_a_click_on_it_goes_to_its_text(card):
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().topRight() / 2)
    assert card.form.fields()[0].hasFocus()


def test_it_says_what_it_is(card):
    assert card.accessibleName() == "Text"
    assert not card.grab().isNull()
    card.set_active(True)
    assert card.is_active()
