# SPDX-License-Identifier: LicenseRef-Desk
"""What is wished for one message of the thread: copy, quote, forward, its files, its source, its pictures, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCursor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desk import clock
from desk.models.vocabulary import Direction
from desk.services import inbox
from desk.services.shop import Operators
from desk.services.store import Change, Session
from desk.translation import _
from desk.ui.panes import Context
from desk.ui.panes.messages import popups
from desk.ui.panes.messages.action import Action, new_word
from desk.ui.panes.messages.attachments import plain_name
from desk.ui.panes.messages.composer.quoting import may_leave
from desk.ui.panes.messages.deeds import Deeds, Kind, Whom
from desk.ui.panes.messages.document import Wish, document
from desk.ui.panes.messages.file_wishes import FileWishes, add
from desk.ui.panes.messages.links import is_sound
from desk.ui.panes.messages.source_dialog import SourceDialog
from desk.ui.panes.messages.thread import Thread
from desk.ui.panes.messages.thread_model import ThreadModel

if TYPE_CHECKING:
    from desk.services.inbox import MessageRow
    from desk.ui.panes.messages.row_wishes import RowWishes

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; form-action 'none'\">"
)


class MessageWishes(FileWishes):
    """quote_requested(MessageRow), forward_requested(MessageRow): for the composer. translate_requested(message id)."""

    quote_requested = Signal(object)
    forward_requested = Signal(object)
    translate_requested = Signal(str)

    def __init__(
        self, context: Context, model: ThreadModel, deeds: Deeds, one: RowWishes, window: QWidget
    ) -> None:
        super().__init__(context, model, window)
        self._deeds = deeds
        self._one = one

    def do(self, action: Action) -> None:
        """Do what was pressed in the thread."""
        deeds: dict[str, Callable[[str], object]] = {
            "menu": self.open_menu,
            "file": self.open_file_menu,
            "images": self._show_pictures,
            "always": self._always,
            "older": lambda _key: self._model.show_older(),
            "why": lambda key: self._context.navigate("sends", delivery_id=key),
            "translate": self.translate_requested.emit,
            "browser": lambda _key: self._model.when_whole(self._in_browser),
        }
        if action.verb in deeds:
            deeds[action.verb](action.key)

    def open_menu(self, message_id: str) -> None:
        """Offer what can be done with a message."""
        thread, message = self._thread(), self._message(message_id)
        if thread is None or message is None:
            return
        row, guard = thread.card.row, self._context.commands.rights.guard
        menu = self._menu(_("What to do with this message"))
        add(menu, _("Copy the text"), partial(QGuiApplication.clipboard().setText, message.text))
        if may_leave(message):  # what was noted for colleagues is offered to nobody else
            guard("reply", add(menu, _("Quote"), partial(self.quote_requested.emit, message)))
            guard("reply", add(menu, _("Forward…"), partial(self.forward_requested.emit, message)))
        if message.direction is Direction.INCOMING:
            add(menu, _("Translate"), partial(self.translate_requested.emit, message_id))
        menu.addSeparator()
        if message.raw_sha256:
            add(menu, _("Show the source…"), partial(self._show_source, message_id))
            guard("export", add(menu, _("Export as .eml…"), partial(self.export, message_id)))
        if len(thread.messages) > 1 and message.direction is Direction.INCOMING:
            split = partial(self._one.split, row, message_id)
            guard("merge", add(menu, _("Move into a conversation of its own"), split))
        if message.is_sender_allowed:
            add(menu, _("Don’t show pictures of this sender any more"), partial(self._never, message_id))
        menu.addSeparator()
        delete = partial(self._one.delete_message, row, message_id)
        guard("delete", add(menu, _("Delete this message…"), delete))
        menu.popup(QCursor.pos())

    def export(self, message_id: str) -> None:
        """Ask where to save a mail as it arrived."""
        message = self._message(message_id)
        if message is not None:
            name = plain_name(message.subject or _("message")) + ".eml"
            self._ask_name(_("Export the message"), name, partial(self.files.save_raw, message_id))

    def follow_link(self, address: str) -> None:
        """Open an address of a message in the browser; one that is written like another one only after a question."""
        url = QUrl(address)
        thread = self._thread()
        if thread is not None and is_sound(address, thread.bodies.values()):
            QDesktopServices.openUrl(url)
            return
        popups.ask_open(
            self._window,
            _("This link leads to {address}.").format(address=url.host() or url.path()),
            _("Its words may name another place. Open it only if you know this one."),
            _("Open anyway"),
            partial(QDesktopServices.openUrl, url),
        )

    def newest(self) -> MessageRow | None:
        """Return the newest mail of the thread that was kept as it came."""
        thread = self._thread()
        kept = [one for one in thread.messages if one.raw_sha256] if thread is not None else []
        return kept[-1] if kept else None

    def _show_pictures(self, message_id: str) -> None:
        self._model.show_pictures(message_id)
        self._context.jobs.start(self._allow(message_id, ""), self)

    def _always(self, message_id: str) -> None:
        message = self._message(message_id)
        if message is not None:
            self._model.show_pictures(message_id)
            self._context.jobs.start(self._allow(message_id, message.sender), self)

    async def _allow(self, message_id: str, sender: str) -> None:
        def work(session: Session) -> None:
            pictures = inbox.Pictures(session)
            if sender:
                person = Operators(session).at_work()
                pictures.allow_sender(sender, person.id if person is not None else None, clock.now())
            else:
                pictures.allow_message(message_id)

        await self._context.desk.db.write(work, Change.CONVERSATIONS)
        if sender:
            whom = Whom(ids=(message_id,), name=sender)
            self._deeds.tell(Kind.PICTURES, whom)

    def _never(self, message_id: str) -> None:
        message = self._message(message_id)
        if message is not None:
            self._context.jobs.start(self._block(message), self)

    async def _block(self, message: MessageRow) -> None:
        def work(session: Session) -> None:
            inbox.Pictures(session).block_sender(message.sender, message.conversation_id)

        await self._context.desk.db.write(work, Change.CONVERSATIONS)
        thread = self._thread()
        theirs = message.sender.casefold()
        shown = thread.messages if thread is not None else ()
        self._model.hide_pictures({one.id for one in shown if one.sender.casefold() == theirs})
        self._deeds.tell(Kind.NO_PICTURES, Whom(ids=(message.id,), name=message.sender))

    def _show_source(self, message_id: str) -> None:
        self._context.jobs.start(self._open_source(message_id), self)

    async def _open_source(self, message_id: str) -> None:
        raw = await self._context.desk.db.read(lambda session: inbox.Inbox(session).raw(message_id))
        dialog = SourceDialog(raw, self._window)
        dialog.save_requested.connect(partial(self.export, message_id))
        dialog.open()

    def _in_browser(self, thread: Thread) -> None:
        """Write the thread, made safe, with a policy that forbids scripts and requests, and open it."""
        html = document(thread, Wish(word=new_word(), is_paper=True))
        target = self.files.aside() / f"{new_word()}.html"
        target.write_text(html.replace("<head>", f"<head>{_POLICY}", 1), encoding="utf-8")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
