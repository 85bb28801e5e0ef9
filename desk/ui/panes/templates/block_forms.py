# SPDX-License-Identifier: LicenseRef-Desk
"""What stands in the card of a block: one small form for each kind."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desk.services.templates import Block, BlockKind
from desk.translation import _
from desk.ui.panes.templates.places import Path
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.theme import SIZE
from desk.ui.widgets import Option, Pill, Text
from desk.ui.widgets.speaks import Speaks

LEVELS = (1, 2, 3)
ALIGNMENTS = ("left", "center", "right")


class BlockForm(Speaks, QWidget):
    """edited(Block, part): the person changed a part. part "": a choice, which never goes on with another.

    undo_wanted, redo_wanted: asked for in one of its fields.
    """

    edited = Signal(object, str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block

    def show_block(self, block: Block) -> None:
        """Show a block of the same kind."""
        self.block = block

    def fields(self) -> Sequence[TokenEdit]:
        """Return the fields in which the person types, in order."""
        return ()

    def field_for(self, part: str) -> QWidget | None:
        """Return what changes a part of the block ("text", "url"); the first field for an unknown one."""
        return next(iter(self.fields()), None)

    def focus_inside(self, path: Path, part: str) -> QWidget | None:
        """Give the keyboard to a block inside this one and return its card; None when there is none inside."""
        return None

    def show_focus(self, focused: QWidget | None) -> None:
        """Mark the card inside in which the keyboard is."""

    def retranslate(self) -> None:
        """Say everything in the current language."""

    def _listen(self, field: TokenEdit, part: str) -> None:
        """Let a field change a part of the block."""

        def on_edited(text: str) -> None:
            self.block = replace(self.block, **{part: text})  # type: ignore[arg-type]
            self.edited.emit(self.block, part)

        field.edited.connect(on_edited)
        self._follow(field)

    def _follow(self, field: TokenEdit) -> None:
        """Pass on what a field asks for."""
        field.undo_wanted.connect(self.undo_wanted)
        field.redo_wanted.connect(self.redo_wanted)

    def _choose(self, **parts: object) -> None:
        self.block = replace(self.block, **parts)  # type: ignore[arg-type]
        self.show_block(self.block)
        self.edited.emit(self.block, "")


class WordsForm(BlockForm):
    """A heading or a text: one field; for a heading its size."""

    def __init__(self, block: Block, vocabulary: Vocabulary) -> None:
        super().__init__(block)
        self._text = TokenEdit("", vocabulary)
        self._size = Pill("")
        self._size.chosen.connect(lambda key: self._choose(level=int(key)))
        self._size.setVisible(block.kind is BlockKind.HEADING)
        self._listen(self._text, "text")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._size)
        self.retranslate()

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        self._text.show_text(block.text)
        if block.kind is BlockKind.HEADING:
            names = (_("Large"), _("Medium"), _("Small"))
            options = [Option(key=str(level), label=name) for level, name in zip(LEVELS, names, strict=True)]
            self._size.set_options(options, str(block.level))

    def fields(self) -> Sequence[TokenEdit]:
        return (self._text,)

    def retranslate(self) -> None:
        is_heading = self.block.kind is BlockKind.HEADING
        said = _("Heading") if is_heading else _("Text")
        self._text.setAccessibleName(said)
        self._text.setPlaceholderText(_("Write here; { offers variables") if not is_heading else _("Heading"))
        self.show_block(self.block)


class PartsForm(BlockForm):
    """A block of several one-line fields: a button, an image."""

    def __init__(self, block: Block, vocabulary: Vocabulary) -> None:
        super().__init__(block)
        self._fields: dict[str, TokenEdit] = {}
        self._labels: dict[str, Text] = {}
        grid = _grid(self)
        for row, part in enumerate(_PARTS[block.kind]):
            label, field = Text("", "meta"), TokenEdit("", vocabulary, one_line=True)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            self._fields[part], self._labels[part] = field, label
            self._listen(field, part)
        self.retranslate()

    def show_block(self, block: Block) -> None:
        super().show_block(block)
        for part, field in self._fields.items():
            field.show_text(getattr(block, part))

    def fields(self) -> Sequence[TokenEdit]:
        return tuple(self._fields.values())

    def field_for(self, part: str) -> QWidget | None:
        return self._fields.get(part) or super().field_for(part)

    def retranslate(self) -> None:
        names = {
            "text": _("Label"),
            "url": _("Link") if self.block.kind is BlockKind.BUTTON else _("Picture"),
            "alt": _("Described"),
            "link": _("Leads to"),
        }
        hints = {
            "url": "https://",
            "alt": _("What the picture shows; empty: decoration"),
            "link": _("https://… (optional)"),
        }
        for part, field in self._fields.items():
            self._labels[part].setText(names[part])
            field.setAccessibleName(names[part])
            field.setPlaceholderText(hints.get(part, ""))
        self.show_block(self.block)


class DividerForm(BlockForm):
    """A line: nothing to say about it."""

    def __init__(self, block: Block) -> None:
        super().__init__(block)
        self.setFixedHeight(0)


_PARTS = {BlockKind.BUTTON: ("text", "url"), BlockKind.IMAGE: ("url", "alt", "link")}


def _grid(owner: QWidget) -> QGridLayout:
    grid = QGridLayout(owner)
    bare(grid)
    grid.setColumnStretch(1, 1)
    return grid


def bare(layout: QLayout) -> None:
    """Take the margins off a layout."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SIZE.space_xs)


def column_of(owner: QWidget) -> QVBoxLayout:
    """Give `owner` a column without margins."""
    column = QVBoxLayout(owner)
    bare(column)
    return column
