# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps customers and their contact points."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import ContactPoint, Customer, Delivery, Location, new_id
from desk.models.identity import CustomerId
from desk.models.vocabulary import PointKind, PointState
from desk.services.shop.addresses import normalise
from desk.services.shop.birthday import birth_key, keys_on
from desk.services.shop.customer import (
    CustomerCard,
    CustomerDraft,
    CustomerFilter,
    CustomerRow,
    Point,
    full_name,
)
from desk.services.shop.folding import terms
from desk.services.shop.intake import name_key, search_text, tag_mark, take_in
from desk.services.shop.points import Points
from desk.services.shop.rights import needs
from desk.services.shop.roles import Deed
from desk.services.shop.settings import Settings
from desk.services.shop.walltime import local_day, zone_of
from desk.services.store import AnyRow, AnySelect, changed_rows

_LINE = (
    Customer.id,
    Customer.first_name,
    Customer.last_name,
    Customer.company,
    Customer.language,
    Customer.tags,
    Customer.location_id,
    Customer.archived_at,
    Customer.name_key,
)
_TABLE = Customer.__table__.c

CUSTOMER_NAME = case(
    (Customer.first_name == "", case((Customer.last_name == "", Customer.company), else_=Customer.last_name)),
    (Customer.last_name == "", Customer.first_name),
    else_=Customer.first_name + " " + Customer.last_name,
)
"""`full_name` in SQL, for keepers that join Customer; NULL where the join found nobody."""

_FEW = 500


