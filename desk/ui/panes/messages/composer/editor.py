# SPDX-License-Identifier: LicenseRef-Desk
"""The field a message is written in: grows with its text, plain or with few marks, takes files and pictures."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desk.ui.panes.messages.composer import document, marking
from desk.ui.panes.messages.composer.clean_html import cleaned
from desk.ui.panes.messages.composer.hole_marks import HoleMarks
from desk.ui.panes.messages.composer.holes import next_hole
from desk.ui.panes.messages.composer.offers import Offers
from desk.ui.panes.messages.composer.triggers import Sign, Trigger, trigger_at
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.utf16 import index_of, units

_MARGIN = 2
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_Move = QTextCursor.MoveMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much room a text has. least, most: heights in pixels between which the field grows.

    share: it never takes more than one part in so many of its window, so that what is answered can still be read.
    """

    least: int = 58
    most: int = 240
    share: int = 4
    is_framed: bool = False


USUAL = Room()
"""Under a conversation."""


class Editor(QTextEdit):
    """edited(): the person changed the words. offers_wanted(Trigger | None): what is being typed may be completed.

    files_given(list[str]): paths that were dropped or pasted. picture_given(QImage): likewise. send_wanted():
    Ctrl+Enter. left(): the keyboard went elsewhere. marks_changed(): other marks hold where the caret is.
    signs: what is offered while typing. is_rich_allowed: whether marks are kept.
    """

    edited = Signal()
    offers_wanted = Signal(object)
    files_given = Signal(list)
    picture_given = Signal(QImage)
    send_wanted = Signal()
    left = Signal()
    marks_changed = Signal()

    def __init__(self, room: Room = USUAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signs: frozenset[Sign] = frozenset({Sign.SNIPPET, Sign.PLACEHOLDER, Sign.EMOJI})
        self.is_rich_allowed = True
        self.offers = Offers(self)
        self._room = room
        self._told = ("", "")
        self._marks = HoleMarks(self.document())
        self.setProperty("role", "" if room.is_framed else "bare")
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setDefaultStyleSheet("p { margin: 0 } ul, ol { margin: 0 }")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text)
        self.currentCharFormatChanged.connect(self._on_marks)
        Theme.current().changed.connect(self._marks.rehighlight)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._offer)
        self._fit()

    # ------------------------------------------------------------------------------------- words

    def words(self) -> tuple[str, str]:
        """Return (text, html); html is "" while no mark is used or none is allowed."""
        text = document.text_of(self.document())
        is_rich = self.is_rich_allowed and document.is_rich(self.document())
        return text, document.html_of(self.document()) if is_rich else ""

    def show_words(self, text: str, html: str = "") -> None:
        """Show what is kept; the caret stands at its end, and nothing can be undone."""
        self._told = (text, html)
        blocked = self.blockSignals(True)
        document.show(self.document(), text, html if self.is_rich_allowed else "")
        self.blockSignals(blocked)
        self._told = self.words()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def insert(self, text: str, trigger: Trigger | None = None) -> None:
        """Put `text` where the caret is, in the place of what triggered it; the first hole is selected then."""
        cursor = self.textCursor()
        if trigger is not None:
            start, line = cursor.block().position(), cursor.block().text()
            cursor.setPosition(start + units(line[: trigger.start]))
            cursor.setPosition(start + units(line[: trigger.end]), _Move.KeepAnchor)
        begun = cursor.selectionStart()
        cursor.insertText(text)
        self.setTextCursor(cursor)
        if "[[" in text:
            self.go_to_hole(begun)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> None:
        """Offer what may complete the word the caret stands behind."""
        self._settle.start()

    def go_to_hole(self, at: int | None = None, *, backwards: bool = False) -> bool:
        """Select the next hole from `at` on (the caret); say whether there is one."""
        cursor = self.textCursor()
        here = at if at is not None else cursor.selectionStart() if backwards else cursor.selectionEnd()
        text = self.toPlainText()
        hole = next_hole(text, index_of(text, here), backwards=backwards)
        if hole is None:
            return False
        cursor.setPosition(units(text[: hole.start]))
        cursor.setPosition(units(text[: hole.end]), _Move.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    # ------------------------------------------------------------------------------------- marks

    def toggle(self, mark: str) -> None:
        """Set or take away "bold", "italic" or "list" where the caret is; nothing where no mark is allowed."""
        if self.is_rich_allowed:
            marking.toggle(self, mark)
            self.marks_changed.emit()

    def has(self, mark: str) -> bool:
        """Say whether a mark holds where the caret is."""
        return marking.has(self, mark)

    def link(self, address: str) -> None:
        """Let the selection lead to `address` (the address itself where nothing is selected); "" takes a link away."""
        marking.link(self, address)

    # ---------------------------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE.avatar_xl, self._room.least)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
                event.ignore()  # the window takes back what was sent last
                return False
            if _is_send(event) or event.matches(QKeySequence.StandardKey.Bold):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offers.press(event):
            return
        if _is_send(event):
            self.send_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Bold):
            self.toggle("bold")
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.toggle("italic")
        else:
            super().keyPressEvent(event)
            self._settle.start()

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.offers.isVisible():
            return False
        return self.go_to_hole(backwards=not forward) or super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.offers.hide()
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_given.emit(QImage(source.imageData()))
        elif source.hasHtml() and self.is_rich_allowed:
            self.textCursor().insertHtml(cleaned(source.html()))
        else:
            self.textCursor().insertText(source.text().replace("\r\n", "\n"))

    # ------------------------------------------------------------------------------------ inside

    def _on_text(self) -> None:
        # Qt says "changed" for a new colour too; only other words are told.
        words = self.words()
        if words != self._told:
            self._told = words
            self.edited.emit()

    def _on_marks(self, _form: QTextCharFormat) -> None:
        self.marks_changed.emit()

    def _offer(self) -> None:
        cursor = self.textCursor()
        typed = None
        if not cursor.hasSelection() and self.hasFocus():
            line = cursor.block().text()
            typed = trigger_at(line, index_of(line, cursor.positionInBlock()), self.signs)
        if typed is None:
            self.offers.hide()
        self.offers_wanted.emit(typed)

    def _height(self) -> int:
        wanted = ceil(self.document().size().height()) + 2 * SIZE.space_xs
        return min(max(wanted, self._room.least), self._most())

    def _most(self) -> int:
        return max(min(self._room.most, self.window().height() // self._room.share), self._room.least)

    def _fit(self, *_size: object) -> None:
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)
        is_full = height >= self._most()
        on, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if is_full else off)


def _is_send(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and event.modifiers() in {
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier,
    }
