# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a table of lines: which list it goes through, and its columns."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.services.events import Field
from desk.services.templates import Block, Column
from desk.translation import _
from desk.ui.panes.templates.block_forms import ALIGNMENTS, BlockForm, bare, column_of
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.tokens import placeholder
from desk.ui.panes.templates.variables import Vocabulary, lists
from desk.ui.widgets import IconButton, LinkButton, Option, Pill, Text

MOST_COLUMNS = 6
_WRITTEN = {"money": "|money", "date": "|date", "instant": "|datetime"}
"""The filter that a part of a line passes through; only whole fields have one by themselves."""


class LinesForm(BlockForm):
    """Source and columns; another source brings a column for each of its fields."""

    def __init__(self, block: Block, vocabulary: Vocabulary) -> None:
        super().__init__(block)
        self._vocabulary = vocabulary
        self._source = Pill("")
        self._source.chosen.connect(self._on_source)
        self._before = Text("", "meta")
        self._rows: list[_ColumnRow] = []
        self._add = LinkButton("", "plus")
        self._add.clicked.connect(self._on_add)
        first = QHBoxLayout()
        bare(first)
        first.addWidget(self._before)
        first.addWidget(self._source)
        first.addStretch(1)
        self._column = column_of(self)
        self._column.addLayout(first)
        last = QHBoxLayout()
        last.addWidget(self._add)
        last.addStretch(1)
        self._column.addLayout(last)
        self.retranslate()

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        known = lists(self._vocabulary.event_kind)
        options = [Option(key=one.path, label=_(one.label), icon="table") for one in known]
        if block.source and all(one.path != block.source for one in known):
            options.append(Option(key=block.source, label=block.source))
        self._source.set_options(options, block.source)
        if not block.source:
            self._source.set_value(_("Choose a list"))
        self._show_columns(block)

    def fields(self) -> Sequence[TokenEdit]:
        return tuple(field for row in self._rows for field in (row.title, row.cell))

    def retranslate(self) -> None:
        self._before.setText(_("One line for each of"))
        self._add.setText(_("Add a column"))
        for row in self._rows:
            row.retranslate()
        self.show_block(self.block)

    def _show_columns(self, block: Block) -> None:
        while len(self._rows) > len(block.columns):
            self._rows.pop().deleteLater()
        while len(self._rows) < len(block.columns):
            row = _ColumnRow(self._vocabulary)
            row.edited.connect(self._on_row)
            row.removed.connect(self._on_removed)
            self._follow(row.title)
            self._follow(row.cell)
            self._rows.append(row)
            self._column.insertWidget(len(self._rows), row)
        for row, column in zip(self._rows, block.columns, strict=True):
            row.show_column(column)
        self._add.setEnabled(len(block.columns) < MOST_COLUMNS)

    def _on_source(self, path: str) -> None:
        field = next((one for one in lists(self._vocabulary.event_kind) if one.path == path), None)
        bare_columns = all(not column.cell.strip() for column in self.block.columns)
        columns = usual_columns(field) if field is not None and bare_columns else self.block.columns
        self._choose(source=path, columns=columns)

    def _on_add(self) -> None:
        self._choose(columns=(*self.block.columns, Column(cell="")))

    def _on_row(self, part: str) -> None:
        self.block = replace(self.block, columns=tuple(row.column for row in self._rows))
        self.edited.emit(self.block, f"columns.{part}" if part else "")

    def _on_removed(self) -> None:
        gone = self.sender()
        self._choose(columns=tuple(row.column for row in self._rows if row is not gone))


class _ColumnRow(QWidget):
    """One column: its title, what its cells say, how they are aligned. edited(part); removed()."""

    edited = Signal(str)
    removed = Signal()

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.column = Column(cell="")
        self.title = TokenEdit("", vocabulary, one_line=True)
        self.cell = TokenEdit("", vocabulary, one_line=True)
        self._align = Pill("")
        self._remove = IconButton("x", "")
        self._remove.clicked.connect(self.removed)
        self.title.edited.connect(self._on_title)
        self.cell.edited.connect(self._on_cell)
        self._align.chosen.connect(self._on_align)
        row = QHBoxLayout(self)
        bare(row)
        row.addWidget(self.title, 1)
        row.addWidget(self.cell, 2)
        row.addWidget(self._align)
        row.addWidget(self._remove)
        self.retranslate()

    def show_column(self, column: Column) -> None:
        self.column = column
        self.title.show_text(column.title)
        self.cell.show_text(column.cell)
        names = (_("Left"), _("Centre"), _("Right"))
        options = [Option(key=key, label=name) for key, name in zip(ALIGNMENTS, names, strict=True)]
        self._align.set_options(options, column.align)

    def retranslate(self) -> None:
        self.title.setAccessibleName(_("Title of the column"))
        self.title.setPlaceholderText(_("Title"))
        self.cell.setAccessibleName(_("Content of the cells"))
        self.cell.setPlaceholderText("{{ line.name }}")
        self._remove.set_label(_("Take the column away"))
        self.show_column(self.column)

    def _on_title(self, text: str) -> None:
        self.column = replace(self.column, title=text)
        self.edited.emit("title")

    def _on_cell(self, text: str) -> None:
        self.column = replace(self.column, cell=text)
        self.edited.emit("cell")

    def _on_align(self, key: str) -> None:
        self.column = replace(self.column, align=key)
        self.edited.emit("")


def usual_columns(field: Field) -> tuple[Column, ...]:
    """Return a column for each field that the lines of a list have, at most MOST_COLUMNS."""
    return tuple(
        Column(
            title=_(item.label),
            cell=placeholder(f"line.{item.path}{_WRITTEN.get(item.type.value, '')}"),
            align="right" if item.type.value in ("money", "number") else "left",
        )
        for item in field.items[:MOST_COLUMNS]
    )
