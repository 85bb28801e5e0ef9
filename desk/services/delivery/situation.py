# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps everything that a decision must know readable in bulk: people, subjects, events, as they are now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from desk.models import Base, ContactPoint, Conversation, Customer, Event, Mailbox, Operator, Record
from desk.models.columns import Json
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel, PointKind, Topic
from desk.services.channels import TokenKind, marked, takes_marks
from desk.services.events import kind_of, people_in, record_kind, still_holds, text_of
from desk.services.preferences import Consents, Suppressions
from desk.services.rules import Occasion, Person, Point
from desk.services.shop import Locations, LocationView, full_name
from desk.services.store import AnyRow, read_rows

MOST_BOXES = 200
STAFF_CONSENT = frozenset((topic.value, channel) for topic in Topic for channel in Channel)
"""Staff are told what their work needs; their own settings come with the operators' pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectNow:
    """A record, or a conversation, as it is now: its status, people, and fields by dotted path."""

    status: str
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNow:
    """An event with its subject as it is now. subject None: it is about none, or that is gone."""

    id: str
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    record_id: str | None
    customer_id: str | None
    location_id: str | None
    rule_id: str | None
    snapshot: Json
    is_undone: bool
    subject: SubjectNow | None

    @property
    def holds(self) -> bool:
        """Whether what it announced is still so: not undone, its guards satisfied."""
        if self.is_undone:
            return False
        return self.subject is None or still_holds(self.kind, self.snapshot, self.subject.fields)


class Situations:
    """Loads what deciding needs; a handful of queries for a whole batch."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: dict[str, LocationView] | None = None
        self._marking: frozenset[str] | None = None

    def events(self, ids: Collection[str]) -> dict[str, EventNow]:
        """Return events by id, each with its subject as it is now."""
        rows = read_rows(self._session, _EVENT, ids)
        subjects = self._subjects({row.record_id for row in rows if row.record_id})
        subjects |= self._talks({_talk_of(row) for row in rows} - {""})
        return {row.id: _event(row, subjects.get(_talk_of(row) or row.record_id or "")) for row in rows}

    def standing(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of these events that are there and were not undone."""
        return frozenset(row.id for row in read_rows(self._session, _STANDING, ids)) if ids else frozenset()

    def places(self) -> Mapping[str, LocationView]:
        """Return all locations by id."""
        if self._places is None:
            self._places = {view.id: view for view in Locations(self._session).all()}
        return self._places

    def people(self, ids: Collection[str], now: datetime) -> dict[str, Person]:
        """Return customers, and operators, by id, with addresses, consents and suppressions as of now."""
        wanted = list(ids)
        rows = read_rows(self._session, _CUSTOMER, wanted)
        points = self._points([row.id for row in rows])
        consents = Consents(self._session).of([row.id for row in rows])
        addresses = {point.address for theirs in points.values() for point in theirs}
        suppressed = Suppressions(self._session).active(addresses, now) if addresses else frozenset()
        found = {row.id: _person(row, points.get(row.id, ()), consents, suppressed) for row in rows}
        if missing := [id_ for id_ in wanted if id_ not in found]:
            found |= self._staff(missing)
        return found

    def marked_address(self, address: str, record_id: str | None) -> str:
        """Return where an answer about a record is to go, so that it finds it; "" where the sender will do."""
        if record_id is None:
            return ""
        if self._marking is None:
            boxes = self._session.execute(
                select(Mailbox.address, Mailbox.settings).where(Mailbox.is_active).limit(MOST_BOXES)
            )
            self._marking = frozenset(box.address.casefold() for box in boxes if takes_marks(box.settings))
        if address.casefold() not in self._marking:
            return ""
        to = marked(address, TokenKind.RECORD, record_id)
        return to if to != address else ""

    def place(self, location_id: str | None) -> LocationView | None:
        """Return a location; None for none."""
        return self.places().get(location_id or "")

    def occasion(self, event: EventNow) -> Occasion:
        """Return an event as rules see it."""
        kind = kind_of(event.kind)
        status = str(event.snapshot.get(f"{kind.name}.status", "")) if kind else ""
        return Occasion(
            event_id=event.id,
            kind=event.kind,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            fields=event.snapshot,
            record_id=event.record_id,
            customer_id=event.customer_id,
            location=self.place(event.location_id),
            rule_id=event.rule_id,
            status=status,
            people={**(event.subject.people if event.subject else {}), **people_in(event.snapshot)},
        )

    def _subjects(self, ids: Collection[str]) -> dict[str, SubjectNow]:
        if not ids:
            return {}
        rows = read_rows(self._session, _RECORD, ids)
        return {row.id: _subject(row) for row in rows}

    def _talks(self, ids: Collection[str]) -> dict[str, SubjectNow]:
        """Return conversations; one that is deleted waits for nothing more."""
        if not ids:
            return {}
        rows = read_rows(self._session, _TALK, ids)
        return {row.id: SubjectNow(status=row.state, fields=_waiting(row)) for row in rows}

    def _points(self, ids: Collection[str]) -> dict[str, tuple[Point, ...]]:
        found: dict[str, list[Point]] = {}
        for row in read_rows(self._session, _POINT, ids):
            found.setdefault(row.customer_id, []).append(Point(row.kind, row.address, row.id, row.state))
        return {id_: tuple(points) for id_, points in found.items()}

    def _staff(self, ids: list[str]) -> dict[str, Person]:
        query = select(Operator).where(Operator.id.in_(ids), Operator.is_active)
        return {operator.id: _colleague(operator) for operator in self._session.execute(query).scalars()}


def _columns(of: type[Base], *names: str) -> Select[Any]:
    """Return a read of a table's columns; rows are all that is needed, and they come quicker than objects."""
    return select(*(of.__table__.c[name] for name in names))


def _among(column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of any table
    return cast("ColumnElement[bool]", column.in_(bindparam("ids", expanding=True)))


_EVENT = _columns(
    Event,
    "id",
    "kind",
    "occurred_at",
    "recorded_at",
    "record_id",
    "customer_id",
    "location_id",
    "rule_id",
    "snapshot",
    "undone_at",
).where(_among(Event.__table__.c.id))
_STANDING = _columns(Event, "id").where(_among(Event.__table__.c.id), Event.__table__.c.undone_at.is_(None))
_CUSTOMER = _columns(
    Customer, "id", "first_name", "last_name", "company", "language", "country", "timezone", "tags"
).where(_among(Customer.__table__.c.id), Customer.__table__.c.archived_at.is_(None))
_POINT = (
    _columns(ContactPoint, "customer_id", "kind", "address", "id", "state")
    .where(_among(ContactPoint.__table__.c.customer_id))
    .order_by(ContactPoint.__table__.c.position, ContactPoint.__table__.c.id)
)
_RECORD = _columns(
    Record, "id", "kind", "status", "due_at", "updated_at", "people", "fields", "assignee_id", "customer_id"
).where(_among(Record.__table__.c.id))

_TALK = _columns(Conversation, "id", "state", "waiting_since", "deleted_at", "merged_into").where(
    _among(Conversation.__table__.c.id)
)


def _talk_of(row: AnyRow) -> str:
    """Return the conversation that an event is about; "" for none."""
    return str(row.snapshot.get("conversation.id") or "")


def _waiting(row: AnyRow) -> dict[str, Any]:
    is_there = row.deleted_at is None and row.merged_into is None
    return (
        {"conversation.waiting_since": text_of(row.waiting_since)} if is_there and row.waiting_since else {}
    )


def _event(row: AnyRow, subject: SubjectNow | None) -> EventNow:
    return EventNow(
        id=row.id,
        kind=row.kind,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        record_id=row.record_id,
        customer_id=row.customer_id,
        location_id=row.location_id,
        rule_id=row.rule_id,
        snapshot=row.snapshot,
        is_undone=row.undone_at is not None,
        subject=subject,
    )


def _subject(row: AnyRow) -> SubjectNow:
    people = {role: (str(id_),) for role, id_ in row.people.items() if id_}
    people["customer"] = (row.customer_id,)
    if row.assignee_id:
        people["assignee"] = (row.assignee_id,)
    return SubjectNow(status=row.status, people=people, fields=_fields(row))


def _fields(row: AnyRow) -> dict[str, Any]:
    """Return a record's own fields by dotted path, as a snapshot has them."""
    kind = record_kind(row.kind)
    fields = {f"{row.kind}.{name}": value for name, value in row.fields.items()}
    fields[f"{row.kind}.status"] = row.status
    fields[f"{row.kind}.updated_at"] = text_of(row.updated_at)
    if row.due_at is not None:
        fields[kind.due_field] = text_of(row.due_at)
    return fields


def _person(
    row: AnyRow,
    points: tuple[Point, ...],
    consents: Mapping[CustomerId, frozenset[tuple[str, Channel]]],
    suppressed: frozenset[tuple[Channel, str, str]],
) -> Person:
    mine = {point.address for point in points}
    return Person(
        customer_id=row.id,
        name=full_name(row.first_name, row.last_name, row.company),
        language=row.language,
        country=row.country,
        timezone=row.timezone,
        tags=frozenset(row.tags),
        points=points,
        consents=consents.get(CustomerId(row.id), frozenset()),
        suppressed=frozenset(one for one in suppressed if one[1] in mine) if suppressed else frozenset(),
    )


def _colleague(operator: Operator) -> Person:
    kinds = ((PointKind.EMAIL, operator.email), (PointKind.PHONE, operator.phone))
    return Person(
        customer_id=operator.id,
        name=operator.name,
        language=operator.language,
        points=tuple(Point(kind, address, operator.id) for kind, address in kinds if address),
        consents=STAFF_CONSENT,
    )
