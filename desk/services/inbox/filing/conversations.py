# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the rows of conversations in line with what is said in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from desk.models import Conversation, Message
from desk.models.vocabulary import Author, Channel, ConversationState, Direction, MessageKind
from desk.services.inbox.filing.standing import KEPT, Spoken, Standing, standing_values
from desk.services.store import AnyRow, insert_rows, read_rows, run_rows

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_KEPT = (
    "id",
    "state",
    "channel",
    "customer_id",
    "correspondent",
    "record_id",
    "record_choices",
    "snoozed_until",
    "is_separate",
    "last_at",
    "last_author",
    "preview",
    "unread",
    "message_count",
    "is_flagged",
    "has_attachment",
    "waiting_since",
    "merged_into",
    "deleted_at",
)
_ROWS = select(*(getattr(Conversation, name) for name in _KEPT)).where(Conversation.id.in_(_IDS))
_ABOUT = (
    select(Conversation.id, Conversation.record_id, Conversation.customer_id)
    .where(Conversation.record_id.in_(_IDS), Conversation.last_at > bindparam("since"))
    .where(Conversation.merged_into.is_(None), Conversation.deleted_at.is_(None))
    .where(Conversation.is_separate.is_(False))
    .order_by(Conversation.id)
)
_GONE = (
    select(Message.id, Message.conversation_id)
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(Message.id.in_(_IDS), Conversation.deleted_at.is_not(None))
)
_UNREAD = (
    select(func.count())
    .where(Message.conversation_id == Conversation.id, Message.is_read.is_(False))
    .where(Message.direction == Direction.INCOMING, Message.kind == MessageKind.MESSAGE)
    .correlate(Conversation)
    .scalar_subquery()
)
_FLAGGED = (
    exists()
    .where(Message.conversation_id == Conversation.id, Message.is_flagged.is_(True))
    .correlate(Conversation)
)
_MARK = (
    update(Conversation)
    .where(Conversation.id == bindparam("of_id"))
    .values(
        version=Conversation.version + 1,
        updated_at=bindparam("now_updated_at"),
        unread=_UNREAD,
        is_flagged=_FLAGGED,
    )
)
_FOLLOWING = ("channel", "state", "snoozed_until", "record_id", "record_choices", "updated_at")
_SET = (
    update(Conversation)
    .where(Conversation.id == bindparam("of_id"))
    .values(
        version=Conversation.version + 1,
        **{name: bindparam(f"now_{name}") for name in (*KEPT, *_FOLLOWING)},
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A conversation as messages find it. was: what its lines added up to."""

    id: str
    state: ConversationState
    channel: Channel
    customer_id: str | None
    correspondent: str
    record_id: str | None
    record_choices: tuple[str, ...]
    snoozed_until: datetime | None
    is_separate: bool
    merged_into: str | None
    is_deleted: bool
    was: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A conversation with what was said since."""

    before: Open
    standing: Standing
    state: ConversationState
    record_id: str | None
    record_choices: tuple[str, ...]


class Conversations:
    """Keeper of the rows of conversations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, ids: Collection[str]) -> dict[str, Open]:
        """Return id → conversation, of those that exist."""
        if not ids:
            return {}
        return {row.id: _open(row) for row in read_rows(self._session, _ROWS, ids)}

    def about(self, record_ids: Collection[str], since: datetime) -> dict[tuple[str, str], str]:
        """Return (record, customer) → the oldest conversation about it in which something was said `since`."""
        if not record_ids:
            return {}
        found: dict[tuple[str, str], str] = {}
        for row in read_rows(self._session, _ABOUT, record_ids, since=since):
            if row.customer_id:
                found.setdefault((row.record_id, row.customer_id), row.id)
        return found

    def begin(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep new conversations; every row has the same keys."""
        insert_rows(self._session, Conversation, rows)

    def revive(self, places: Mapping[str, str], now: datetime) -> None:
        """Bring back what was deleted with its mailbox, now that its mail lies in one again.

        places: message → mailbox. What a person deleted here never comes so far: it has a tombstone.
        """
        if not places:
            return
        for row in read_rows(self._session, _GONE, places):
            back = update(Conversation).where(Conversation.id == row.conversation_id)
            values = {"deleted_at": None, "mailbox_id": places[row.id], "updated_at": now}
            self._session.execute(back.values(**values, version=Conversation.version + 1))

    def set(self, grown: Iterable[Grown], now: datetime) -> None:
        """Keep what conversations add up to now."""
        run_rows(self._session, _SET, [_changes(one, now) for one in grown])

    def mark(self, ids: Collection[str], now: datetime) -> None:
        """Bring the marks of conversations, unread and flagged, in line with those of their messages."""
        run_rows(self._session, _MARK, [{"of_id": id_, "now_updated_at": now} for id_ in ids])


def _open(row: AnyRow) -> Open:
    return Open(
        id=row.id,
        state=row.state,
        channel=row.channel,
        customer_id=row.customer_id,
        correspondent=row.correspondent,
        record_id=row.record_id,
        record_choices=tuple(row.record_choices),
        snoozed_until=row.snoozed_until,
        is_separate=row.is_separate,
        merged_into=row.merged_into,
        is_deleted=row.deleted_at is not None,
        was=Standing(
            channel=None if row.last_author is Author.SYSTEM else row.channel,
            **{name: getattr(row, name) for name in KEPT},
        ),
    )


def _changes(grown: Grown, now: datetime) -> dict[str, object]:
    before = grown.before
    is_snoozed = grown.state is ConversationState.SNOOZED
    values: dict[str, object] = {
        "channel": grown.standing.channel or before.channel,
        "state": grown.state,
        "snoozed_until": before.snoozed_until if is_snoozed else None,
        "record_id": grown.record_id,
        "record_choices": list(grown.record_choices),
        "updated_at": now,
        **standing_values(grown.standing),
    }
    return {"of_id": before.id} | {f"now_{name}": value for name, value in values.items()}


def woken(state: ConversationState, lines: Iterable[Spoken], newest: datetime) -> ConversationState:
    """Return a conversation's state after lines: a customer's newest words bring it back."""
    is_called = any(line.asks and line.at >= newest for line in lines)
    return ConversationState.IN_PROGRESS if is_called else state
