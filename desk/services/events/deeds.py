# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps a change of a record and the events that it raises, in one block."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sqlalchemy.orm import Session

from desk import clock
from desk.errors import NotFound, Problem, Refused
from desk.models.identity import EventId, OperatorId, RecordId
from desk.services.events.catalogue import event_type, record_kind
from desk.services.events.facts import Fact, facts_of
from desk.services.events.journal import Entry, Journal, Subject
from desk.services.events.kind import EventType, RecordKind, Status
from desk.services.events.snapshots import Snapshots
from desk.services.events.writing import Json, Snapshot, text_of
from desk.services.shop import RecordDraft, Records, RecordState


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What a change did: enough to take it back.

    event_ids: in the order they were raised. before: None for a new record. version: the record's afterwards.
    """

    record_id: RecordId
    event_ids: tuple[EventId, ...] = ()
    before: RecordState | None = None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did something, and when; None means now.

    extra: fields that its events carry besides. keys: event type → key, where it is not the change's own.
    """

    operator: OperatorId | None = None
    at: datetime | None = None
    extra: Snapshot = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return self.at or clock.now()


class Deeds:
    """Keeper of changes. source: where they come from, as the journal notes it."""

    def __init__(self, session: Session, source: str) -> None:
        self._session = session
        self._source = source
        self._records = Records(session)
        self._journal = Journal(session)
        self._snapshots = Snapshots(session)

    def create(self, draft: RecordDraft, deed: Deed) -> RecordChange:
        """Keep a new record; status: "" takes the kind's first. Refused names every field that is wrong."""
        kind = known_kind(draft.kind)
        status = known_status(kind, draft.status or kind.statuses[0].code)
        closed_at = None if status.is_open else draft.closed_at or deed.moment
        stamped = {**draft.fields, **_stamps(kind, status, deed)}
        made = replace(draft, status=status.code, closed_at=closed_at, fields=stamped)
        return self._raised(None, self._records.create(made), deed)

    def edit(
        self, record_id: RecordId, draft: RecordDraft, deed: Deed, seen_version: int | None
    ) -> RecordChange:
        """Replace what is known of a record; Conflict and Refused as in Records.edit."""
        before = self._records.state(record_id)
        kind = known_kind(before.kind)
        status = known_status(kind, draft.status)
        stamps = _stamps(kind, status, deed) if status.code != before.status else {}
        closed_at = None if status.is_open else before.closed_at or deed.moment
        made = replace(draft, closed_at=closed_at, fields={**draft.fields, **stamps})
        version = before.version if seen_version is None else seen_version
        self._records.edit(record_id, made, seen_version=version)
        return self._raised(before, record_id, deed)

    def change_status(
        self, record_id: RecordId, code: str, deed: Deed, seen_version: int | None
    ) -> RecordChange:
        """Move a record to another status; nothing happens when it is there already."""
        before = self._records.state(record_id)
        kind = known_kind(before.kind)
        status = known_status(kind, code)
        if status.code == before.status:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        closed_at = None if status.is_open else deed.moment
        version = self._records.set_status(
            record_id, status.code, closed_at=closed_at, seen_version=seen_version
        )
        if stamps := _stamps(kind, status, deed):
            self._records.set_fields(record_id, stamps, seen_version=version)
        return self._raised(before, record_id, deed)

    def move_due(
        self, record_id: RecordId, due_at: datetime | None, deed: Deed, seen_version: int | None
    ) -> RecordChange:
        """Move a record's due date; nothing happens when it is that already."""
        before = self._records.state(record_id)
        if due_at == before.due_at:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        self._records.set_due(record_id, due_at, seen_version=seen_version)
        return self._raised(before, record_id, deed)

    def announce(self, entry: Entry) -> EventId | None:
        """Raise an event with all that is known of its subject; None when it was raised before."""
        declared = known_type(entry.kind)
        if self._journal.find(entry.kind, entry.key) is not None:
            return None
        subject = replace(entry.subject, source=self._source)
        if subject.record_id is not None:
            record = self._records.state(subject.record_id)
            if declared.record_kind not in ("", record.kind):
                raise Refused(_problem("wrong_record_kind", "record", record.kind))
            subject = replace(subject, customer_id=record.customer_id, location_id=record.location_id)
            values = self._snapshots.of_record(record, actor=subject.operator_id)
        elif subject.customer_id is not None and not declared.record_kind:
            values = self._snapshots.of_customer(subject.customer_id, actor=subject.operator_id)
        else:
            raise Refused(_problem("missing_field", declared.record_kind or "customer", entry.kind))
        return self._journal.record(
            entry.kind,
            self._snapshots.completed(entry.kind, {**values, **entry.snapshot}),
            entry.key,
            subject=subject,
            at=entry.at,
        )

    def _raised(self, before: RecordState | None, record_id: RecordId, deed: Deed) -> RecordChange:
        """Record the facts between `before` and what is kept now."""
        after = self._records.state(record_id)
        facts = facts_of(before, after)
        known = self._snapshots.of_record(after, actor=deed.operator) if facts else {}
        entries = [self._entry(fact, known, after, deed) for fact in facts]
        made = self._journal.record_many(entries)
        return RecordChange(record_id=record_id, event_ids=made, before=before, version=after.version)

    def _entry(self, fact: Fact, known: Snapshot, record: RecordState, deed: Deed) -> Entry:
        subject = Subject(
            record_id=record.id,
            customer_id=record.customer_id,
            location_id=record.location_id,
            operator_id=deed.operator,
            source=self._source,
        )
        values = {**known, **fact.snapshot, **deed.extra}
        return Entry(
            kind=fact.kind,
            key=deed.keys.get(fact.kind, fact.key),
            snapshot=self._snapshots.completed(fact.kind, values),
            subject=subject,
            at=deed.moment,
        )


def draft_of_state(state: RecordState) -> RecordDraft:
    """Return a record as its form shows it, to edit or to put back."""
    return RecordDraft(**{one.name: getattr(state, one.name) for one in fields(RecordDraft)})


def known_kind(name: str) -> RecordKind:
    """Return a record kind that a person named; Refused for an unknown one."""
    try:
        return record_kind(name)
    except NotFound as gone:
        raise Refused(_problem("unknown_record_kind", "kind", name)) from gone


def known_status(kind: RecordKind, code: str) -> Status:
    """Return a status that a person named; Refused for an unknown one."""
    status = kind.status(code)
    if status is None:
        raise Refused(_problem("unknown_status", "status", code))
    return status


def known_type(name: str) -> EventType:
    """Return an event type that a person named; Refused for an unknown one."""
    try:
        return event_type(name)
    except NotFound as gone:
        raise Refused(_problem("unknown_event_kind", "kind", name)) from gone


def _problem(code: str, place: str, value: str) -> Problem:
    return Problem(code=code, place=place, details={"value": value})


def _stamps(kind: RecordKind, status: Status, deed: Deed) -> dict[str, Json]:
    """Return the date that entering a status sets: field's name → instant."""
    name = status.stamps.removeprefix(f"{kind.name}.")
    return {name: text_of(deed.moment)} if name else {}
