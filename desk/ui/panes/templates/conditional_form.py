# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a conditional block, and the one place that knows the form of every kind."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.services.templates import Block, BlockKind
from desk.translation import _
from desk.ui.panes.templates.block_forms import BlockForm, DividerForm, PartsForm, WordsForm, column_of
from desk.ui.panes.templates.block_list import BlockList
from desk.ui.panes.templates.condition_row import ConditionRow
from desk.ui.panes.templates.edits import Blocks, new_block
from desk.ui.panes.templates.lines_form import LinesForm
from desk.ui.panes.templates.places import Path
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.widgets import LinkButton, Text


class ConditionalForm(BlockForm):
    """The condition, what is said if it holds, and what otherwise."""

    def __init__(self, block: Block, vocabulary: Vocabulary, nested: Callable[[], BlockList]) -> None:
        super().__init__(block)
        self.condition = ConditionRow(vocabulary)
        self.condition.edited.connect(self._on_condition)
        self.inside, self.otherwise = nested(), nested()
        self.inside.edited.connect(self._on_inside)
        self.otherwise.edited.connect(self._on_otherwise)
        for one in (self.inside, self.otherwise):
            one.undo_wanted.connect(self.undo_wanted)
            one.redo_wanted.connect(self.redo_wanted)
        self._else = Text("", "meta")
        self._add_else = LinkButton("", "plus", quiet=True)
        self._add_else.clicked.connect(self._on_else)
        column = column_of(self)
        column.addWidget(self.condition)
        column.addWidget(self.inside)
        column.addWidget(self._else)
        column.addWidget(self.otherwise)
        last = QHBoxLayout()
        last.addWidget(self._add_else)
        last.addStretch(1)
        column.addLayout(last)
        self.retranslate()

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        self.condition.show_source(block.condition)
        self.inside.show_blocks(block.blocks)
        self.otherwise.show_blocks(block.otherwise)
        has_else = bool(block.otherwise)
        self._else.setVisible(has_else)
        self.otherwise.setVisible(has_else)
        self._add_else.setVisible(not has_else)

    def fields(self) -> Sequence[TokenEdit]:
        return (*self.inside.fields(), *self.otherwise.fields())

    def field_for(self, part: str) -> QWidget | None:
        return self.condition.field if part == "condition" else super().field_for(part)

    def focus_inside(self, path: Path, part: str) -> QWidget | None:
        branch = self.otherwise if path[0] == "otherwise" else self.inside
        return branch.focus(path[1:], part)

    def show_focus(self, focused: QWidget | None) -> None:
        self.inside.show_focus(focused)
        self.otherwise.show_focus(focused)

    def retranslate(self) -> None:
        self._else.setText(_("Otherwise"))
        self._add_else.setText(_("Add what is said otherwise"))
        self.show_block(self.block)

    def _on_condition(self, source: str, is_typed: bool) -> None:
        self.block = replace(self.block, condition=source)
        self.edited.emit(self.block, "condition" if is_typed else "")

    def _on_inside(self, blocks: Blocks, _what: str, key: str) -> None:
        self.inside.show_blocks(blocks)
        self.block = replace(self.block, blocks=blocks)
        self.edited.emit(self.block, key)

    def _on_otherwise(self, blocks: Blocks, _what: str, key: str) -> None:
        self.block = replace(self.block, otherwise=blocks)
        self.show_block(self.block)
        self.edited.emit(self.block, f"otherwise.{key}" if key else "")

    def _on_else(self) -> None:
        self._choose(otherwise=(new_block(BlockKind.TEXT),))
        self.otherwise.focus((0,))


class Forms:
    """Makes the form of each block, and the lists inside them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def list(self) -> BlockList:
        """Return an empty list for the blocks of a mail."""
        return BlockList(self._vocabulary, self.form)

    def nested(self) -> BlockList:
        """Return an empty list for the blocks inside a block."""
        return BlockList(self._vocabulary, self.form, is_nested=True)

    def form(self, block: Block) -> BlockForm:
        """Return the form of a block."""
        match block.kind:
            case BlockKind.HEADING | BlockKind.TEXT:
                return WordsForm(block, self._vocabulary)
            case BlockKind.BUTTON | BlockKind.IMAGE:
                return PartsForm(block, self._vocabulary)
            case BlockKind.DIVIDER:
                return DividerForm(block)
            case BlockKind.LINES:
                return LinesForm(block, self._vocabulary)
            case BlockKind.CONDITIONAL:
                return ConditionalForm(block, self._vocabulary, self.nested)
