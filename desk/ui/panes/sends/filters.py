# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of sends is narrowed to, and what that asks of the history; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from desk.models.vocabulary import Channel, Standing
from desk.services.delivery import HistoryFilter


class Period(StrEnum):
    """When a send was made."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CUSTOM = "custom"


class Shown(StrEnum):
    """Which states are shown: a standing, or what a person has to look after."""

    ALL = ""
    SENT = "sent"
    NOT_SUBSCRIBED = "not_subscribed"
    FAILED = "failed"
    HELD = "held"
    PLANNED = "planned"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    AWAITING = "awaiting"
    UNHANDLED = "unhandled"


DAYS: Mapping[Period, int] = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}
"""Period → how many of the shop's days it goes back, today included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to; ids "" for all. first, last: days of a custom period, both included."""

    text: str = ""
    period: Period = Period.TODAY
    first: date | None = None
    last: date | None = None
    shown: Shown = Shown.ALL
    channel: Channel | None = None
    rule_id: str = ""
    location_id: str = ""
    customer_id: str = ""
    record_id: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the period is left out."""
        return self != Filters(period=self.period, first=self.first, last=self.last)

    @property
    def is_counted(self) -> bool:
        """Whether the counters know how many rows there are: period, channel and standing alone."""
        is_standing = self.shown is Shown.ALL or self.shown.value in set(Standing)
        named = self.text.strip(), self.rule_id, self.location_id, self.customer_id, self.record_id
        return is_standing and not any(named)


def span(filters: Filters, now: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return from when until when (not included) the period goes; None: no bound."""
    today = now.astimezone(zone).date()
    if filters.period is Period.CUSTOM:
        first = _midnight(filters.first, zone) if filters.first else None
        last = _midnight(filters.last + timedelta(days=1), zone) if filters.last else None
        return first, last
    if filters.period is Period.ALL:
        return None, None
    return _midnight(today - timedelta(days=DAYS[filters.period] - 1), zone), None


def wanted(filters: Filters, now: datetime, zone: tzinfo) -> HistoryFilter:
    """Return what to ask the history for."""
    since, until = span(filters, now, zone)
    return HistoryFilter(
        text=filters.text,
        standing=standing_of(filters.shown),
        channel=filters.channel,
        rule_id=filters.rule_id or None,
        location_id=filters.location_id or None,
        customer_id=filters.customer_id or None,
        record_id=filters.record_id or None,
        since=since,
        until=until,
        waiting=filters.shown is Shown.WAITING,
        awaiting=filters.shown is Shown.AWAITING,
        unhandled=filters.shown is Shown.UNHANDLED,
    )


def standing_of(shown: Shown) -> Standing | None:
    """Return the standing that is shown; None where it is none, or all."""
    return Standing(shown.value) if shown.value in set(Standing) else None


def cleared(filters: Filters) -> Filters:
    """Return the filters with nothing left out but the period."""
    return Filters(period=filters.period, first=filters.first, last=filters.last)


def dated(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters for the days from `first` to `last`, whichever is earlier."""
    first, last = min(first, last), max(first, last)
    return replace(filters, period=Period.CUSTOM, first=first, last=last)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
