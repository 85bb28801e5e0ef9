# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what the page shows: functions of a session that join several keepers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import NotFound
from desk.models.vocabulary import Channel, DeliveryState, Standing
from desk.services import delivery  # what only a chosen send needs does not keep the list waiting
from desk.services.delivery import (
    DeliveryDetail,
    DeliveryRow,
    History,
    HistoryFilter,
    Pressing,
    Totals,
)
from desk.services.rules import Rulebook
from desk.services.shop import Locations, LocationView, Operators
from desk.services.store import Leases, Session
from desk.services.supervisor import running

if TYPE_CHECKING:
    from desk.services.delivery import Outlook
    from desk.services.templates import RenderJob

FAILURES_KEPT = timedelta(days=30)
"""Failures older than this are history, not work."""
MOST_AT_ONCE = 500
"""More deliveries than this are not sent again, approved or cancelled in one go."""
MOST_RULES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer. rules: (id, name), by name."""

    rules: tuple[tuple[str, str], ...] = ()
    places: tuple[LocationView, ...] = ()

    def rule_name(self, rule_id: str) -> str:
        """Return how a rule is called; "" when it is gone."""
        return next((name for id_, name in self.rules if id_ == rule_id), "")

    def place_name(self, location_id: str | None) -> str:
        """Return how a site is called; "" for none."""
        return next((place.name for place in self.places if place.id == location_id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counters. made: (channel, standing) → how many were made in the period. ever: how many at all.

    waiting: planned or held now, whenever they were made, what waits for a person left out.
    """

    made: Mapping[tuple[Channel, Standing], int] = field(default_factory=dict)
    ever: int = 0
    waiting: int = 0
    pressing: Pressing = field(default_factory=Pressing)

    def count(self, channel: Channel | None = None, standing: Standing | None = None) -> int:
        """Return how many were made in the period, on a channel and with a standing (None: any)."""
        return sum(
            count
            for (one, stands), count in self.made.items()
            if channel in (None, one) and standing in (None, stands)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Everything about one send. outlook: what sending it again would come to.

    preview: what it would say, while it waits.
    """

    detail: DeliveryDetail
    outlook: Outlook
    preview: RenderJob | None = None
    is_service_up: bool = True


def read_choices(session: Session) -> Choices:
    """Return the rules and the sites."""
    rules = [(row.id, row.name) for row in Rulebook(session).page(limit=MOST_RULES)]
    rules.sort(key=lambda one: one[1].casefold())
    return Choices(rules=tuple(rules), places=Locations(session).all())


def read_figures(session: Session, since: datetime | None, until: datetime | None) -> Figures:
    """Return the counters of a period."""
    totals = Totals(session)
    ever = totals.since("")
    pressing = History(session).pressing(clock.now() - FAILURES_KEPT)
    return Figures(
        made=totals.between(since, until),
        ever=sum(ever.values()),
        waiting=max(
            ever.get(Standing.HELD, 0) + ever.get(Standing.PLANNED, 0) - pressing.awaiting,
            0,
        ),
        pressing=pressing,
    )


def read_why(session: Session, delivery_id: str, me: str = "") -> Why | None:
    """Return everything about a send; None when it is gone. me: this process, as `supervisor.running` takes it."""
    try:
        detail = History(session).detail(delivery_id)
    except NotFound:
        return None
    now = clock.now()
    is_waiting = detail.row.state is DeliveryState.QUEUED
    return Why(
        detail=detail,
        outlook=delivery.foresee(session, [delivery_id], now).get(
            delivery_id, delivery.Outlook(is_open=True)
        ),
        preview=delivery.preview_of(session, detail, now) if is_waiting else None,
        is_service_up=bool(running(Leases(session).all(), me, now)),
    )


def read_outlooks(session: Session, delivery_ids: Sequence[str]) -> dict[str, Outlook]:
    """Return id → what sending again would come to, of at most MOST_AT_ONCE."""
    return delivery.foresee(session, delivery_ids[:MOST_AT_ONCE], clock.now())


def read_failures(session: Session) -> tuple[DeliveryRow, ...]:
    """Return the failures nobody has looked after yet, newest first."""
    since = clock.now() - FAILURES_KEPT
    return History(session).page(HistoryFilter(unhandled=True, since=since), limit=MOST_AT_ONCE)


def read_operator(session: Session) -> str:
    """Return who approves here; "" in a shop without staff."""
    person = Operators(session).at_work()
    return person.name if person is not None else ""
