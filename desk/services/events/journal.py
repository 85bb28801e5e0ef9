# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the journal: every event once, append-only, and how far the planner has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Select, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Event, new_id
from desk.models.identity import CustomerId, EventId, LocationId, OperatorId, RecordId, RuleId
from desk.services.events.catalogue import event_type
from desk.services.events.writing import Snapshot, filled
from desk.services.store import changed_rows, claimable, held, run_rows, upsert

_CHUNK = 500
_TABLE = cast("Table", Event.__table__)
_KEY_LENGTH = 200
_MARK = update(_TABLE).where(_TABLE.c.id == bindparam("marked")).values(planned_at=bindparam("to_at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what an event is about, and where it came from.

    rule_id: only this rule is evaluated. source: window, cli, timer, import, api.
    """

    record_id: RecordId | None = None
    customer_id: CustomerId | None = None
    location_id: LocationId | None = None
    operator_id: OperatorId | None = None
    rule_id: RuleId | None = None
    source: str = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event to be recorded. key: one event for a kind and a key. at: when it happened."""

    kind: str
    key: str
    snapshot: Snapshot = field(default_factory=dict)
    subject: Subject = field(default_factory=Subject)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as kept."""

    id: EventId
    kind: str
    key: str
    occurred_at: datetime
    recorded_at: datetime
    subject: Subject
    snapshot: Snapshot
    planned_at: datetime | None
    undone_at: datetime | None


class Journal:
    """Keeper of events."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self, kind: str, snapshot: Snapshot, key: str, *, subject: Subject, at: datetime | None = None
    ) -> EventId | None:
        """Record an event that happened `at` (None: now); None when it was recorded before.

        Refused names an unknown kind and every required field that is missing.
        """
        entry = Entry(kind=kind, key=key, snapshot=snapshot, subject=subject, at=at or clock.now())
        return next(iter(self.record_many([entry])), None)

    def record_many(self, entries: Sequence[Entry]) -> tuple[EventId, ...]:
        """Record events in their order; return the ids of those that were not recorded before.

        Refused as in `record`, before any is recorded.
        """
        problems = [problem for entry in entries for problem in _problems(entry)]
        if problems:
            raise Refused(*problems[:50])
        recorded_at = clock.now()
        rows = [_row(entry, recorded_at) for entry in entries]
        statement = upsert(self._session, _TABLE).on_conflict_do_nothing(index_elements=["kind", "key"])
        made: list[EventId] = []
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            kept = set(self._session.scalars(statement.returning(_TABLE.c.id), chunk))
            made += [row["id"] for row in chunk if row["id"] in kept]
        return tuple(made)

    def find(self, kind: str, key: str) -> EventRow | None:
        """Return the event of a kind and a key; None when there is none."""
        found = self._rows(select(_TABLE).where(Event.kind == kind, Event.key == key).limit(1))
        return next(iter(found), None)

    def get(self, event_id: EventId) -> EventRow:
        """Return an event; NotFound."""
        found = self._rows(select(_TABLE).where(Event.id == event_id).limit(1))
        if not found:
            raise NotFound("event_not_found", id=event_id)
        return found[0]

    def unplanned(self, limit: int = 200) -> tuple[EventRow, ...]:
        """Return what the planner has not seen, oldest first, at most `limit`; undone events never appear."""
        return self._rows(select(_TABLE).where(Event.planned_at.is_(None)).order_by(Event.id).limit(limit))

    def unplanned_ids(self, limit: int = 200) -> tuple[EventId, ...]:
        """Return the ids of what the planner has not seen, oldest first, held for this transaction."""
        query = select(_TABLE.c.id).where(_TABLE.c.planned_at.is_(None)).order_by(_TABLE.c.id).limit(limit)
        return tuple(row.id for row in self._session.connection().execute(claimable(query)))

    def mark_planned(self, event_ids: Sequence[EventId], at: datetime) -> None:
        """Note that the planner is through with these events."""
        run_rows(self._session, _MARK, [{"marked": id_, "to_at": at} for id_ in event_ids])

    def undo(self, event_id: EventId, at: datetime) -> None:
        """Take an event back; the planner never sees it. What it has planned is called off by `delivery.take_back`.

        NotFound; Conflict when it was taken back before.
        """
        taken_back = {"undone_at": at, "planned_at": func.coalesce(Event.planned_at, at)}
        where = Event.id == event_id, Event.undone_at.is_(None)
        if not changed_rows(self._session, update(Event).where(*where).values(**taken_back)):
            self.get(event_id)
            raise Conflict("event_undone", id=event_id)

    def feed(
        self,
        *,
        record_id: RecordId | None = None,
        customer_id: CustomerId | None = None,
        after: EventId | None = None,
        limit: int = 50,
    ) -> tuple[EventRow, ...]:
        """Return what happened to a record or a customer before `after`, newest first, at most `limit`."""
        query = select(_TABLE).order_by(Event.id.desc()).limit(limit)
        if record_id is not None:
            query = query.where(Event.record_id == record_id)
        if customer_id is not None:
            query = query.where(Event.customer_id == customer_id)
        if after is not None:
            query = query.where(Event.id < after)
        return self._rows(query)

    def hold(self, event_ids: Collection[EventId]) -> None:
        """Let nobody else change these events until the commit; waits for who is about to."""
        query = select(_TABLE.c.id).where(_TABLE.c.id.in_(event_ids)).order_by(_TABLE.c.id)
        self._session.connection().execute(held(query))

    def forget_secrets(self, event_ids: Collection[EventId]) -> None:
        """Take codes and secret links out of snapshots, once no message needs them; what is gone is passed over."""
        for row in self._rows(select(_TABLE).where(Event.id.in_(event_ids))) if event_ids else ():
            secrets = {field.path for field in event_type(row.kind).fields if field.is_secret}
            kept = {path: value for path, value in row.snapshot.items() if path not in secrets}
            if len(kept) != len(row.snapshot):
                self._session.execute(update(Event).where(Event.id == row.id).values(snapshot=kept))

    def _rows(self, query: Select[Any]) -> tuple[EventRow, ...]:
        return tuple(_event(row) for row in self._session.execute(query))


def _problems(entry: Entry) -> list[Problem]:
    try:
        declared = event_type(entry.kind)
    except NotFound:
        return [Problem(code="unknown_event_kind", place="kind", details={"kind": entry.kind})]
    missing = [
        field.path for field in declared.fields if field.required and not entry.snapshot.get(field.path)
    ]
    problems = [Problem(code="missing_field", place=path, details={"kind": entry.kind}) for path in missing]
    if not entry.key or len(entry.key) > _KEY_LENGTH:
        problems.append(Problem(code="bad_key", place="key", details={"kind": entry.kind}))
    return problems


def _row(entry: Entry, recorded_at: datetime) -> dict[str, Any]:
    subject = entry.subject
    return {
        "id": EventId(new_id()),
        "kind": entry.kind,
        "key": entry.key,
        "occurred_at": entry.at,
        "recorded_at": recorded_at,
        "source": subject.source,
        "record_id": subject.record_id,
        "customer_id": subject.customer_id,
        "location_id": subject.location_id,
        "operator_id": subject.operator_id,
        "rule_id": subject.rule_id,
        "snapshot": filled(entry.snapshot),
        "planned_at": None,
        "undone_at": None,
    }


def _event(row: Row[Any]) -> EventRow:
    return EventRow(
        id=row.id,
        kind=row.kind,
        key=row.key,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        subject=Subject(
            record_id=row.record_id,
            customer_id=row.customer_id,
            location_id=row.location_id,
            operator_id=row.operator_id,
            rule_id=row.rule_id,
            source=row.source,
        ),
        snapshot=row.snapshot,
        planned_at=row.planned_at,
        undone_at=row.undone_at,
    )
