# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is told from outside: an event type and a payload become a change of a record, or an event."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Problem, Refused
from desk.models import new_id
from desk.models.identity import CustomerId, EventId, LocationId, RecordId
from desk.models.vocabulary import PointKind
from desk.services.events.catalogue import kind_of
from desk.services.events.deeds import Deed, Deeds, RecordChange, known_type
from desk.services.events.journal import Entry, Journal, Subject
from desk.services.events.kind import RecordKind
from desk.services.events.payload import Payload, read_payload
from desk.services.events.writing import Json, instant_of
from desk.services.shop import Customers, Locations, RecordDraft, Records, RecordState, fold


class Reception:
    """Keeper of events from outside. source: cli, import, api."""

    def __init__(self, session: Session, source: str) -> None:
        self._records = Records(session)
        self._customers = Customers(session)
        self._locations = Locations(session)
        self._journal = Journal(session)
        self._deeds = Deeds(session, source)

    def accept(self, kind: str, payload: Mapping[str, Json], key: str = "") -> EventId | None:
        """Take in one event; None when the key was told before, or nothing changed. key: "" is always new.

        payload: {"record" or the kind's name: reference or id, "customer": id, e-mail or phone,
        "location": name or id, "at": instant, "fields": {path: value}}. The event that creates a record
        creates it when it is not there; one that a status raises moves the record to that status; one that
        moves the due date does so. Refused names every part that is unknown, wrong or missing.
        """
        known_type(kind)
        told = read_payload(kind, payload)
        if key and self._journal.find(kind, key) is not None:
            return None
        deed = Deed(at=told.at, extra=told.fields, keys={kind: key} if key else {})
        about = kind_of(kind)
        if about is None:
            subject = Subject(customer_id=self._customer(told.customer))
            return self._announce(kind, key, subject, deed)
        record = self._record(about, told.record)
        if record is None:
            return self._create(kind, about, told, deed)
        change = self._change(kind, about, record, deed)
        if change is None:
            return self._announce(kind, key, Subject(record_id=record.id), deed)
        return self._raised(kind, change)

    def _announce(self, kind: str, key: str, subject: Subject, deed: Deed) -> EventId | None:
        entry = Entry(
            kind=kind, key=key or new_id(), snapshot=deed.extra, subject=subject, at=deed.at or clock.now()
        )
        return self._deeds.announce(entry)

    def _create(self, kind: str, about: RecordKind, told: Payload, deed: Deed) -> EventId | None:
        if kind != about.raises.created:
            raise Refused(_problem("unknown_record", about.name, told.record))
        fields = told.of_record(about.name)
        columns = {
            path.partition(".")[2] for path in (about.reference_field, about.title_field, about.due_field)
        }
        draft = RecordDraft(
            kind=about.name,
            customer_id=self._customer(told.customer),
            status=str(fields.get("status") or about.statuses[0].code),
            reference=told.record,
            title=str(told.fields.get(about.title_field) or ""),
            location_id=self._location(told.location),
            due_at=instant_of(told.fields.get(about.due_field)),
            fields={name: value for name, value in fields.items() if name not in columns | {"status"}},
        )
        return self._raised(kind, self._deeds.create(draft, deed))

    def _change(self, kind: str, about: RecordKind, record: RecordState, deed: Deed) -> RecordChange | None:
        """Change the record as the event says; None when the event says nothing that changes it."""
        status = next((one for one in about.statuses if one.raises == kind), None)
        if status is not None and status.code != record.status:
            return self._deeds.change_status(record.id, status.code, deed, None)
        if kind in (about.raises.status_changed, about.raises.status_changed_to):
            code = str(deed.extra.get(f"{about.name}.status") or record.status)
            return self._deeds.change_status(record.id, code, deed, None)
        due_at = instant_of(deed.extra.get(about.due_field))
        if kind == about.raises.due_moved and due_at is not None:
            return self._deeds.move_due(record.id, due_at, deed, None)
        return None

    def _raised(self, kind: str, change: RecordChange) -> EventId | None:
        """Return the event of `kind` among those that a change raised."""
        raised = (self._journal.get(event_id) for event_id in change.event_ids)
        return next((event.id for event in raised if event.kind == kind), None)

    def _record(self, about: RecordKind, named: str) -> RecordState | None:
        record_id = self._records.by_reference(about.name, named) or RecordId(named)
        found = self._records.states([record_id]).get(record_id)
        return found if found is not None and found.kind == about.name else None

    def _customer(self, named: str) -> CustomerId:
        """Return whom an id, an e-mail address or a telephone number means; Refused for none or several."""
        if not named:
            raise Refused(_problem("missing_field", "customer", named))
        if self._customers.cards([CustomerId(named)]):
            return CustomerId(named)
        point = PointKind.EMAIL if "@" in named else PointKind.PHONE
        found = self._customers.by_address(point, named)
        if len(found) != 1:
            raise Refused(_problem("ambiguous_customer" if found else "unknown_customer", "customer", named))
        return found[0]

    def _location(self, named: str) -> LocationId | None:
        if not named:
            return None
        for place in self._locations.all():
            if named == place.id or fold(named) == fold(place.name):
                return place.id
        raise Refused(_problem("unknown_location", "location", named))


def _problem(code: str, place: str, value: str) -> Problem:
    return Problem(code=code, place=place, details={"value": value})
