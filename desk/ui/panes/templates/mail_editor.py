# SPDX-License-Identifier: LicenseRef-Desk
"""The editor of an e-mail: subject, the line that is shown beside it, and the blocks."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.services.templates import BlockKind
from desk.services.templates import Text as Said
from desk.translation import _
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.block_list import BlockList
from desk.ui.panes.templates.conditional_form import Forms
from desk.ui.panes.templates.edits import Blocks
from desk.ui.panes.templates.meters import PREHEADER_FITS, SUBJECT_FITS, meter
from desk.ui.panes.templates.places import Path
from desk.ui.panes.templates.token_edit import TokenEdit
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, IconMark, Text
from desk.ui.widgets.speaks import Speaks


class MailEditor(Speaks, QScrollArea):
    """edited(Text, what, key): the person wants this text. undo_wanted, redo_wanted: asked for in a field."""

    edited = Signal(object, str, str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._text = Said()
        self.subject = TokenEdit("", vocabulary, one_line=True)
        self.preheader = TokenEdit("", vocabulary, one_line=True)
        self._labels = Text("", "meta"), Text("", "meta")
        self._meters = Text("", "meta"), Text("", "meta")
        self.blocks: BlockList = Forms(vocabulary).list()
        self._foot_name, self._foot = Text("", "meta"), Text("", "muted", wrap=True)
        self._lock = Text("", "muted")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_text(self, text: Said) -> None:
        """Show an e-mail."""
        self._text = text
        self.subject.show_text(text.subject)
        self.preheader.show_text(text.preheader)
        self.blocks.show_blocks(text.blocks)
        self._measure()

    def refresh(self) -> None:
        """Other placeholders are known now."""
        for field in (self.subject, self.preheader, *self.blocks.fields()):
            field.refresh()
        self._measure()

    def insert_kind(self, kind: BlockKind) -> None:
        """Add a block behind the one that has the keyboard, inside a conditional block too."""
        focused = QApplication.focusWidget()
        inner = [one for one in self.findChildren(BlockList) if focused and one.isAncestorOf(focused)]
        target = inner[-1] if inner and kind is not BlockKind.CONDITIONAL else self.blocks
        target.insert_kind(kind)

    def focus(self, path: Path, part: str) -> None:
        """Go to a part of a block, or to the subject or the preview line."""
        if not path:
            field = {"subject": self.subject, "preheader": self.preheader}.get(part)
            (field or self._first_field()).setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureVisible(0, 0)
            return
        card = self.blocks.focus(path, part)
        if card is not None:
            QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card))

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for label, field, said, hint in (
            (self._labels[0], self.subject, _("Subject"), _("What the e-mail is about")),
            (self._labels[1], self.preheader, _("Preview line"), _("Shown beside the subject in the inbox")),
        ):
            label.setText(said)
            field.setAccessibleName(said)
            field.setPlaceholderText(hint)
        self._foot_name.setText(_("Footer"))
        self._foot.setText(_("Who writes, preferences, unsubscribe"))
        self._lock.setText(_("mandatory"))

    def _first_field(self) -> QWidget:
        return next(iter(self.blocks.fields()), self.subject)

    def _connect(self) -> None:
        self.subject.edited.connect(self._on_subject)
        self.preheader.edited.connect(self._on_preheader)
        self.blocks.edited.connect(self._on_blocks)
        for one in (self.subject, self.preheader, self.blocks):
            one.undo_wanted.connect(self.undo_wanted)
            one.redo_wanted.connect(self.redo_wanted)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_subject(self, text: str) -> None:
        self.edited.emit(replace(self._text, subject=text), _("Change the subject"), "subject")

    def _on_preheader(self, text: str) -> None:
        self.edited.emit(replace(self._text, preheader=text), _("Change the preview line"), "preheader")

    def _on_blocks(self, blocks: Blocks, what: str, key: str) -> None:
        self.edited.emit(edits.in_blocks(self._text, blocks), what, key)

    def _on_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None and self.window().isAncestorOf(focused) and self.isVisible():
            self.blocks.show_focus(focused)

    def _measure(self) -> None:
        for label, text, fits in (
            (self._meters[0], self._text.subject, SUBJECT_FITS),
            (self._meters[1], self._text.preheader, PREHEADER_FITS),
        ):
            measured = meter(text, fits, self._vocabulary)
            label.setText(measured.text)
            label.set_role("warning" if measured.is_over else "meta")

    def _lay_out(self) -> None:
        body = QWidget()
        body.setProperty("role", "clear")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_s)
        for row, field in enumerate((self.subject, self.preheader)):
            self._labels[row].setBuddy(field)
            grid.addWidget(self._labels[row], row, 0)
            grid.addWidget(field, row, 1)
            self._meters[row].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._meters[row], row, 2)
        grid.setColumnStretch(1, 1)
        foot = Card(quiet=True)
        foot.column.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        foot.column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(SIZE.space_xs)
        head.addWidget(IconMark("shield-check", "text2", SIZE.icon_m))
        head.addWidget(self._foot_name)
        head.addStretch(1)
        head.addWidget(IconMark("lock-simple", "text3", SIZE.icon_s))
        head.addWidget(self._lock)
        foot.column.addLayout(head)
        foot.column.addWidget(self._foot)
        column = QVBoxLayout(body)
        column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_m)
        column.setSpacing(SIZE.space_s)
        column.addLayout(grid)
        column.addWidget(self.blocks)
        column.addWidget(foot)
        column.addStretch(1)
        self.setWidget(body)
