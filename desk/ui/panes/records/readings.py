# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what the page shows: functions of a session that join several keepers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import clock
from desk.errors import NotFound
from desk.models.identity import EventId, RecordId
from desk.services.delivery import (
    DeliveryRow,
    EvaluationRow,
    Evaluations,
    History,
    HistoryFilter,
    NotificationRow,
    Notifications,
)
from desk.services.events import KINDS, EventRow, Journal
from desk.services.reminders import Agenda, TimerRow
from desk.services.shop import (
    Locations,
    LocationView,
    OperatorCard,
    Operators,
    RecordCard,
    RecordFilter,
    Records,
    Settings,
    record_count,
)
from desk.services.store import Leases, Session
from desk.services.supervisor import running
from desk.ui.panes.records.filters import overdue

MOST_SENDS = 200
MOST_TIMERS = 20
MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Whom and where records may name. operators: those who left too, so that old records have names."""

    places: tuple[LocationView, ...] = ()
    operators: tuple[OperatorCard, ...] = ()
    currency: str = "EUR"

    def place(self, location_id: str | None) -> LocationView | None:
        """Return a site, or the default one where a record names none; None in a shop without sites."""
        found = (one for one in self.places if one.id == location_id)
        return next(found, None) or (self.places[0] if self.places and not location_id else None)

    def place_name(self, location_id: str | None) -> str:
        """Return how a site is called; "" for none."""
        return next((one.name for one in self.places if one.id == location_id), "")

    def operator_name(self, operator_id: str | None) -> str:
        """Return how a member of staff is called; "" for nobody."""
        return next((one.name for one in self.operators if one.id == operator_id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many records a list has, how many of its kind are overdue, and how many of all kinds."""

    shown: int
    overdue: int
    overdue_everywhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of some events. is_planned: the service has seen all of them.

    sends: (intention, its first delivery) for everybody who was meant; decisions: all, the negative ones too.
    """

    is_planned: bool = True
    is_service_up: bool = True
    sends: tuple[tuple[NotificationRow, DeliveryRow | None], ...] = ()
    decisions: tuple[EvaluationRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Everything about one record. events: newest first. decisions: event id → what was decided."""

    card: RecordCard
    events: tuple[EventRow, ...]
    has_older: bool
    decisions: Mapping[str, tuple[EvaluationRow, ...]] = field(default_factory=dict)
    sends: tuple[DeliveryRow, ...] = ()
    timers: tuple[TimerRow, ...] = ()
    is_service_up: bool = True


def read_shop(session: Session) -> Shop:
    """Return the sites, the staff and the currency."""
    return Shop(
        places=Locations(session).all(),
        operators=Operators(session).all(with_inactive=True),
        currency=Settings(session).get().currency,
    )


def read_figures(session: Session, shown: RecordFilter, now: datetime) -> Figures:
    """Return how many records a filter leaves, and how many are overdue."""
    late = {kind.name: record_count(session, overdue(kind, now)) for kind in KINDS}
    return Figures(
        shown=record_count(session, shown), overdue=late[shown.kind], overdue_everywhere=sum(late.values())
    )


def read_feed(session: Session, record_id: RecordId, limit: int, me: str = "") -> Feed | None:
    """Return everything about a record with its newest `limit` events; None when it is gone.

    me: this process, as `supervisor.running` takes it.
    """
    try:
        card = Records(session).get(record_id)
    except NotFound:
        return None
    events = Journal(session).feed(record_id=record_id, limit=limit + 1)
    shown = events[:limit]
    evaluations = Evaluations(session)
    return Feed(
        card=card,
        events=shown,
        has_older=len(events) > limit,
        decisions={
            event.id: evaluations.page(event_id=event.id, limit=MOST_DECISIONS)
            for event in shown
            if event.planned_at is not None
        },
        sends=History(session).page(HistoryFilter(record_id=record_id), limit=MOST_SENDS),
        timers=Agenda(session).upcoming(record_id=record_id, limit=MOST_TIMERS),
        is_service_up=bool(running(Leases(session).all(), me, clock.now())),
    )


def read_decided(
    session: Session, event_ids: Sequence[EventId], record_ids: Sequence[RecordId], me: str = ""
) -> Decided:
    """Return what became of events about some records. me: this process, as `supervisor.running` takes it."""
    journal = Journal(session)
    is_up = bool(running(Leases(session).all(), me, clock.now()))
    if any(journal.get(event_id).planned_at is None for event_id in event_ids):
        return Decided(is_planned=False, is_service_up=is_up)
    keeper = Notifications(session)
    meant = [one for event_id in event_ids for one in keeper.page(event_id=event_id, limit=MOST_DECISIONS)]
    firsts = _first_sends(session, record_ids) if meant else {}
    evaluations = Evaluations(session)
    return Decided(
        is_service_up=is_up,
        sends=tuple((one, firsts.get((one.rule_id, one.customer_id, one.created_at))) for one in meant),
        decisions=tuple(
            one for event_id in event_ids for one in evaluations.page(event_id=event_id, limit=MOST_DECISIONS)
        ),
    )


def _first_sends(
    session: Session, record_ids: Sequence[RecordId]
) -> dict[tuple[str, str, datetime], DeliveryRow]:
    """Return (rule, customer, instant of planning) → delivery, which is what an intention has in common."""
    history = History(session)
    return {
        (row.rule_id, row.customer_id, row.created_at): row
        for record_id in record_ids
        for row in history.page(HistoryFilter(record_id=record_id), limit=MOST_DECISIONS)
    }
