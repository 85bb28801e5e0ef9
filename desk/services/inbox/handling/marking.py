# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps marks on conversations: read, unread, flagged; the mail servers are told."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from desk.models import Message
from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import Direction, MessageKind
from desk.services.inbox.handling.deeds import UNREAD, Deeds
from desk.services.inbox.handling.undo import OnServer, Undo
from desk.services.inbox.notices import Notices
from desk.services.inbox.reading import Inbox
from desk.services.inbox.rows import ConversationFilter, Order
from desk.services.shop import Deed, needs

PAGE = 1_000
MOST_AT_ONCE = 100_000
"""So many conversations are marked read in one go at the most."""


class Marking(Deeds):
    """Marks."""

    @needs(Deed.MARK)
    def mark_read(self, ids: Collection[str], *, by: str | None, at: datetime, is_read: bool = True) -> Undo:
        """Mark everything that customers said as read; unread marks the newest of it."""
        rows = self._held(ids)
        if is_read:
            return self._all_read([row.id for row in rows], by, at)
        said = Message.direction == Direction.INCOMING, Message.kind == MessageKind.MESSAGE
        newest: dict[str, str] = {}
        for message_id, conversation_id in self._message_ids(
            [row.id for row in rows if not row.unread], *said
        ):
            newest.setdefault(conversation_id, message_id)
        marked = list(newest.values())
        self._set_messages(marked, is_read=False)
        self._server.flags(marked, remove=SEEN, at=at)
        self._lines.recount(newest, at)
        return Undo(
            deed="marked_unread",
            count=len(newest),
            messages={key: {"is_read": True} for key in marked},
            on_server=(OnServer(message_ids=tuple(marked), add=SEEN),),
        )

    @needs(Deed.MARK)
    def mark_all_read(self, wanted: ConversationFilter, *, by: str | None, at: datetime) -> Undo:
        """Mark everything read that a filter shows."""
        inbox = Inbox(self._session)
        asked = replace(wanted, is_unread=True, order=Order.NEWEST)
        ids: list[str] = []
        after: tuple[datetime, str] | None = None
        while len(ids) < MOST_AT_ONCE and (page := inbox.page(asked, after, PAGE)):
            ids += [row.id for row in page]
            after = page[-1].last_at, page[-1].id
        return self._all_read([row.id for row in self._held(ids)], by, at)

    @needs(Deed.MARK)
    def flag(
        self,
        ids: Collection[str],
        *,
        on: bool = True,
        by: str | None,  # noqa: ARG002 - every deed is told who does it
        at: datetime,
    ) -> Undo:
        """Flag conversations (the newest thing said in each), or take every flag away."""
        rows = [row for row in self._held(ids) if row.is_flagged is not on]
        marked = self._to_flag([row.id for row in rows], on=on)
        self._set_messages(marked, is_flagged=on)
        add, remove = (FLAGGED, 0) if on else (0, FLAGGED)
        self._server.flags(marked, add=add, remove=remove, at=at)
        before = self._change(rows, {"is_flagged": on}, at)
        return Undo(
            deed="flagged" if on else "unflagged",
            count=len(before),
            conversations=before,
            messages={key: {"is_flagged": not on} for key in marked},
            on_server=(OnServer(message_ids=tuple(marked), add=remove, remove=add),),
        )

    def _all_read(self, ids: Collection[str], by: str | None, at: datetime) -> Undo:
        found = self._message_ids(ids, *UNREAD)
        marked = [message_id for message_id, _ in found]
        touched = {conversation_id for _, conversation_id in found}
        self._set_messages(marked, is_read=True)
        self._server.flags(marked, add=SEEN, at=at)
        self._lines.recount(touched, at)
        if by is not None:
            Notices(self._session).mark_read(by, at, conversation_ids=ids)
        return Undo(
            deed="marked_read",
            count=len(touched),
            messages={key: {"is_read": False} for key in marked},
            on_server=(OnServer(message_ids=tuple(marked), remove=SEEN),),
        )

    def _to_flag(self, ids: Collection[str], *, on: bool) -> list[str]:
        if not on:
            return [message_id for message_id, _ in self._message_ids(ids, Message.is_flagged.is_(True))]
        newest: dict[str, str] = {}
        for message_id, conversation_id in self._message_ids(ids, Message.kind == MessageKind.MESSAGE):
            newest.setdefault(conversation_id, message_id)
        return list(newest.values())
