# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what is wished for one conversation into deeds: its subject, customer, record, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk.translation import _
from desk.ui.panes.messages.deeds import Deeds, Kind, Whom, linked
from desk.ui.panes.messages.view_model import MessagesModel
from desk.ui.panes.messages.wishes import ask_tags

if TYPE_CHECKING:
    from desk.services.inbox import ConversationRow


class RowWishes(QObject):
    """Each wish names its conversation."""

    def __init__(self, deeds: Deeds, model: MessagesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._model = model
        self._window = parent

    def seen(self, row: ConversationRow) -> None:
        """Mark as read what has been looked at; nothing is said about it."""
        self._deeds.do_unasked(Whom.of((row,)), lambda h, by, at: h.mark_read((row.id,), by=by, at=at))

    def tag(self, row: ConversationRow, anchor: QWidget) -> None:
        """Ask for the tags of one conversation."""
        ask_tags(self._deeds, self._model, (row,), anchor)

    def merge_with(self, row: ConversationRow, other: str) -> None:
        """Make one of a conversation and another one."""
        ids = (row.id, other)
        self._deeds.do(Kind.MERGE, Whom.of((row,)), lambda h, by, at: h.merge(ids, by=by, at=at))

    def rename(self, row: ConversationRow, subject: str) -> None:
        """Give a conversation another subject."""
        whom = Whom.of((row,))
        self._deeds.do(
            Kind.SUBJECT, whom, lambda h, by, at: h.set_subject(row.id, subject, by=by, at=at), is_silent=True
        )

    def link(self, row: ConversationRow, customer_id: str) -> None:
        """Say whose conversation it is."""
        whom = Whom.of((row,))
        self._deeds.do(
            Kind.CUSTOMER,
            whom,
            lambda h, by, at: h.set_customer((row.id,), linked(customer_id), by=by, at=at),
        )

    def choose_record(self, row: ConversationRow, record_id: str) -> None:
        """Say which record it is about."""
        whom = Whom.of((row,))
        self._deeds.do(Kind.RECORD, whom, lambda h, by, at: h.set_record(row.id, record_id, by=by, at=at))

    def follow(self, row: ConversationRow, operator_id: str, *, on: bool) -> None:
        """Let an operator hear of what is said in it, or hear no more."""
        kind = Kind.FOLLOW if on else Kind.UNFOLLOW
        self._deeds.do(
            kind, Whom.of((row,)), lambda h, _by, at: h.follow((row.id,), operator_id, on=on, at=at)
        )

    def split(self, row: ConversationRow, message_id: str) -> None:
        """Give a message a conversation of its own."""
        whom = Whom.of((row,))
        self._deeds.do(Kind.SPLIT, whom, lambda h, by, at: h.split((message_id,), by=by, at=at))

    def delete_message(self, row: ConversationRow, message_id: str) -> None:
        """Ask, then delete one message."""
        from desk.ui.panes.messages import popups

        popups.ask_delete(
            self._window,
            _("Delete this message for good?"),
            lambda on_server: self._deeds.do(
                Kind.DELETE_MESSAGE,
                Whom.of((row,)),
                lambda h, by, at: h.delete_messages((message_id,), on_server=on_server, by=by, at=at),
            ),
            is_on_server=row.mailbox_id is not None,
        )
