# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps in the journal what happens in conversations and staff may be told of by a rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from desk.errors import NotFound
from desk.models import Conversation, Mailbox, Membership, Message, Operator
from desk.models.identity import CustomerId, EventId, LocationId, OperatorId
from desk.models.vocabulary import Direction, MembershipKind, MessageKind
from desk.services.events import Entry, Journal, Json, Snapshots, Subject, people_path, text_of
from desk.services.inbox.notices import WORTH_TELLING
from desk.services.shop import Settings, address_key
from desk.services.store import AnyRow
from desk.translation import N_, translator

ASSIGNED, REPLIED, WAITING = (
    "message.assigned",
    "message.customer_replied",
    "conversation.waiting_too_long",
)
NO_SUBJECT, NO_WORDS = N_("(no subject)"), "…"
MOST_STAFF = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A conversation in which a customer waits longer than the shop wants. minutes: of opening hours."""

    conversation_id: str
    since: datetime
    due_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """What an event says of a conversation."""

    row: AnyRow
    excerpt: str
    assignees: tuple[str, ...]


class Tidings:
    """Keeper of these events; announce EVENTS with every write. An event is recorded once, however often it is told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._journal = Journal(session)
        self._snapshots = Snapshots(session)
        self._staff: list[AnyRow] | None = None

    def assigned(
        self, new: Mapping[str, Sequence[str]], *, by: str | None, at: datetime
    ) -> tuple[EventId, ...]:
        """Say that conversations were given to operators: conversation → those who are new to it."""
        wanted = {id_: tuple(ids) for id_, ids in new.items() if ids}
        rows = self._session.execute(_TALKS.where(Conversation.id.in_(wanted))) if wanted else ()
        entries = [
            self._entry(
                ASSIGNED,
                f"{row.id}:{at.timestamp():.3f}",
                _Talk(row=row, excerpt=row.preview, assignees=wanted[row.id]),
                at,
                by=by,
            )
            for row in rows
        ]
        return self._journal.record_many(entries)

    def replied(self, message_ids: Collection[str], now: datetime) -> tuple[EventId, ...]:
        """Say that customers wrote these messages; what is old, a machine's own, or begins a conversation is not said.

        For whoever files messages, in the same transaction.
        """
        if not message_ids:
            return ()
        query = _WORDS.where(Message.id.in_(list(message_ids)), Message.at >= now - WORTH_TELLING)
        rows = self._session.execute(query.order_by(Message.at, Message.id)).all()
        looked_after = self._assignees({row.id for row in rows})
        entries = [
            self._entry(
                REPLIED,
                row.message_id,
                _Talk(row=row, excerpt=row.words, assignees=looked_after.get(row.id, ())),
                row.at,
            )
            for row in rows
            if row.is_further or row.id in looked_after
        ]
        return self._journal.record_many(entries)

    def waiting(self, late: Collection[Overdue]) -> tuple[EventId, ...]:
        """Say that customers wait too long; once for each waiting."""
        told = {one.conversation_id: one for one in late}
        rows = self._session.execute(_TALKS.where(Conversation.id.in_(told))).all() if told else ()
        looked_after = self._assignees(told)
        entries = []
        for row in rows:
            one = told[row.id]
            talk = _Talk(row=row, excerpt=row.preview, assignees=looked_after.get(row.id, ()))
            more: dict[str, Json] = {
                "waiting_minutes": one.minutes,
                "conversation.waiting_since": text_of(one.since),
            }
            entries.append(self._entry(WAITING, waiting_key(row.id, one.since), talk, one.due_at, more=more))
        return self._journal.record_many(entries)

    def _entry(  # noqa: PLR0913 - a fact and all that belongs to it
        self,
        kind: str,
        key: str,
        talk: _Talk,
        at: datetime,
        *,
        by: str | None = None,
        more: Mapping[str, Json] | None = None,
    ) -> Entry:
        row = talk.row
        subject = Subject(
            customer_id=CustomerId(row.customer_id) if row.customer_id else None,
            location_id=LocationId(row.location_id) if row.location_id else None,
            operator_id=OperatorId(by) if by else None,
            source="inbox",
        )
        snapshot: dict[str, Json] = {
            **self._customer(row, by),
            "conversation.id": row.id,
            "subject": row.subject or translator(self._language())(NO_SUBJECT),
            "excerpt": talk.excerpt or NO_WORDS,
            people_path("assignee"): [id_ for id_ in talk.assignees if id_ in self._reachable("")],
            people_path("staff"): list(self._reachable(row.location_id or "")),
            **(more or {}),
        }
        return Entry(kind=kind, key=key, snapshot=snapshot, subject=subject, at=at)

    def _customer(self, row: AnyRow, by: str | None) -> dict[str, Json]:
        """Return what is known of the customer, and of the place; of a stranger what the mail says."""
        actor = OperatorId(by) if by else None
        try:
            if row.customer_id:
                return self._snapshots.of_customer(CustomerId(row.customer_id), actor=actor)
        except NotFound:
            pass
        place = self._snapshots.of_place(LocationId(row.location_id) if row.location_id else None)
        named: dict[str, Json] = {"customer.full_name": row.correspondent_name or row.correspondent}
        return place | named

    def _language(self) -> str:
        return Settings(self._session).get().default_language

    def _assignees(self, conversation_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        query = select(Membership.conversation_id, Membership.operator_id).where(
            Membership.conversation_id.in_(list(conversation_ids)),
            Membership.kind == MembershipKind.ASSIGNED,
        )
        found: dict[str, tuple[str, ...]] = {}
        for row in self._session.execute(query.order_by(Membership.created_at, Membership.operator_id)):
            found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.operator_id)
        return found

    def _reachable(self, location_id: str) -> tuple[str, ...]:
        """Return the members of staff of a place who may be told; "" for all places."""
        if self._staff is None:
            self._staff = self._colleagues()
        return tuple(
            row.id
            for row in self._staff
            if not location_id or not row.location_ids or location_id in row.location_ids
        )

    def _colleagues(self) -> list[AnyRow]:
        """Return all who are not written to at one of the shop's own mailboxes.

        There it would come back as a customer's mail.
        """
        ours = {address_key(address) for address in self._session.scalars(select(Mailbox.address))}
        query = select(Operator.id, Operator.email, Operator.location_ids).where(Operator.is_active)
        rows = self._session.execute(query.order_by(Operator.id).limit(MOST_STAFF))
        return [row for row in rows if address_key(row.email) not in ours]


def waiting_key(conversation_id: str, since: datetime) -> str:
    """Return the key under which a waiting is told."""
    return f"{conversation_id}:{text_of(since)}"


_COLUMNS = (
    Conversation.id,
    Conversation.subject,
    Conversation.customer_id,
    Conversation.location_id,
    Conversation.correspondent,
    Conversation.correspondent_name,
    Conversation.preview,
)
_TALKS = select(*_COLUMNS)
_BEFORE = aliased(Message)
_FURTHER = exists().where(
    _BEFORE.conversation_id == Message.conversation_id,
    _BEFORE.kind == MessageKind.MESSAGE,
    _BEFORE.channel.is_not(None),
    _BEFORE.id < Message.id,
)
"""Whether something was said before. Ids are in the order of filing, which one look at many is not."""
_WORDS = (
    select(
        *_COLUMNS,
        Message.id.label("message_id"),
        Message.preview.label("words"),
        Message.at,
        _FURTHER.label("is_further"),
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(
        Message.direction == Direction.INCOMING,
        Message.kind == MessageKind.MESSAGE,
        Message.is_automatic.is_(False),
    )
)
