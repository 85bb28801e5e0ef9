# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps conversations that a person says are one, or two; and what was deleted, for as long as it can be undone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from desk.errors import Problem, Refused
from desk.models import (
    Conversation,
    Draft,
    Message,
    ThreadReference,
    Tombstone,
    new_id,
)
from desk.models.vocabulary import Direction
from desk.services.inbox.filing import Merging, content_sums
from desk.services.inbox.handling.deeds import Deeds
from desk.services.inbox.handling.following import FOLLOWING, places_of
from desk.services.inbox.handling.stopping import Stopping
from desk.services.inbox.handling.undo import Before, Undo
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, portions, upsert

GRACE = timedelta(seconds=30)
"""How long the servers are not told of a deletion, which can be undone so long."""
KEPT = timedelta(days=1)
"""How long what was deleted stays in the store."""
MOST_MERGED = 50
PURGED = 500
_COPIED = (
    "subject",
    "channel",
    "state",
    "customer_id",
    "correspondent",
    "correspondent_name",
    "record_id",
    "record_choices",
    "location_id",
    "mailbox_id",
    "language",
    "last_at",
    "last_author",
    "tags",
    "assignee_ids",
)
_JOINED = (
    "state",
    "snoozed_until",
    "customer_id",
    "correspondent",
    "correspondent_name",
    "record_id",
    "record_choices",
    "location_id",
    "tags",
    "assignee_ids",
    "bot_blocked_until",
    "merged_into",
    "unread",
    "waiting_since",
)


