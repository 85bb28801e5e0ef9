# SPDX-License-Identifier: LicenseRef-Desk
"""A text field for people who write messages: placeholders in colour, whole when deleted, offered after `{`.

It has no undo of its own: the history of the template is one, and the field only asks for it.
"""

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip

from desk.ui.panes.templates.choices import Choice, Choices
from desk.ui.panes.templates.highlighter import TokenHighlighter
from desk.ui.panes.templates.tokens import Opening, TokenKind, opening, placeholder, token_at, unit
from desk.ui.panes.templates.variables import Vocabulary, found
from desk.ui.theme import SIZE
from desk.ui.widgets.utf16 import index_of, units

MOST_OFFERED = 60
_MARGIN = 2
_DELETE = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}


class TokenEdit(QPlainTextEdit):
    """edited(str): the person changed the text. undo_wanted, redo_wanted, focused: as they say.

    vocabulary: the placeholders that are offered and known. one_line: a field for a subject; Enter leaves it.
    is_framed: a long text that stands by itself, outside a card.
    """

    edited = Signal(str)
    undo_wanted = Signal()
    redo_wanted = Signal()
    focused = Signal()

    def __init__(
        self, label: str, vocabulary: Vocabulary, *, one_line: bool = False, is_framed: bool = False
    ) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._one_line = one_line
        self._told = ""
        self._popup: Choices | None = None
        self.setAccessibleName(label)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        if one_line:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setFixedHeight(SIZE.control)
        else:
            self.setProperty("role", "" if is_framed else "bare")
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._colours = TokenHighlighter(self.document(), vocabulary.knows)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show `text`; where only a part differs, the caret stays with its words."""
        before = self.toPlainText()
        self._told = text
        if text != before:
            start, end, into = difference(before, text)
            self._replace(before, (start, end), into)

    def insert(self, text: str) -> None:
        """Put `text` where the caret is, and go on typing behind it."""
        self.textCursor().insertText(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Colour again: other placeholders are known now."""
        self._colours.rehighlight()

    def popup(self) -> Choices:
        """Return the list of placeholders; made when it is first wanted."""
        if self._popup is None:
            self._popup = Choices(self)
            self._popup.chosen.connect(self._on_chosen)
        return self._popup

    def undo(self) -> None:
        """Ask for the template's history; the window's own command calls this."""
        self.undo_wanted.emit()

    def redo(self) -> None:
        """Ask for the template's history; the window's own command calls this."""
        self.redo_wanted.emit()

    # ------------------------------------------------------------------------------------ Qt

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE.avatar_xl, SIZE.control if self._one_line else self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup is not None and self._popup.press(event):
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            event.ignore()  # moves the block this text is in
        elif self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif event.key() in _DELETE and self._delete_whole(_DELETE[Qt.Key(event.key())]):
            return
        else:
            super().keyPressEvent(event)
            self._offer()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Before any key is told, Tab would leave the field; while variables are offered it takes one.
        is_offering = self._popup is not None and self._popup.isVisible()
        return False if is_offering else super().focusNextPrevChild(forward)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n").replace("\u2029", "\n")
        self.textCursor().insertText(" ".join(text.split("\n")) if self._one_line else text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._explain(event)
            return True
        return super().event(event)

    # -------------------------------------------------------------------------------- inside

    def _on_text(self) -> None:
        # Qt says "changed" for a new colour too; only other words are told.
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.edited.emit(text)

    def _fit(self, *_size: object) -> None:
        if not self._one_line and self.height() != self._height():
            self.setFixedHeight(self._height())

    def _height(self) -> int:
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        around = 2 * (_MARGIN + SIZE.space_xs)
        return ceil(lines * self.fontMetrics().lineSpacing()) + around

    def _delete_whole(self, step: int) -> bool:
        """Delete a placeholder as one unit; say whether there was one at the caret."""
        text, cursor = self.toPlainText(), self.textCursor()
        start, end = index_of(text, cursor.selectionStart()), index_of(text, cursor.selectionEnd())
        if start == end:
            start, end = (start - 1, end) if step < 0 else (start, end + 1)
        whole = unit(text, start, end)
        if whole == (start, end):
            return False
        self._replace(text, whole, "")
        return True

    def _replace(self, text: str, span: tuple[int, int], into: str) -> None:
        """Put `into` in the place of a span of the text (characters); the caret stands behind it."""
        cursor = self.textCursor()
        cursor.setPosition(units(text[: span[0]]))
        cursor.setPosition(units(text[: span[1]]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(into)
        self.setTextCursor(cursor)

    def _opening(self) -> Opening | None:
        cursor, text = self.textCursor(), self.toPlainText()
        return None if cursor.hasSelection() else opening(text, index_of(text, cursor.position()))

    def _offer(self) -> None:
        typed = self._opening()
        if typed is None:
            if self._popup is not None:
                self._popup.hide()
            return
        entries = found(self._vocabulary.entries(), typed.typed)[:MOST_OFFERED]
        lines = [
            Choice(key=one.spelling, label=one.label, detail=one.group, sample=one.sample, icon=one.icon)
            for one in entries
        ]
        self.popup().offer(lines, self.cursorRect())

    def _on_chosen(self, spelling: str) -> None:
        typed = self._opening()
        if typed is not None:
            self._replace(self.toPlainText(), (typed.start, typed.end), placeholder(spelling))

    def _explain(self, event: QHelpEvent) -> None:
        text = self.toPlainText()
        token = token_at(text, index_of(text, self.cursorForPosition(event.pos()).position()))
        entry = self._vocabulary.entry(token.name) if token and token.kind is TokenKind.SHOW else None
        said = f"{entry.group} › {entry.label} – {entry.sample}".strip(" –") if entry else ""
        QToolTip.showText(event.globalPos(), said, self)


def difference(before: str, after: str) -> tuple[int, int, str]:
    """Return what has to be replaced: from, to (positions in `before`), and by what."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, len(before) - end, after[start : len(after) - end]