class Customers:
    """Keeper of customers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._points = Points(session)

    @needs(Deed.EDIT_CUSTOMERS)
    def create(self, draft: CustomerDraft) -> CustomerId:
        """Keep a new customer, with no consent at all; Refused names every field that is wrong."""
        checked = self._check(draft)
        now = clock.now()
        customer_id = CustomerId(new_id())
        values = _values(checked) | {"created_at": checked.created_at or now, "updated_at": now}
        self._session.execute(insert(Customer).values(id=customer_id, version=1, **values))
        self._points.put(customer_id, checked.points)
        return customer_id

    @needs(Deed.EDIT_CUSTOMERS)
    def edit(self, customer_id: CustomerId, draft: CustomerDraft, *, seen_version: int) -> int:
        """Replace what is known of a customer and return the new version.

        Conflict when somebody changed it since `seen_version`; Refused names every field that is wrong.
        """
        checked = self._check(draft)
        self._set(customer_id, seen_version, _values(checked))
        self._points.put(customer_id, checked.points)
        return seen_version + 1

    @needs(Deed.EDIT_CUSTOMERS)
    def archive(self, customer_id: CustomerId, *, seen_version: int) -> None:
        """Take a customer out of the lists; what was sent stays in the history. Conflict as in edit."""
        self._set(customer_id, seen_version, {"archived_at": clock.now()})

    @needs(Deed.EDIT_CUSTOMERS)
    def restore(self, customer_id: CustomerId, *, seen_version: int) -> None:
        """Put an archived customer back into the lists. Conflict as in edit."""
        self._set(customer_id, seen_version, {"archived_at": None})

    def get(self, customer_id: CustomerId) -> CustomerCard:
        """Return everything known of a customer, archived or not; NotFound."""
        cards = self.cards([customer_id])
        if not cards:
            raise NotFound("customer_not_found", id=customer_id)
        return cards[customer_id]

    def cards(self, customer_ids: Collection[CustomerId]) -> dict[CustomerId, CustomerCard]:
        """Return id → card of those that exist, in two queries; meant for a few hundred at a time."""
        found = self._session.execute(
            select(*_TABLE).where(Customer.id.in_(customer_ids)).limit(len(customer_ids))
        )
        points = self._points.of(customer_ids)
        return {CustomerId(row.id): _card(row, points[row.id]) for row in found}

    def page(
        self, wanted: CustomerFilter, *, after: tuple[str, str] | None = None, limit: int = 200
    ) -> tuple[CustomerRow, ...]:
        """Return the lines that follow `after` (a row's key) in the order of names, at most `limit`."""
        few = self._few(wanted)
        query = _narrow(select(*_LINE), wanted) if few is None else select(*_LINE).where(Customer.id.in_(few))
        query = query.order_by(Customer.name_key, Customer.id).limit(limit)
        if after is not None:
            query = query.where(tuple_(Customer.name_key, Customer.id) > after)
        return self._lines(query)

    def rows(self, customer_ids: Collection[CustomerId]) -> dict[CustomerId, CustomerRow]:
        """Return id → line of those that exist, to patch a list."""
        lines = self._lines(select(*_LINE).where(Customer.id.in_(customer_ids)).limit(len(customer_ids)))
        return {line.id: line for line in lines}

    def count(self, wanted: CustomerFilter) -> int:
        """Return how many customers a list would show."""
        return int(self._session.scalar(_narrow(select(func.count(Customer.id)), wanted)) or 0)

    def by_address(
        self, kind: PointKind, address: str, *, with_archived: bool = False
    ) -> tuple[CustomerId, ...]:
        """Return who has an address, however it is written: oldest first, at most 20; the archived if wanted."""
        kept = normalise(kind, address, Settings(self._session).get().country) or address
        query = (
            select(Customer.id)
            .join(ContactPoint, ContactPoint.customer_id == Customer.id)
            .where(ContactPoint.kind == kind, ContactPoint.address.in_({kept, kept.lower()}))
        )
        if not with_archived:
            query = query.where(Customer.archived_at.is_(None))
        return tuple(
            CustomerId(found) for found in self._session.scalars(query.order_by(Customer.id).limit(20))
        )

    def born_on(
        self, day: date, *, after: CustomerId | None = None, limit: int = 500
    ) -> tuple[CustomerId, ...]:
        """Return who has a birthday on `day`, in the order of ids; 29 February as the shop's settings say."""
        keys = keys_on(day, Settings(self._session).get().leap_birthday)
        query = select(Customer.id).where(Customer.birth_key.in_(keys), Customer.archived_at.is_(None))
        if after is not None:
            query = query.where(Customer.id > after)
        return tuple(
            CustomerId(found) for found in self._session.scalars(query.order_by(Customer.id).limit(limit))
        )

    def mark_address(self, kind: PointKind, address: str, state: PointState) -> None:
        """Note what is now known of a kept address, for everybody who has it."""
        self._points.mark(kind, address, state)

    def _check(self, draft: CustomerDraft) -> CustomerDraft:
        shop = Settings(self._session).get()
        intake = take_in(
            draft, country=shop.country, today=local_day(clock.now(), zone_of(shop.timezone, "UTC"))
        )
        problems = list(intake.problems)
        if draft.location_id is not None and self._session.get(Location, draft.location_id) is None:
            problems.append(Problem(code="unknown_location", place="location_id"))
        if problems:
            raise Refused(*problems)
        return intake.draft

    def _set(self, customer_id: CustomerId, seen_version: int, values: Mapping[str, object]) -> None:
        """Compare and set: nothing is written over a change that was not seen."""
        where = Customer.id == customer_id, Customer.version == seen_version
        stamp = {"version": seen_version + 1, "updated_at": clock.now()}
        if not changed_rows(self._session, update(Customer).where(*where).values(**values, **stamp)):
            self.get(customer_id)
            raise Conflict("customer_changed", id=customer_id)

    def _few(self, wanted: CustomerFilter) -> list[str] | None:
        """Return who matches when they are few, None when many.

        Many are found quickly in the order of names; few would mean walking to the end of it.
        """
        if not (wanted.text or wanted.tag or wanted.location_id):
            return None
        found = list(self._session.scalars(_narrow(select(Customer.id), wanted).limit(_FEW + 1)))
        return found if len(found) <= _FEW else None

    def _lines(self, query: AnySelect) -> tuple[CustomerRow, ...]:
        found = self._session.execute(query).all()
        ids = [row.id for row in found]
        points = self._points.of(ids)
        contacts = self._last_contacts(ids)
        return tuple(_line(row, points[row.id], contacts) for row in found)

    def _last_contacts(self, customer_ids: Collection[str]) -> dict[str, Any]:
        """Return customer id → instant at which something last left for them."""
        last = func.max(Delivery.handed_over_at)
        query = select(Delivery.customer_id, last).where(Delivery.customer_id.in_(customer_ids))
        return {found: at for found, at in self._session.execute(query.group_by(Delivery.customer_id)) if at}


def _narrow(query: AnySelect, wanted: CustomerFilter) -> AnySelect:
    query = query.where(
        Customer.archived_at.is_not(None) if wanted.archived else Customer.archived_at.is_(None)
    )
    for term in terms(wanted.text):
        query = query.where(Customer.search_text.contains(term, autoescape=True))
    if wanted.tag:
        query = query.where(Customer.search_text.contains(tag_mark(wanted.tag), autoescape=True))
    if wanted.location_id is not None:
        query = query.where(Customer.location_id == wanted.location_id)
    return query


def _values(draft: CustomerDraft) -> dict[str, object]:
    return {
        "first_name": draft.first_name,
        "last_name": draft.last_name,
        "company": draft.company,
        "salutation": draft.salutation,
        "language": draft.language,
        "timezone": draft.timezone,
        "country": draft.country,
        "birth_date": draft.birth_date,
        "birth_key": birth_key(draft.birth_date) if isinstance(draft.birth_date, date) else None,
        "registered_at": draft.registered_at,
        "location_id": draft.location_id,
        "tags": list(draft.tags),
        "fields": dict(draft.fields),
        "name_key": name_key(draft),
        "search_text": search_text(draft),
    }


def _card(row: AnyRow, points: list[Point]) -> CustomerCard:
    return CustomerCard(
        id=CustomerId(row.id),
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        first_name=row.first_name,
        last_name=row.last_name,
        company=row.company,
        salutation=row.salutation,
        language=row.language,
        timezone=row.timezone,
        country=row.country,
        birth_date=row.birth_date,
        registered_at=row.registered_at,
        location_id=row.location_id,
        tags=tuple(row.tags),
        fields=row.fields,
        points=tuple(points),
        archived_at=row.archived_at,
    )


def _line(row: AnyRow, points: list[Point], contacts: Mapping[str, Any]) -> CustomerRow:
    first = {point.kind: point.address for point in reversed(points)}
    return CustomerRow(
        id=CustomerId(row.id),
        name=full_name(row.first_name, row.last_name, row.company),
        company=row.company,
        email=first.get(PointKind.EMAIL, ""),
        phone=first.get(PointKind.PHONE, ""),
        language=row.language,
        tags=tuple(row.tags),
        location_id=row.location_id,
        last_contact_at=contacts.get(row.id),
        is_archived=row.archived_at is not None,
        name_key=row.name_key,
    )
