# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps records of every kind; which events a change raises is decided one storey up."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Customer, Location, Operator, Record, Setting, new_id
from desk.models.columns import Json
from desk.models.identity import CustomerId, LocationId, OperatorId, RecordId
from desk.services.shop.customer import full_name
from desk.services.shop.folding import fold, terms
from desk.services.shop.record import RecordCard, RecordDraft, RecordFilter, RecordRow, RecordState
from desk.services.shop.rights import needs
from desk.services.shop.roles import Deed
from desk.services.shop.settings import put
from desk.services.store import AnyRow, AnySelect, changed_rows

_TABLE = Record.__table__.c
_NAMES = (Customer.first_name, Customer.last_name, Customer.company)
_FIRST_REFERENCE = 1001
_MAX_REFERENCE = 80
_MAX_TITLE = 300


class Records:
    """Keeper of records."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_RECORDS)
    def create(self, draft: RecordDraft) -> RecordId:
        """Keep a new record; Refused when the reference is taken or the customer or a place is unknown."""
        self._check(draft)
        record_id = RecordId(new_id())
        now = clock.now()
        reference = draft.reference.strip() or self.next_reference(draft.kind)
        values = self._values(draft, reference)
        stamp = {"created_at": draft.created_at or now, "updated_at": now, "version": 1}
        self._session.execute(insert(Record).values(id=record_id, kind=draft.kind, **values, **stamp))
        return record_id

    @needs(Deed.EDIT_RECORDS)
    def edit(self, record_id: RecordId, draft: RecordDraft, *, seen_version: int) -> int:
        """Replace what is known of a record and return the new version; the kind stays.

        Conflict when somebody changed it since `seen_version`; Refused as in create. reference: "" stays.
        """
        before = self.state(record_id)
        self._check(draft, but=record_id)
        values = self._values(draft, draft.reference.strip() or before.reference)
        return self._set(record_id, seen_version, values)

    @needs(Deed.EDIT_RECORDS)
    def set_status(
        self, record_id: RecordId, status: str, *, closed_at: datetime | None, seen_version: int | None = None
    ) -> int:
        """Change only the status and return the new version. closed_at: None for an open status.

        seen_version: None takes whatever is there; else Conflict when somebody changed it since.
        """
        return self._set(record_id, seen_version, {"status": status, "closed_at": closed_at})

    @needs(Deed.EDIT_RECORDS)
    def set_due(
        self, record_id: RecordId, due_at: datetime | None, *, seen_version: int | None = None
    ) -> int:
        """Move only the due date and return the new version; None removes it. Conflict as in set_status."""
        return self._set(record_id, seen_version, {"due_at": due_at})

    @needs(Deed.EDIT_RECORDS)
    def set_fields(self, record_id: RecordId, changes: Json, *, seen_version: int | None = None) -> int:
        """Set some fields, leave the others, and return the new version. Conflict as in set_status."""
        fields = {**self.state(record_id).fields, **changes}
        return self._set(record_id, seen_version, {"fields": fields})

    def get(self, record_id: RecordId) -> RecordCard:
        """Return everything known of a record; NotFound."""
        query = (
            select(
                *_TABLE, *_NAMES, Location.name.label("location_name"), Operator.name.label("assignee_name")
            )
            .join(Customer, Customer.id == Record.customer_id)
            .outerjoin(Location, Location.id == Record.location_id)
            .outerjoin(Operator, Operator.id == Record.assignee_id)
        )
        row = self._session.execute(query.where(Record.id == record_id)).first()
        if row is None:
            raise NotFound("record_not_found", id=record_id)
        return RecordCard(
            **_state(row),
            customer_name=full_name(row.first_name, row.last_name, row.company),
            location_name=row.location_name or "",
            assignee_name=row.assignee_name or "",
        )

    def state(self, record_id: RecordId) -> RecordState:
        """Return a record as it stands; NotFound."""
        found = self.states([record_id])
        if not found:
            raise NotFound("record_not_found", id=record_id)
        return found[record_id]

    def states(self, record_ids: Collection[RecordId]) -> dict[RecordId, RecordState]:
        """Return id → record of those that exist; meant for a few hundred at a time."""
        query = select(*_TABLE).where(Record.id.in_(record_ids)).limit(len(record_ids))
        return {RecordId(row.id): RecordState(**_state(row)) for row in self._session.execute(query)}

    def page(
        self, wanted: RecordFilter, *, after: str | None = None, limit: int = 200
    ) -> tuple[RecordRow, ...]:
        """Return the lines that follow `after` (a row's id), newest first, at most `limit`."""
        query = _narrow(_lines(), wanted).order_by(Record.id.desc()).limit(limit)
        if after is not None:
            query = query.where(Record.id < after)
        return tuple(_row(row) for row in self._session.execute(query))

    def due(
        self, wanted: RecordFilter, *, after: tuple[datetime, str] | None = None, limit: int = 500
    ) -> tuple[RecordRow, ...]:
        """Return the lines with a due date, soonest first, at most `limit`: what a calendar shows.

        after: the date and the id of the line that the page follows.
        """
        query = _narrow(_lines(), wanted).where(Record.due_at.is_not(None))
        if after is not None:
            query = query.where(tuple_(Record.due_at, Record.id) > after)
        return tuple(
            _row(row) for row in self._session.execute(query.order_by(Record.due_at, Record.id).limit(limit))
        )

    def by_reference(self, kind: str, reference: str) -> RecordId | None:
        """Return the record that a number means; None for none."""
        query = select(Record.id).where(Record.kind == kind, Record.reference == reference.strip())
        found = self._session.scalar(query)
        return RecordId(found) if found else None

    def next_reference(self, kind: str) -> str:
        """Return the kind's next free number and remember it as used."""
        name = f"reference.{kind}"
        query = select(Setting.value).where(Setting.name == name).with_for_update()
        number = self._session.scalar(query)
        candidate = _FIRST_REFERENCE if number is None else int(number) + 1
        while self.by_reference(kind, str(candidate)) is not None:
            candidate += 1
        put(self._session, name, candidate)
        return str(candidate)

    def _set(self, record_id: RecordId, seen_version: int | None, values: Mapping[str, object]) -> int:
        """Compare and set: nothing is written over a change that was not seen."""
        version = self.state(record_id).version if seen_version is None else seen_version
        stamp = {"version": version + 1, "updated_at": clock.now()}
        where = Record.id == record_id, Record.version == version
        if not changed_rows(self._session, update(Record).where(*where).values(**values, **stamp)):
            self.state(record_id)
            raise Conflict("record_changed", id=record_id)
        return version + 1

    def _check(self, draft: RecordDraft, but: RecordId | None = None) -> None:
        taken = self.by_reference(draft.kind, draft.reference) if draft.reference.strip() else None
        wrong = {
            "reference": "too_long" if len(draft.reference) > _MAX_REFERENCE else "",
            "title": "too_long" if len(draft.title) > _MAX_TITLE else "",
            "customer_id": "" if self._session.get(Customer, draft.customer_id) else "unknown_customer",
            "location_id": "" if self._is_known(Location, draft.location_id) else "unknown_location",
            "assignee_id": "" if self._is_known(Operator, draft.assignee_id) else "unknown_operator",
        }
        problems = [Problem(code=code, place=place) for place, code in wrong.items() if code]
        if taken not in {None, but}:
            details = {"value": draft.reference.strip()}
            problems.append(Problem(code="reference_taken", place="reference", details=details))
        if problems:
            raise Refused(*problems)

    def _is_known(self, table: type[Location | Operator], key: str | None) -> bool:
        return key is None or self._session.get(table, key) is not None

    def _values(self, draft: RecordDraft, reference: str) -> dict[str, object]:
        customer = self._session.execute(select(*_NAMES).where(Customer.id == draft.customer_id)).one()
        words = [
            reference,
            draft.title,
            *customer,
            *(str(v) for v in draft.fields.values() if isinstance(v, str)),
        ]
        return {
            "reference": reference,
            "title": draft.title.strip(),
            "customer_id": draft.customer_id,
            "location_id": draft.location_id,
            "assignee_id": draft.assignee_id,
            "people": dict(draft.people),
            "status": draft.status,
            "due_at": draft.due_at,
            "closed_at": draft.closed_at,
            "fields": dict(draft.fields),
            "search_text": fold(" ".join(words)),
        }


def record_count(session: Session, wanted: RecordFilter) -> int:
    """Return how many records a list would show."""
    lines = _narrow(select(func.count(Record.id)), wanted)
    return int(session.scalar(lines) or 0)


def _lines() -> AnySelect:
    return select(
        Record.id,
        Record.kind,
        Record.version,
        Record.reference,
        Record.title,
        Record.status,
        Record.customer_id,
        Record.location_id,
        Record.assignee_id,
        Record.due_at,
        Record.created_at,
        Record.updated_at,
        Record.closed_at,
        *_NAMES,
    ).join(Customer, Customer.id == Record.customer_id)


def _narrow(query: AnySelect, wanted: RecordFilter) -> AnySelect:
    query = query.where(Record.kind == wanted.kind)
    if wanted.statuses:
        query = query.where(Record.status.in_(wanted.statuses))
    if wanted.location_id is not None:
        query = query.where(Record.location_id == wanted.location_id)
    if wanted.customer_id is not None:
        query = query.where(Record.customer_id == wanted.customer_id)
    if wanted.due_from is not None:
        query = query.where(Record.due_at >= wanted.due_from)
    if wanted.due_until is not None:
        query = query.where(Record.due_at < wanted.due_until)
    for term in terms(wanted.text):
        query = query.where(Record.search_text.contains(term, autoescape=True))
    return query


def _state(row: AnyRow) -> dict[str, Any]:
    return {
        "id": RecordId(row.id),
        "kind": row.kind,
        "version": row.version,
        "reference": row.reference,
        "title": row.title,
        "status": row.status,
        "customer_id": CustomerId(row.customer_id),
        "location_id": LocationId(row.location_id) if row.location_id else None,
        "assignee_id": OperatorId(row.assignee_id) if row.assignee_id else None,
        "people": row.people,
        "due_at": row.due_at,
        "closed_at": row.closed_at,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "fields": row.fields,
    }


def _row(row: AnyRow) -> RecordRow:
    return RecordRow(
        id=RecordId(row.id),
        kind=row.kind,
        version=row.version,
        reference=row.reference,
        title=row.title,
        status=row.status,
        customer_id=CustomerId(row.customer_id),
        customer_name=full_name(row.first_name, row.last_name, row.company),
        location_id=LocationId(row.location_id) if row.location_id else None,
        assignee_id=OperatorId(row.assignee_id) if row.assignee_id else None,
        due_at=row.due_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
        closed_at=row.closed_at,
    )
