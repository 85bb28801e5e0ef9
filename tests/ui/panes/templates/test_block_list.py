# SPDX-License-Identifier: LicenseRef-Desk
"""The blocks one under the other: moved, added, taken away; by keys, by mouse, by drop."""

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desk.services.templates import Block, BlockKind
from desk.ui.panes.templates.block_looks import MIME
from desk.ui.panes.templates.conditional_form import Forms
from tests.ui.panes.templates.stage import press, type_at_end

Alt = Qt.KeyboardModifier.AltModifier


def text(said):
    return Block(kind=BlockKind.TEXT, text=said)


@pytest.fixture
def blocks(vocabulary, shown):
    made = shown(Forms(vocabulary).list(), 480, 600)
    made.kept = ()
    made.keys = []

    def keep(blocks, _what, key):
        made.kept = blocks
        made.keys.append(key)
        made.show_blocks(blocks)

    made.edited.connect(keep)
    made.show_blocks((text("a"), text("b"), text("c")))

    def follow(_old, new):
        made.show_focus(new)

    QApplication.instance().focusChanged.connect(follow)
    yield made
    QApplication.instance().focusChanged.disconnect(follow)  # the list goes with the test


def said(blocks):
    return [block.text or block.kind.value for block in blocks.kept]


def test_typing_changes_one_block(blocks):
    type_at_end(blocks.cards()[1].form.fields()[0], "!")
    assert said(blocks) == ["a", "b!", "c"]
    assert blocks.keys == ["blocks.1.text"]


def test_alt_and_an_arrow_move_a_block_and_the_keyboard_with_it(blocks):
    field = blocks.cards()[0].form.fields()[0]
    field.setFocus()
    press(field, Qt.Key.Key_Down, Alt)
    assert said(blocks) == ["b", "a", "c"]
    assert blocks.cards()[1].form.fields()[0].hasFocus()
    press(blocks.cards()[1].form.fields()[0], Qt.Key.Key_Up, Alt)
    assert said(blocks) == ["a", "b", "c"]
    press(blocks.cards()[0].form.fields()[0], Qt.Key.Key_Up, Alt)
    assert said(blocks) == ["a", "b", "c"]


def test_a_grip_drags_a_block(blocks):
    grip = blocks.cards()[0].grip
    below = blocks.mapToGlobal(QPoint(5, blocks.cards()[2].geometry().bottom()))
    grip.dragged.emit(below)
    assert blocks._line.isVisible()
    grip.dropped.emit(below)
    assert said(blocks) == ["b", "c", "a"]
    assert not blocks._line.isVisible()


def test_duplicate_and_take_away(blocks):
    blocks.cards()[1].copy_wanted.emit()
    assert said(blocks) == ["a", "b", "b", "c"]
    blocks.cards()[0].removal_wanted.emit()
    assert said(blocks) == ["b", "b", "c"]
    assert [card.form.block.text for card in blocks.cards()] == ["b", "b", "c"]


def test_another_block_behind_the_one_that_has_the_keyboard(blocks):
    blocks.cards()[0].form.fields()[0].setFocus()
    blocks.insert_kind(BlockKind.BUTTON)
    assert said(blocks) == ["a", "button", "b", "c"]
    press(blocks.cards()[0].form.fields()[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(blocks) == ["a", "text", "button", "b", "c"]


def test_a_kind_is_dropped_between_two(blocks):
    carried = QMimeData()
    carried.setData(MIME, QByteArray(b"divider"))
    at = QPointF(10, blocks.cards()[1].geometry().top() + 1)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    blocks.dragEnterEvent(QDragEnterEvent(at.toPoint(), copy, carried, left, none))
    blocks.dragMoveEvent(QDragMoveEvent(at.toPoint(), copy, carried, left, none))
    assert blocks._line.isVisible()
    blocks.dropEvent(QDropEvent(at, copy, carried, left, none))
    assert said(blocks) == ["a", "divider", "b", "c"]


def test_every_kind_can_be_added_from_the_menu(blocks):
    blocks._add.click()
    popup = QApplication.activePopupWidget()
    assert len(popup._options) == len(BlockKind)
    popup.close()
    for kind in BlockKind:
        blocks._on_kind(kind.value)
    assert [block.kind for block in blocks.kept[3:]] == list(BlockKind)


def test_cards_of_the_same_kind_stay(blocks):
    before = blocks.cards()
    blocks.show_blocks((text("x"), text("b"), text("c"), text("d")))
    assert blocks.cards()[:3] == before
    assert before[0].form.fields()[0].toPlainText() == "x"
    blocks.show_blocks((Block(kind=BlockKind.DIVIDER), text("b")))
    assert blocks.cards()[0] is not before[0]
    order = [blocks._column.itemAt(n).widget() for n in range(2)]
    assert order == list(blocks.cards())


def test_a_place_is_found_inside_too(blocks):
    inner = Block(kind=BlockKind.CONDITIONAL, condition="order.item is filled", blocks=(text("x"), text("y")))
    blocks.show_blocks((text("a"), inner))
    card = blocks.focus((1, "blocks", 1), "text")
    assert card.form.block.text == "y"
    assert card.form.fields()[0].hasFocus()
    assert blocks.focus((9,), "text") is None
