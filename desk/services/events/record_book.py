# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps records and what happens to them together: each change and its events in one block."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sqlalchemy.orm import Session

from desk import clock
from desk.errors import NotFound, Problem, Refused
from desk.models.identity import CustomerId, EventId, OperatorId, RecordId
from desk.services.events.catalogue import event_type, record_kind
from desk.services.events.facts import facts_of
from desk.services.events.journal import Entry, Journal, Subject
from desk.services.events.kind import EventType, RecordKind, Status
from desk.services.events.snapshots import Snapshots
from desk.services.events.writing import Json, Snapshot, text_of
from desk.services.shop import Customers, RecordDraft, Records, RecordState


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


class RecordBook:
    """Keeper of records with their events. source: where the changes come from, as the journal notes it."""

    def __init__(self, session: Session, *, source: str = "window") -> None:
        self._session = session
        self._source = source
        self._records = Records(session)
        self._journal = Journal(session)

    def create(
        self, draft: RecordDraft, *, operator: OperatorId | None = None, at: datetime | None = None
    ) -> RecordChange:
        """Keep a new record and raise its events; Refused names every field that is wrong.

        status: "" takes the kind's first.
        """
        return self.create_by(draft, Deed(operator=operator, at=at))

    def create_by(self, draft: RecordDraft, deed: Deed) -> RecordChange:
        """Keep a new record as `create` does."""
        kind = _known_kind(draft.kind)
        status = _known_status(kind, draft.status or kind.statuses[0].code)
        closed_at = None if status.is_open else draft.closed_at or deed.moment
        stamped = {**draft.fields, **_stamps(kind, status, deed)}
        made = replace(draft, status=status.code, closed_at=closed_at, fields=stamped)
        return self._raise(None, self._records.create(made), deed)

    def edit(
        self,
        record_id: RecordId,
        draft: RecordDraft,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int,
    ) -> RecordChange:
        """Replace what is known of a record and raise what follows; Conflict and Refused as in Records.edit."""
        before = self._records.state(record_id)
        kind = _known_kind(before.kind)
        status = _known_status(kind, draft.status)
        deed = Deed(operator=operator, at=at)
        stamps = _stamps(kind, status, deed) if status.code != before.status else {}
        closed_at = None if status.is_open else before.closed_at or deed.moment
        made = replace(draft, closed_at=closed_at, fields={**draft.fields, **stamps})
        self._records.edit(record_id, made, seen_version=seen_version)
        return self._raise(before, record_id, deed)

    def change_status(
        self,
        record_id: RecordId,
        status: str,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Move a record to another status; nothing happens when it is there already. Refused for an unknown one."""
        deed = Deed(operator=operator, at=at)
        return self.change_status_by(record_id, status, deed, seen_version=seen_version)

    def change_status_by(
        self, record_id: RecordId, status: str, deed: Deed, *, seen_version: int | None = None
    ) -> RecordChange:
        """Move a record to another status as `change_status` does."""
        before = self._records.state(record_id)
        kind = _known_kind(before.kind)
        wanted = _known_status(kind, status)
        if wanted.code == before.status:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        closed_at = None if wanted.is_open else deed.moment
        version = self._records.set_status(
            record_id, wanted.code, closed_at=closed_at, seen_version=seen_version
        )
        stamps = _stamps(kind, wanted, deed)
        if stamps:
            self._records.set_fields(record_id, stamps, seen_version=version)
        return self._raise(before, record_id, deed)

    def move_due(
        self,
        record_id: RecordId,
        due_at: datetime | None,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
        seen_version: int | None = None,
    ) -> RecordChange:
        """Move a record's due date, None removes it; nothing happens when it is that already."""
        before = self._records.state(record_id)
        if due_at == before.due_at:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        self._records.set_due(record_id, due_at, seen_version=seen_version)
        return self._raise(before, record_id, Deed(operator=operator, at=at))

    def assign(
        self,
        record_id: RecordId,
        assignee: OperatorId | None,
        *,
        operator: OperatorId | None = None,
        at: datetime | None = None,
    ) -> RecordChange:
        """Give a record to a member of staff, None to nobody; nothing happens when it is theirs already."""
        before = self._records.state(record_id)
        if assignee == before.assignee_id:
            return RecordChange(record_id=record_id, before=before, version=before.version)
        draft = replace(draft_of_state(before), assignee_id=assignee)
        self._records.edit(record_id, draft, seen_version=before.version)
        return self._raise(before, record_id, Deed(operator=operator, at=at))

    def undo(self, change: RecordChange, at: datetime | None = None) -> None:
        """Take a change back with its events; a new record is withdrawn, not deleted.

        Conflict when the record was changed since, or the change was taken back before.
        """
        moment = at or clock.now()
        for event_id in change.event_ids:
            self._journal.undo(event_id, moment)
        if change.before is not None:
            draft = draft_of_state(change.before)
            self._records.edit(change.record_id, draft, seen_version=change.version)
            return
        kind = _known_kind(self._records.state(change.record_id).kind)
        self._records.set_status(
            change.record_id, kind.withdrawn_status, closed_at=moment, seen_version=change.version
        )

    def snapshot(self, record_id: RecordId) -> dict[str, Json]:
        """Return a record's fields as they are now, with its customer's and its place's; NotFound."""
        return Snapshots(self._session).of_record(self._records.state(record_id))

    def announce(self, entry: Entry) -> EventId | None:
        """Raise an event about a record or a customer; None when it was raised before.

        The snapshot is completed with all that is known of the subject; what the entry carries wins. Refused
        names an unknown kind, a missing subject or a missing field; NotFound for a subject that is gone.
        """
        declared = _known_type(entry.kind)
        if self._journal.find(entry.kind, entry.key) is not None:
            return None
        snapshots = Snapshots(self._session)
        subject = entry.subject
        if subject.record_id is not None:
            record = self._records.state(subject.record_id)
            subject = replace(subject, customer_id=record.customer_id, location_id=record.location_id)
            values = snapshots.of_record(record, actor=subject.operator_id)
        elif subject.customer_id is not None and not declared.record_kind:
            values = snapshots.of_customer(subject.customer_id, actor=subject.operator_id)
        else:
            place = declared.record_kind or "customer"
            raise Refused(Problem(code="missing_field", place=place, details={"kind": entry.kind}))
        assert subject.customer_id is not None  # a record has its customer
        complete = snapshots.completed(entry.kind, {**values, **entry.snapshot}, subject.customer_id)
        return self._journal.record(entry.kind, complete, entry.key, subject=subject, at=entry.at)

    def _raise(self, before: RecordState | None, record_id: RecordId, deed: Deed) -> RecordChange:
        """Record the facts between `before` and what is kept now."""
        after = self._records.state(record_id)
        facts = facts_of(before, after)
        snapshots = Snapshots(self._session)
        known = snapshots.of_record(after, actor=deed.operator) if facts else {}
        subject = Subject(
            record_id=record_id,
            customer_id=after.customer_id,
            location_id=after.location_id,
            operator_id=deed.operator,
            source=self._source,
        )
        entries = [
            Entry(
                kind=fact.kind,
                key=deed.keys.get(fact.kind, fact.key),
                snapshot=snapshots.completed(
                    fact.kind, {**known, **fact.snapshot, **deed.extra}, after.customer_id
                ),
                subject=subject,
                at=deed.moment,
            )
            for fact in facts
        ]
        made = self._journal.record_many(entries)
        return RecordChange(record_id=record_id, event_ids=made, before=before, version=after.version)


def draft_of_state(state: RecordState) -> RecordDraft:
    """Return a record as its form shows it, to edit or to put back."""
    names = {one.name for one in fields(RecordDraft)}
    return RecordDraft(**{name: getattr(state, name) for name in names})


def _stamps(kind: RecordKind, status: Status, deed: Deed) -> dict[str, Json]:
    """Return the date that entering a status sets: field's name → instant."""
    name = status.stamps.removeprefix(f"{kind.name}.")
    return {name: text_of(deed.moment)} if name else {}


def _known_kind(name: str) -> RecordKind:
    try:
        return record_kind(name)
    except NotFound as gone:
        raise Refused(Problem(code="unknown_record_kind", place="kind", details={"kind": name})) from gone


def _known_status(kind: RecordKind, code: str) -> Status:
    status = kind.status(code)
    if status is None:
        raise Refused(Problem(code="unknown_status", place="status", details={"value": code}))
    return status


def _known_type(name: str) -> EventType:
    try:
        return event_type(name)
    except NotFound as gone:
        raise Refused(Problem(code="unknown_event_kind", place="kind", details={"kind": name})) from gone
