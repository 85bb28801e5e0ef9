# SPDX-License-Identifier: LicenseRef-Desk
"""The blocks of an e-mail one under the other: moved by grip or Alt and arrows, added by drop, key or menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.services.templates import Block, BlockKind
from desk.translation import _
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.block_card import BlockCard
from desk.ui.panes.templates.block_forms import BlockForm
from desk.ui.panes.templates.block_looks import MIME, icon_of, name_of
from desk.ui.panes.templates.condition_row import condition_text
from desk.ui.panes.templates.drop_line import DropLine, gap_at
from desk.ui.panes.templates.edits import Blocks
from desk.ui.panes.templates.places import Path
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary, lists
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton, Option, PillPopup
from desk.ui.widgets.speaks import Speaks


class BlockList(Speaks, QWidget):
    """edited(Blocks, what, key): the person wants these blocks; key "" for what stands for itself.

    undo_wanted, redo_wanted: asked for in one of its fields.
    """

    edited = Signal(object, str, str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(
        self, vocabulary: Vocabulary, form_of: Callable[[Block], BlockForm], *, is_nested: bool = False
    ) -> None:
        """Make the forms of blocks by `form_of`; a nested list stands inside a block."""
        super().__init__()
        self._vocabulary = vocabulary
        self._form_of = form_of
        self._is_nested = is_nested
        self._blocks: Blocks = ()
        self._cards: list[BlockCard] = []
        self._line = DropLine(self)
        self._add = LinkButton("", "plus")
        self._add.clicked.connect(self._on_add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIZE.space_l if is_nested else 0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_xs if is_nested else SIZE.space_s)
        last = QHBoxLayout()
        last.addWidget(self._add)
        last.addStretch(1)
        self._column.addLayout(last)
        self.setAcceptDrops(True)
        self.retranslate()

    def show_blocks(self, blocks: Blocks) -> None:
        """Show `blocks`; cards of the same kind at the same place stay."""
        if blocks == self._blocks and len(self._cards) == len(blocks):
            return
        self._blocks = blocks
        for number, block in enumerate(blocks):
            if number < len(self._cards) and self._cards[number].kind is block.kind:
                self._cards[number].form.show_block(block)
            else:
                self._replace_card(number, block)
        while len(self._cards) > len(blocks):
            self._discard(self._cards.pop())
        self._say_badges()

    def cards(self) -> tuple[BlockCard, ...]:
        """Return the cards, in their order."""
        return tuple(self._cards)

    def insert(self, block: Block, at: int | None = None) -> None:
        """Add a block: behind the card that has the keyboard, or as number `at`."""
        active = next((n for n, card in enumerate(self._cards) if card.is_active()), len(self._cards) - 1)
        number = active + 1 if at is None else at
        self._change(edits.inserted(self._blocks, number, block), _("Add a block"), focus=number)

    def insert_kind(self, kind: BlockKind, at: int | None = None) -> None:
        """Add an empty block of a kind."""
        known = lists(self._vocabulary.event_kind)
        self.insert(edits.new_block(kind, known[0].path if known else ""), at)

    def focus(self, path: Path, part: str = "") -> QWidget | None:
        """Give the keyboard to a part of the block that a path names; return its card."""
        number = path[0] if path else 0
        if not isinstance(number, int) or not 0 <= number < len(self._cards):
            return None
        card = self._cards[number]
        if len(path) > 1 and (inner := card.form.focus_inside(path[1:], part)) is not None:
            return inner
        card.focus_in(part)
        return card

    def fields(self) -> Iterator[TokenEdit]:
        """Give every field in which text is typed, from top to bottom."""
        for card in self._cards:
            yield from card.form.fields()

    def show_focus(self, focused: QWidget | None) -> None:
        """Mark the card in which the keyboard is."""
        for card in self._cards:
            card.set_active(focused is not None and (card is focused or card.isAncestorOf(focused)))
            card.form.show_focus(focused)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._add.setText(_("Add a block"))
        self.setAccessibleName(_("Blocks"))
        self._say_badges()

    # ------------------------------------------------------------------------------------ Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._line.show_over(self._cards, event.position().toPoint())
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._line.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._line.hide()
        kind = bytes(event.mimeData().data(MIME).data()).decode()
        self.insert_kind(BlockKind(kind), gap_at(self._cards, event.position().toPoint()))
        event.acceptProposedAction()

    # -------------------------------------------------------------------------------- inside

    def _replace_card(self, number: int, block: Block) -> None:
        card = BlockCard(self._form_of(block))
        card.form.edited.connect(self._on_form)
        card.step_wanted.connect(self._on_step)
        card.copy_wanted.connect(self._on_copy)
        card.removal_wanted.connect(self._on_remove)
        card.more_wanted.connect(self._on_more)
        card.grip.dragged.connect(self._on_dragged)
        card.grip.dropped.connect(self._on_dropped)
        card.form.undo_wanted.connect(self.undo_wanted)
        card.form.redo_wanted.connect(self.redo_wanted)
        if number < len(self._cards):
            self._discard(self._cards[number])
            self._cards[number] = card
        else:
            self._cards.append(card)
        self._column.insertWidget(number, card)

    def _discard(self, card: BlockCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _change(self, blocks: Blocks, what: str, *, focus: int = -1) -> None:
        self.edited.emit(blocks, what, "")
        if 0 <= focus < len(self._cards):
            self._cards[focus].focus_in()

    def _number_of(self, widget: object) -> int:
        return next((n for n, card in enumerate(self._cards) if widget in (card, card.form, card.grip)), -1)

    def _on_form(self, block: Block, part: str) -> None:
        number = self._number_of(self.sender())
        if number >= 0:
            self._blocks = edits.replaced(self._blocks, number, block)
            key = f"blocks.{number}.{part}" if part else ""
            self._say_badges()
            self.edited.emit(self._blocks, _("Change the text") if part else _("Change the block"), key)

    def _on_step(self, by: int) -> None:
        self._move(start := self._number_of(self.sender()), start + by)

    def _move(self, start: int, to: int) -> None:
        if 0 <= to < len(self._blocks) and to != start:
            self._change(edits.moved(self._blocks, start, to), _("Move a block"), focus=to)

    def _on_copy(self) -> None:
        number = self._number_of(self.sender())
        blocks = edits.inserted(self._blocks, number + 1, self._blocks[number])
        self._change(blocks, _("Duplicate a block"), focus=number + 1)

    def _on_remove(self) -> None:
        number = self._number_of(self.sender())
        last = max(0, min(number, len(self._blocks) - 2))
        self._change(edits.replaced(self._blocks, number), _("Take a block away"), focus=last)

    def _on_more(self) -> None:
        self.insert_kind(BlockKind.TEXT, self._number_of(self.sender()) + 1)

    def _on_add(self) -> None:
        popup = PillPopup(self._add)
        kinds = [kind for kind in BlockKind if not (self._is_nested and kind is BlockKind.CONDITIONAL)]
        popup.set_options([Option(key=kind.value, label=name_of(kind), icon=icon_of(kind)) for kind in kinds])
        popup.chosen.connect(self._on_kind)
        popup.open_under(self._add)

    def _on_kind(self, kind: str) -> None:
        self.insert_kind(BlockKind(kind), len(self._blocks))

    def _on_dragged(self, at: QPoint) -> None:
        self._line.show_over(self._cards, self.mapFromGlobal(at))

    def _on_dropped(self, at: QPoint) -> None:
        self._line.hide()
        start, gap = self._number_of(self.sender()), gap_at(self._cards, self.mapFromGlobal(at))
        self._move(start, gap - 1 if gap > start else gap)

    def _say_badges(self) -> None:
        for card, block in zip(self._cards, self._blocks, strict=False):
            if block.kind is BlockKind.CONDITIONAL:
                said = condition_text(block.condition, self._vocabulary)
                card.badge.set_badge(_("if {condition}").format(condition=said), "chat", "funnel-simple")
                card.badge.setVisible(bool(block.condition))
