# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what the page shows: functions of a session that join several keepers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import NotFound
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel, Outcome, PointKind
from desk.services import (  # what only the card needs does not keep the list waiting
    delivery,
    events,
    preferences,
)
from desk.services.preferences import Consents
from desk.services.shop import (
    CustomerCard,
    CustomerFilter,
    CustomerRow,
    Customers,
    Locations,
    LocationView,
    OperatorCard,
    Operators,
    RecordRow,
    Settings,
    TagRow,
    Tags,
)

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow, EvaluationRow
    from desk.services.preferences import ConsentRow, Granted, SuppressionRow
    from desk.services.store import Session

MOST_UPCOMING = 50
MOST_RECORDS = 10
MOST_LEDGER = 60
MOST_TWINS = 5
_SAME = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What every customer is seen against. tags: in use, the most usual first. at_work: who acts, by name."""

    places: tuple[LocationView, ...] = ()
    operators: tuple[OperatorCard, ...] = ()
    at_work: str = ""
    tags: tuple[TagRow, ...] = ()
    languages: tuple[str, ...] = ()
    default_language: str = ""
    country: str = ""
    timezone: str = ""

    def place_name(self, location_id: str | None) -> str:
        """Return how a site is called; "" for none."""
        return next((one.name for one in self.places if one.id == location_id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the table."""

    row: CustomerRow
    granted: Granted

    @property
    def id(self) -> CustomerId:
        """Which customer."""
        return self.row.id


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything about one customer.

    consents: the entries that count. ledger, sends, skipped: newest first. upcoming: soonest first.
    skipped: decisions to send nothing that left no line in the history. twins: who shares an address.
    """

    card: CustomerCard
    consents: tuple[ConsentRow, ...] = ()
    ledger: tuple[ConsentRow, ...] = ()
    suppressions: tuple[SuppressionRow, ...] = ()
    records: tuple[RecordRow, ...] = ()
    upcoming: tuple[DeliveryRow, ...] = ()
    sends: tuple[DeliveryRow, ...] = ()
    skipped: tuple[EvaluationRow, ...] = ()
    has_older: bool = False
    twins: tuple[CustomerRow, ...] = field(default=())

    def consent(self, topic: str, channel: Channel) -> ConsentRow | None:
        """Return the entry that counts; None when nothing was ever said."""
        return next((one for one in self.consents if (one.topic, one.channel) == (topic, channel)), None)


def read_shop(session: Session) -> Shop:
    """Return sites, staff and the usual language, country and zone; `read_tags` has what takes longer."""
    settings = Settings(session).get()
    person = Operators(session).at_work()
    return Shop(
        places=Locations(session).all(),
        operators=Operators(session).all(),
        at_work=person.name if person is not None else "",
        languages=settings.languages,
        default_language=settings.default_language,
        country=settings.country,
        timezone=settings.timezone,
    )


def read_tags(session: Session) -> tuple[TagRow, ...]:
    """Return the tags in use, the most usual first; every customer is looked at."""
    return Tags(session).used()


def read_page(
    session: Session, wanted: CustomerFilter, after: Listed | None, limit: int
) -> tuple[Listed, ...]:
    """Return the lines that follow `after`, with what each customer agreed to."""
    rows = Customers(session).page(wanted, after=after.row.key if after is not None else None, limit=limit)
    granted = Consents(session).of([row.id for row in rows]) if rows else {}
    return tuple(Listed(row=row, granted=granted[row.id]) for row in rows)


def read_card(session: Session, customer_id: CustomerId, limit: int) -> CardView | None:
    """Return everything about a customer with the newest `limit` sends; None when there is none."""
    try:
        card = Customers(session).get(customer_id)
    except NotFound:
        return None
    consents = Consents(session)
    sends = delivery.History(session).page(delivery.HistoryFilter(customer_id=customer_id), limit=limit + 1)
    decisions = delivery.Evaluations(session).page(customer_id=customer_id, limit=limit)
    return CardView(
        card=card,
        consents=consents.latest([customer_id])[customer_id],
        ledger=consents.history(customer_id, limit=MOST_LEDGER),
        suppressions=preferences.Suppressions(session).about([point.address for point in card.points]),
        records=events.open_records(session, customer_id, MOST_RECORDS),
        upcoming=delivery.History(session).upcoming(customer_id, MOST_UPCOMING),
        sends=sends[:limit],
        skipped=tuple(one for one in decisions if _is_skipped(one, sends)),
        has_older=len(sends) > limit or len(decisions) == limit,
        twins=read_twins(session, tuple((one.kind, one.address) for one in card.points), but=customer_id),
    )


def read_twins(
    session: Session, addresses: tuple[tuple[PointKind, str], ...], but: str = ""
) -> tuple[CustomerRow, ...]:
    """Return customers who have one of `addresses`, all but `but`."""
    customers = Customers(session)
    found = {one: None for kind, address in addresses for one in customers.by_address(kind, address)}
    found.pop(CustomerId(but), None)
    rows = customers.rows(list(found)[:MOST_TWINS]) if found else {}
    return tuple(rows[one] for one in found if one in rows)


def _is_skipped(decision: EvaluationRow, sends: tuple[DeliveryRow, ...]) -> bool:
    """Say whether a decision sent nothing and no line of the history says so already."""
    if decision.outcome is not Outcome.SKIP:
        return False
    return not any(
        send.rule_id == decision.rule_id and abs(send.created_at - decision.at) < _SAME for send in sends
    )
