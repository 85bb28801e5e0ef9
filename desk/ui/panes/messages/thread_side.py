# SPDX-License-Identifier: LicenseRef-Desk
"""What goes with an open thread: the composer, its menus, its files, printing. Made once one is opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from desk import clock
from desk.models.vocabulary import Direction
from desk.services.inbox import ConversationRow, MessageRow
from desk.services.store import Change
from desk.translation import _
from desk.ui.panes.messages.attachments import plain_name
from desk.ui.panes.messages.bot_menu import add_bot
from desk.ui.panes.messages.card_look import subject_of
from desk.ui.panes.messages.composer import Composer
from desk.ui.panes.messages.file_wishes import FOLDER_KEPT
from desk.ui.panes.messages.message_wishes import MessageWishes
from desk.ui.panes.messages.printing import Printing, say_written
from desk.ui.panes.messages.thread import Thread
from desk.ui.panes.messages.wishes import Wishes

if TYPE_CHECKING:
    from desk.ui.panes.messages.page import MessagesPage


class ThreadSide(QObject):
    """Listens to the thread's head and to what is pressed inside the thread."""

    def __init__(self, page: MessagesPage) -> None:
        super().__init__(page)
        self._page = page
        self.composer = Composer(page.context, page.conversation)
        self.messages = MessageWishes(page.context, page.thread_model, page.deeds, page.one, page)
        self.printing = Printing(page)
        self._wishes = Wishes(page.deeds, page.model, page.conversation.in_head, page)
        page.conversation.opened.set_composer(self.composer)
        self._connect()
        self._on_thread()

    def write_to(self, customer_id: str) -> None:
        """Begin a new conversation; with a customer, or with nobody yet ("")."""
        self.composer.new_conversation(customer_id)

    def reply(self) -> None:
        """Go to the answer."""
        if self._thread() is not None:
            self.composer.reply()

    def note(self) -> None:
        """Go to the internal note."""
        if self._thread() is not None:
            self.composer.note()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once nothing that was written would be lost."""
        self.messages.files.clear()
        self.composer.leave(go_on)

    def print_thread(self, *, with_notes: bool) -> None:
        """Ask for a printer and print the thread."""
        self._page.thread_model.when_whole(partial(self.printing.print_thread, with_notes=with_notes))

    def save_pdf(self, *, with_notes: bool) -> None:
        """Ask where to, and write the thread as a PDF."""
        self._page.thread_model.when_whole(partial(self._save_pdf, with_notes=with_notes))

    def _save_pdf(self, thread: Thread, *, with_notes: bool) -> None:
        places = self._page.context.places
        name = plain_name(thread.card.row.subject or _("conversation")) + ".pdf"
        folder = Path(places.text(FOLDER_KEPT) or Path.home())
        dialog = QFileDialog(self._page, _("Save as PDF"), str(folder / name), _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(
            lambda file: self.printing.write_pdf(thread, Path(file), with_notes=with_notes)
        )
        dialog.open()

    def export(self) -> None:
        """Ask where to, and save the newest mail as it came."""
        newest = self.messages.newest()
        if newest is not None:
            self.messages.export(newest.id)

    def open_customer(self) -> None:
        """Open the card of whom the conversation is with."""
        row = self._row()
        if row is not None and row.customer_id:
            self._page.context.navigate("customers", customer_id=row.customer_id)

    def _connect(self) -> None:
        page, head, view = self._page, self._page.conversation.head, self._page.conversation.view
        page.thread_model.changed.connect(self._on_thread)
        view.wanted.connect(self.messages.do)
        view.link_clicked.connect(self.messages.follow_link)
        head.flag.clicked.connect(self._wishes.flag)
        head.archive.clicked.connect(self._wishes.archive)
        head.assign.clicked.connect(partial(self._on_assign))
        head.snooze.clicked.connect(partial(self._on_snooze))
        head.more.clicked.connect(self._on_more)
        head.subject_changed.connect(self._on_subject)
        self.composer.conversation_wanted.connect(page.open)
        self.composer.sent.connect(page.notes.forget)
        self.composer.archive_wanted.connect(self._on_answered)
        self.composer.newest_wanted.connect(self._on_newest)
        self.messages.quote_requested.connect(self.composer.quote)
        self.messages.forward_requested.connect(self.composer.forward)
        self.messages.translate_requested.connect(self._on_translate)
        self.printing.written.connect(partial(say_written, page.context))

    def _thread(self) -> Thread | None:
        return self._page.thread_model.state.thread

    def _row(self) -> ConversationRow | None:
        thread = self._thread()
        return thread.card.row if thread is not None else None

    def _on_thread(self) -> None:
        thread = self._thread()
        self._hold_customer()
        nothing: tuple[MessageRow, ...] = ()
        self.composer.show_conversation(
            thread.card if thread is not None else None, thread.messages if thread is not None else nothing
        )

    def _hold_customer(self) -> None:
        """Offer the card of somebody who is known; say why there is none."""
        row = self._row()
        action = self._page.context.commands.action("messages.customer")
        action.setEnabled(row is not None and bool(row.customer_id))
        if not action.isEnabled():
            action.setToolTip(_("Nobody in the customer file has this address yet."))
        else:
            action.setToolTip(_("Open the customer card"))

    def _on_answered(self, conversation_id: str) -> None:
        """Archive what was answered, unless another conversation was opened meanwhile."""
        row = self._row()
        if row is not None and row.id == conversation_id:
            self._wishes.archive()

    def _on_newest(self) -> None:
        """Show what arrived while somebody was writing."""
        thread = self._thread()
        if thread is not None and thread.messages:
            self._page.thread_model.show(thread.card.row.id, thread.messages[-1].id)

    def _on_assign(self) -> None:
        self._wishes.assign(self._page.conversation.head.assign)

    def _on_snooze(self) -> None:
        self._wishes.snooze(self._page.conversation.head.snooze)

    def _on_subject(self, subject: str) -> None:
        for row in self._page.conversation.in_head():
            self._page.one.rename(row, subject)

    def _on_translate(self, message_id: str) -> None:
        self._page.context.jobs.start(self._translate((message_id,)), self)

    async def _translate(self, message_ids: tuple[str, ...]) -> None:
        from desk.services.assistants import Translations
        from desk.translation import language

        await self._page.context.desk.db.write(
            lambda session: Translations(session).ask(message_ids, language(), at=clock.now()),
            Change.ASSISTANTS,
            Change.CONVERSATIONS,
        )

    def _on_more(self) -> None:
        thread = self._thread()
        if thread is None:
            return
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(_("More"))
        menu.setToolTipsVisible(True)  # they say why something cannot be done
        self._hold_customer()
        theirs = tuple(one.id for one in thread.messages if one.direction is Direction.INCOMING and one.text)
        translate = menu.addAction(_("Translate the conversation"))
        translate.triggered.connect(lambda *_on: self._page.context.jobs.start(self._translate(theirs), self))
        add_bot(self._page, menu, thread)
        choices = self._page.model.state.choices
        if choices.my_id:
            is_mine = choices.my_id in thread.card.follower_ids
            follow = menu.addAction(_("No longer follow") if is_mine else _("Follow this conversation"))
            follow.triggered.connect(
                lambda *_on: self._page.one.follow(thread.card.row, choices.my_id, on=not is_mine)
            )
        action = self._page.context.commands.action
        for name in ("note", "read", "tag"):
            menu.addAction(action(f"messages.{name}"))
        menu.addSeparator()
        has_notes = any(one.direction is Direction.NOTE for one in thread.messages)
        names = ("print", "print_notes", "pdf", "pdf_notes") if has_notes else ("print", "pdf")
        for name in (*names, "export"):
            menu.addAction(action(f"messages.{name}"))
        menu.addSeparator()
        _add_merge(self._page, menu, thread.card.row)
        menu.addAction(action("messages.customer"))
        menu.addAction(action("messages.delete"))
        more = self._page.conversation.head.more
        menu.popup(more.mapToGlobal(more.rect().bottomLeft()))


def _add_merge(page: MessagesPage, menu: QMenu, row: ConversationRow) -> None:
    details = page.details_model.state.shown
    others = details.others if details is not None and details.card.row.id == row.id else ()
    submenu = menu.addMenu(_("Merge with"))
    submenu.setEnabled(bool(others))
    if not others:
        submenu.menuAction().setToolTip(_("There is no other conversation with this person."))
    for one in others:
        submenu.addAction(_in_a_menu(subject_of(one))).triggered.connect(partial(_merge, page, row, one.id))
    page.context.commands.rights.guard("merge", submenu.menuAction())


def _merge(page: MessagesPage, row: ConversationRow, other: str, *_on: object) -> None:
    page.one.merge_with(row, other)


def _in_a_menu(subject: str) -> str:
    return subject.replace("&", "&&")
