# SPDX-License-Identifier: LicenseRef-Desk
"""The thread: head, what hinders, the conversation, and below it the place of the composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.messages.mailbox_bar import MailboxBar
from desk.ui.panes.messages.readings import Choices
from desk.ui.panes.messages.thread_model import ThreadModel, ThreadState
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import Divider, EmptyState, InfoBar, Text
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

if TYPE_CHECKING:
    from desk.services.inbox import ConversationRow
    from desk.ui.panes.messages.thread_head import ThreadHead
    from desk.ui.panes.messages.thread_view import ThreadView

SEEN_MS = 800
"""What has been on screen for so long is read."""
SLOW_MS = 150
"""What takes longer to read is waited for in sight; until then the conversation before stands there, and no flicker."""
UNPAINTED_MS = 300
"""So long one that was read may take to be laid out."""


class Opened(QWidget):
    """What stands where a conversation is open: head, what hinders, the thread, the composer."""

    def __init__(self) -> None:
        super().__init__()
        from desk.ui.panes.messages.thread_head import ThreadHead
        from desk.ui.panes.messages.thread_view import ThreadView

        self.head: ThreadHead = ThreadHead()
        self.view: ThreadView = ThreadView()
        self.trouble = InfoBar("warn")
        self.moment = _Moment()
        self.target = _Target(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(Divider())
        self._column.addWidget(self.trouble)
        room = QGridLayout()
        room.addWidget(self.view, 0, 0)
        room.addWidget(self.moment, 0, 0)  # over it: a web view that is hidden paints nothing
        self._column.addLayout(room, 1)
        self.view.link_hovered.connect(self.target.show_address)

    def set_composer(self, composer: QWidget) -> None:
        """Put the composer under the thread."""
        self._column.addWidget(Divider())
        self._column.addWidget(composer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.target.settle()


class ThreadPanel(Speaks, QWidget):
    """seen(): what is new has been on screen for a moment. new_requested(), mailboxes_requested().

    made(): `opened` is there now; before, only the invitation to choose a conversation is.
    """

    seen = Signal()
    new_requested = Signal()
    mailboxes_requested = Signal()
    made = Signal()

    def __init__(self, model: ThreadModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._choices = Choices()
        self._opened: Opened | None = None
        self.sync_bar = MailboxBar()
        self.empty = EmptyState("chats-circle", "")
        self._stack = QStackedWidget()
        self._seen = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._slow = QTimer(self, singleShot=True)
        self._painted = ""  # which conversation
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sync_bar)
        column.addWidget(self._stack, 1)
        self._connect()
        self.retranslate()

    @property
    def opened(self) -> Opened:
        """What stands where a conversation is open; made when the first one is."""
        if self._opened is None:
            self._opened = Opened()
            self._stack.addWidget(self._opened)
            self._opened.view.painted.connect(self._on_painted)
            self._opened.trouble.verb_requested.connect(self._model.refresh)
            self.made.emit()
        return self._opened

    @property
    def head(self) -> ThreadHead:
        """The head of the open conversation."""
        return self.opened.head

    @property
    def view(self) -> ThreadView:
        """The thread of the open conversation."""
        return self.opened.view

    def in_head(self) -> tuple[ConversationRow, ...]:
        """Return the conversation that the head shows, for which its buttons are; () for none."""
        opened = self._opened
        if opened is None or self._stack.currentWidget() is not opened or opened.head.isHidden():
            return ()
        return (opened.head.row,) if opened.head.row is not None else ()

    def show_choices(self, choices: Choices) -> None:
        """Take note of the staff, and of mailboxes that are switched off."""
        if choices == self._choices:
            return
        self._choices = choices
        self._say_sync()
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._say_empty(self._model.state)
        self._say_sync()
        if self._opened is not None:
            self._opened.view.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seen.stop()
        self._model.pause()

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.pictures_failed.connect(self._on_pictures_failed)
        self.empty.verb_requested.connect(self.new_requested)
        self.sync_bar.verb_requested.connect(self.mailboxes_requested)
        self._seen.timeout.connect(self.seen)
        self._slow.timeout.connect(self._on_slow)

    def _show(self) -> None:
        state = self._model.state
        self._seen.stop()
        self._say_empty(state)
        if not state.key or state.is_missing:
            self._slow.stop()
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self.opened)
        row = state.thread.card.row if state.thread is not None else state.row
        if row is not None:
            self.head.show_row(row, dict(self._choices.names))
            self.head.show()
        if state.thread is not None:
            self._slow.stop()
            if self._painted != state.key:
                self._slow.start(UNPAINTED_MS)
            self.head.more.setEnabled(True)
            self.view.show_state(state)
            self._model.arrive()
        elif state.error is not None:
            self._cover("")
        elif not self._slow.isActive():
            self._slow.start(SLOW_MS)
        self._say_trouble(state)

    def _on_slow(self) -> None:
        state = self._model.state
        if state.thread is None or self._painted != state.key:
            self._cover(_("One moment…"))

    def _cover(self, said: str) -> None:
        """Show nothing of the conversation before any more."""
        state = self._model.state
        self._slow.stop()
        self.head.setVisible(state.thread is not None or state.row is not None)
        self.head.more.setEnabled(state.thread is not None)  # what it offers is about the messages
        self.opened.moment.show_text(said)

    def _say_empty(self, state: ThreadState) -> None:
        if state.is_missing:
            self.empty.set_texts(_("This conversation was deleted."), "", "")
        else:
            self.empty.set_texts(
                _("Choose a conversation"), _("or begin a new one with Ctrl+N."), _("New message")
            )

    def _say_trouble(self, state: ThreadState) -> None:
        if state.error is None:
            self.opened.trouble.hide()
            return
        failure = failure_text(state.error)
        text = f"{failure.title} {failure.sentence}".strip()
        self.opened.trouble.show_message(text, verb=_("Try again"), details=failure.detail)

    def _say_sync(self) -> None:
        self.sync_bar.show_troubles(self._choices.troubles)

    def _on_painted(self) -> None:
        if self._model.state.thread is not None:
            self._painted = self._model.state.key
            self._slow.stop()
            self.opened.moment.hide()
        self._model.go_on()
        if self.isVisible():
            self._seen.start()

    def _on_pictures_failed(self, _count: int) -> None:
        said = _("Some pictures could not be fetched; the message is complete without them.")
        self.opened.trouble.show_message(said)


class _Moment(QWidget):
    """Stands over the thread while another one is read, and where that failed."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Text("", "text2")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(self._text)
        self.hide()

    def show_text(self, said: str) -> None:
        """Cover what is below, with a few words on it."""
        self._text.setText(said)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour("surface"))


class _Target(Text):
    """The address of the link under the mouse, in the lower corner, as browsers show it."""

    def __init__(self, opened: Opened) -> None:
        super().__init__("", "meta", parent=opened)
        self._opened = opened
        self.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_address(self, address: str) -> None:
        """Show an address; "" for none."""
        self.setText(address)
        self.setVisible(bool(address))
        self.settle()

    def settle(self) -> None:
        """Stand in the corner of the conversation."""
        if self.isHidden():
            return
        view = self._opened.view
        self.setMaximumWidth(view.width())
        self.adjustSize()
        corner = view.mapTo(self._opened, QPoint(0, view.height() - self.height()))
        self.move(corner)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_control, "raised", "line_strong")
        super().paintEvent(event)
