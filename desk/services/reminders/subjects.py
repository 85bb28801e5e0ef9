# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: reads whom and what timers can be about, with the dates they count from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from desk.models import Customer, Record
from desk.services.events import Json, date_of, instant_of, text_of
from desk.services.shop import Locations, Settings, ShopSettings, zone_of

LAST_VISIT = "customer.last_visit_at"

_RECORD = (
    Record.id,
    Record.kind,
    Record.customer_id,
    Record.location_id,
    Record.status,
    Record.due_at,
    Record.created_at,
    Record.updated_at,
    Record.closed_at,
    Record.fields,
)
_CUSTOMER = (
    Customer.id,
    Customer.location_id,
    Customer.birth_date,
    Customer.registered_at,
    Customer.created_at,
    Customer.fields,
    Customer.archived_at,
)
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A record, or a customer where record_id is None. values: dotted path → JSON value, dates as text.

    due_at: the record's date, whatever its path is called. zone: the place's, else the shop's.
    """

    customer_id: str
    record_id: str | None = None
    kind: str = ""
    due_at: datetime | None = None
    is_archived: bool = False
    zone: ZoneInfo
    values: Mapping[str, Json]

    @property
    def id(self) -> str:
        """What the next page starts after."""
        return self.record_id or self.customer_id

    def anchor(self, path: str, due_field: str) -> datetime | date | None:
        """Return the date at a path; None when there is none. due_field: the path of `due_at`."""
        if path == due_field:
            return self.due_at
        value = self.values.get(path)
        return instant_of(value) or date_of(value)


class Subjects:
    """Reader of records and customers, in pages by id."""

    def __init__(self, session: Session, settings: ShopSettings | None = None) -> None:
        self._session = session
        self._shop_zone = (settings or Settings(session).get()).timezone
        self._zones: dict[str, ZoneInfo] = {
            place.id: zone_of(place.zone, self._shop_zone) for place in Locations(session).all()
        }

    def records(
        self,
        *,
        kind: str = "",
        ids: Collection[str] = (),
        since: datetime | None = None,
        after: str = "",
        limit: int = 500,
    ) -> tuple[Subject, ...]:
        """Return records of a kind, or some, or those changed since an instant, that follow `after`."""
        query = select(*_RECORD).where(Record.id > after).order_by(Record.id).limit(limit)
        if kind:
            query = query.where(Record.kind == kind)
        if ids:
            query = query.where(Record.id.in_(ids))
        if since is not None:
            query = query.where(Record.updated_at >= since)
        return tuple(self._record(row) for row in self._session.execute(query))

    def customers(
        self, *, ids: Collection[str] = (), since: datetime | None = None, after: str = "", limit: int = 500
    ) -> tuple[Subject, ...]:
        """Return customers, or some, or those changed since an instant, that follow `after`."""
        query = select(*_CUSTOMER).where(Customer.id > after).order_by(Customer.id).limit(limit)
        if ids:
            query = query.where(Customer.id.in_(ids))
        if since is not None:
            query = query.where(Customer.updated_at >= since)
        rows = self._session.execute(query).all()
        visits = self._last_visits([row.id for row in rows])
        return tuple(self._customer(row, visits.get(row.id)) for row in rows)

    def _last_visits(self, customer_ids: Collection[str]) -> dict[str, datetime]:
        """Return id → when the customer's latest record was made."""
        latest = func.max(Record.created_at)
        query = select(Record.customer_id, latest).where(Record.customer_id.in_(customer_ids))
        return {row[0]: row[1] for row in self._session.execute(query.group_by(Record.customer_id))}

    def _record(self, row: _AnyRow) -> Subject:
        columns = {
            "status": row.status,
            "created_at": text_of(row.created_at),
            "updated_at": text_of(row.updated_at),
            "closed_at": text_of(row.closed_at) if row.closed_at else None,
        }
        return Subject(
            record_id=row.id,
            customer_id=row.customer_id,
            kind=row.kind,
            due_at=row.due_at,
            zone=self._zone(row.location_id),
            values={f"{row.kind}.{name}": value for name, value in {**row.fields, **columns}.items()},
        )

    def _customer(self, row: _AnyRow, last_visit: datetime | None) -> Subject:
        columns = {
            "birth_date": row.birth_date.isoformat() if row.birth_date else None,
            "registered_at": row.registered_at.isoformat() if row.registered_at else None,
            "created_at": text_of(row.created_at),
            "last_visit_at": text_of(last_visit) if last_visit else None,
        }
        return Subject(
            customer_id=row.id,
            is_archived=row.archived_at is not None,
            zone=self._zone(row.location_id),
            values={f"customer.{name}": value for name, value in {**row.fields, **columns}.items()},
        )

    def _zone(self, location_id: str | None) -> ZoneInfo:
        return self._zones.get(location_id or "") or zone_of(self._shop_zone, self._shop_zone)
