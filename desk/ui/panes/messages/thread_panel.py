# SPDX-License-Identifier: LicenseRef-Desk
"""The thread: head, what hinders, the conversation, and below it the place of the composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.messages.mailbox_bar import MailboxBar
from desk.ui.panes.messages.readings import Choices
from desk.ui.panes.messages.thread_model import ThreadModel, ThreadState
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, EmptyState, InfoBar, Text
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

if TYPE_CHECKING:
    from desk.ui.panes.messages.thread_head import ThreadHead
    from desk.ui.panes.messages.thread_view import ThreadView

SEEN_MS = 800
"""What has been on screen for so long is read."""


class Opened(QWidget):
    """What stands where a conversation is open: head, what hinders, the thread, the composer."""

    def __init__(self) -> None:
        super().__init__()
        from desk.ui.panes.messages.thread_head import ThreadHead
        from desk.ui.panes.messages.thread_view import ThreadView

        self.head: ThreadHead = ThreadHead()
        self.view: ThreadView = ThreadView()
        self.trouble = InfoBar("warn")
        self.target = _Target(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(Divider())
        self._column.addWidget(self.trouble)
        self._column.addWidget(self.view, 1)
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

    def _show(self) -> None:
        state = self._model.state
        self._seen.stop()
        self._say_empty(state)
        if not state.key or state.is_missing:
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self.opened)
        if state.thread is not None:
            self.head.show_card(state.thread.card, dict(self._choices.names))
            self.view.show_state(state)
            self._model.arrive()
        self._say_trouble(state)

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
        self._model.go_on()
        if self.isVisible():
            self._seen.start()

    def _on_pictures_failed(self, _count: int) -> None:
        said = _("Some pictures could not be fetched; the message is complete without them.")
        self.opened.trouble.show_message(said)


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