class Joining(Deeds):
    """Merging, splitting, deleting."""

    @needs(Deed.MERGE)
    def merge(self, ids: Sequence[str], *, by: str | None, at: datetime) -> Undo:
        """Make conversations one: the first of them. Refused("nothing_to_merge", "too_many")."""
        rows = self._held(ids)
        if len(rows) < 2:
            raise Refused(Problem(code="nothing_to_merge", place="conversations"))
        if len(rows) > MOST_MERGED:
            raise Refused(Problem(code="too_many", place="conversations", details={"most": str(MOST_MERGED)}))
        every = [row.id for row in rows]
        into, others = every[0], every[1:]
        undo = self._as_they_are(rows, others)
        Merging(self._session).join(dict.fromkeys(others, into), at)
        return replace(undo, lines=self._say([into], "merged", by, at, count=len(others)))

    @needs(Deed.MERGE)
    def split(self, message_ids: Collection[str], *, by: str | None, at: datetime) -> Undo:
        """Take messages of one conversation into one of their own. Refused("not_one_conversation", "all_of_it")."""
        row, ids = self._of_one(message_ids)
        left = self._message_ids(
            [row.id],
            Message.id.not_in(ids),
            Message.direction.in_((Direction.INCOMING, Direction.OUTGOING)),
        )
        if not left:
            raise Refused(Problem(code="all_of_it", place="messages"))
        new, messages, references = self._moved_out(row, ids, at)
        lines = (*self._say([row.id], "split", by, at), *self._say([new], "split", by, at))
        self._lines.recount([row.id, new], at)
        return Undo(
            deed="split",
            count=2,
            messages=messages,
            references=references,
            lines=lines,
            ended=(new,),
        )

    @needs(Deed.DELETE)
    def delete_messages(
        self, message_ids: Collection[str], *, on_server: bool, by: str | None, at: datetime
    ) -> Undo:
        """Delete messages of one conversation here, and on the server if so wished; syncing never brings them back.

        They are kept aside for KEPT, so that it can be undone; what waits to leave is not sent.
        Refused("not_one_conversation").
        """
        row, ids = self._of_one(message_ids)
        stopped = Stopping(self._session).stop(ids, at)
        new, messages, references = self._moved_out(row, ids, at)
        hidden = {"deleted_at": at}
        self._session.execute(update(Conversation).where(Conversation.id == new).values(**hidden))
        tombstones = self._bury(ids, on_server=on_server, by=by, at=at)
        lines = self._say([row.id], "deleted", by, at, count=len(ids))
        self._lines.recount([row.id], at)
        return Undo(
            deed="deleted",
            count=len(ids),
            messages=messages,
            references=references,
            lines=lines,
            deleted=tuple(ids) if on_server else (),
            tombstones=tombstones,
            ended=(new,),
            stopped=stopped,
        )

    @needs(Deed.DELETE)
    def delete_conversations(
        self, ids: Collection[str], *, on_server: bool, by: str | None, at: datetime
    ) -> Undo:
        """Delete conversations with all that was said; as in `delete_messages`."""
        before = self._change(self._held(ids), {"deleted_at": at}, at)
        messages = [message_id for message_id, _ in self._message_ids(before)]
        stopped = Stopping(self._session).stop(messages, at)
        tombstones = self._bury(messages, on_server=on_server, by=by, at=at)
        return Undo(
            deed="deleted",
            count=len(before),
            conversations=before,
            deleted=tuple(messages) if on_server else (),
            tombstones=tombstones,
            stopped=stopped,
        )

    def purge(self, now: datetime) -> int:
        """Forget for good what was deleted KEPT ago, at most PURGED conversations; return how many."""
        query = select(Conversation.id).where(
            Conversation.deleted_at.is_not(None), Conversation.deleted_at < now - KEPT
        )
        ids = list(self._session.scalars(query.limit(PURGED)))
        messages = [message_id for message_id, _ in self._message_ids(ids)]
        self._lines.remove(messages, now)
        for some in portions(ids):
            self._session.execute(delete(Draft).where(Draft.conversation_id.in_(some)))
            self._session.execute(delete(Conversation).where(Conversation.id.in_(some)))
        return len(ids)

    def _of_one(self, message_ids: Collection[str]) -> tuple[AnyRow, list[str]]:
        """Return the one conversation that messages belong to, held, and those that are there."""
        query = select(Message.id, Message.conversation_id).where(Message.id.in_(list(message_ids)))
        found = self._session.execute(query).all()
        if len({row.conversation_id for row in found}) != 1:
            raise Refused(Problem(code="not_one_conversation", place="messages"))
        return self._one(found[0].conversation_id), [row.id for row in found]

    def _moved_out(
        self, row: AnyRow, message_ids: Sequence[str], at: datetime
    ) -> tuple[str, dict[str, Before], dict[tuple[str, str], str]]:
        """Move messages into a new conversation; return it, where they were, and where their names led."""
        new = new_id()
        copied = {name: getattr(row, name) for name in _COPIED}
        own = {"id": new, "created_at": at, "updated_at": at, "is_separate": True}
        self._session.execute(insert(Conversation).values(**copied, **own))
        references = self._references(message_ids)
        self._set_messages(message_ids, conversation_id=new)
        self._lead(dict.fromkeys(references, new))
        before: Before = {"conversation_id": row.id}
        return new, dict.fromkeys(message_ids, before), references

    def _references(self, message_ids: Sequence[str]) -> dict[tuple[str, str], str]:
        """Return what the Message-IDs of messages lead to: (Message-ID, party) → conversation."""
        found: dict[tuple[str, str], str] = {}
        for some in portions(message_ids):
            query = (
                select(ThreadReference.header_id, ThreadReference.party, ThreadReference.conversation_id)
                .join(Message, Message.header_id == ThreadReference.header_id)
                .where(Message.id.in_(some), ThreadReference.conversation_id == Message.conversation_id)
            )
            found |= {(row[0], row[1]): row[2] for row in self._session.execute(query)}
        return found

    def _lead(self, references: Mapping[tuple[str, str], str]) -> None:
        for (header_id, party), conversation_id in references.items():
            self._session.execute(
                update(ThreadReference)
                .where(ThreadReference.header_id == header_id, ThreadReference.party == party)
                .values(conversation_id=conversation_id)
            )

    def _bury(
        self, message_ids: Sequence[str], *, on_server: bool, by: str | None, at: datetime
    ) -> tuple[str, ...]:
        """Keep syncing from bringing messages back; have them deleted on the server once GRACE is over."""
        known = content_sums(self._session, message_ids)
        rows = [
            {
                "header_id": header_id,
                "content_sum": content,
                "deleted_at": at,
                "operator_id": by,
                "on_server": on_server,
            }
            for header_id, content in known.items()
        ]
        if rows:
            table = Tombstone.__table__
            made = upsert(self._session, table).on_conflict_do_nothing(index_elements=["header_id"])  # type: ignore[arg-type]
            self._session.execute(made, rows)
        if on_server:
            self._server.delete(message_ids, at=at + GRACE)
        return tuple(known)

    def _as_they_are(self, rows: Sequence[AnyRow], moving: Sequence[str]) -> Undo:
        """Return everything of conversations that a merge changes."""
        references = select(
            ThreadReference.header_id, ThreadReference.party, ThreadReference.conversation_id
        ).where(ThreadReference.conversation_id.in_(moving))
        every = [row.id for row in rows]
        return Undo(
            deed="merged",
            count=len(rows),
            conversations={row.id: {name: getattr(row, name) for name in _JOINED} for row in rows},
            messages={
                message_id: {"conversation_id": conversation_id}
                for message_id, conversation_id in self._message_ids(moving)
            },
            references={(row[0], row[1]): row[2] for row in self._session.execute(references)},
            places={table: places_of(self._session, table, moving) for table in FOLLOWING},
            member_of=tuple(every),
            members=self._members(every),
        )
