# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: reads all that a snapshot is written from."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.models import Record
from desk.models.identity import CustomerId, LocationId, OperatorId
from desk.services.events.catalogue import event_type
from desk.services.events.kinds.fields import LAST_VISIT
from desk.services.events.ready import public_status
from desk.services.events.snapshot import Scene, mirrored, snapshot_of
from desk.services.events.writing import Json, text_of
from desk.services.shop import (
    Customers,
    Locations,
    LocationView,
    OperatorCard,
    Operators,
    RecordState,
    Settings,
)


class Snapshots:
    """Reader of the fields that events carry; nothing it has read is read twice within one block."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._settings = Settings(session).get()
        self._locations: dict[LocationId | None, LocationView | None] = {}
        self._operators: dict[OperatorId, OperatorCard] = {}

    def of_record(self, record: RecordState, *, actor: OperatorId | None = None) -> dict[str, Json]:
        """Return the fields of a record, its customer, its place and who works on it, else `actor`."""
        customer = Customers(self._session).get(record.customer_id)
        language = customer.language or self._settings.default_language
        scene = Scene(
            settings=self._settings,
            customer=customer,
            location=self._location(record.location_id),
            operator=self._operator(record.assignee_id or actor),
            record=record,
            public_status=public_status(record.kind, record.status, language),
        )
        return snapshot_of(scene)

    def of_customer(self, customer_id: CustomerId, *, actor: OperatorId | None = None) -> dict[str, Json]:
        """Return the fields of a customer, of the place it belongs to, and of `actor`; NotFound."""
        customer = Customers(self._session).get(customer_id)
        scene = Scene(
            settings=self._settings,
            customer=customer,
            location=self._location(customer.location_id),
            operator=self._operator(actor),
        )
        return snapshot_of(scene)

    def of_place(self, location_id: LocationId | None) -> dict[str, Json]:
        """Return the fields of the shop and of a place; for what is about nobody who is known."""
        return snapshot_of(Scene(settings=self._settings, location=self._location(location_id)))

    def completed(self, type_name: str, values: dict[str, Json]) -> dict[str, Json]:
        """Return `values` with the event type's own fields that are known elsewhere."""
        known = values | mirrored(type_name, values)
        customer_id = known.get("customer.id")
        asks_visit = LAST_VISIT in event_type(type_name).fields and LAST_VISIT.path not in known
        if asks_visit and isinstance(customer_id, str):
            last = self.last_visit(CustomerId(customer_id))
            known |= {LAST_VISIT.path: text_of(last)} if last else {}
        return known

    def last_visit(self, customer_id: CustomerId) -> datetime | None:
        """Return when the customer's latest record was made; None for none."""
        return self._session.scalar(
            select(func.max(Record.created_at)).where(Record.customer_id == customer_id)
        )

    def _location(self, location_id: LocationId | None) -> LocationView | None:
        if location_id not in self._locations:
            keeper = Locations(self._session)
            self._locations[location_id] = keeper.get(location_id) if location_id else keeper.default()
        return self._locations[location_id]

    def _operator(self, operator_id: OperatorId | None) -> OperatorCard | None:
        if operator_id is None:
            return None
        if operator_id not in self._operators:
            self._operators[operator_id] = Operators(self._session).get(operator_id)
        return self._operators[operator_id]
