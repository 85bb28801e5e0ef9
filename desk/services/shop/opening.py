# SPDX-License-Identifier: LicenseRef-Desk
"""Decides when a location is open: several spans a day, past midnight, with holidays and days of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.services.shop.holidays import holiday_on
from desk.services.shop.location import LocationView, Span
from desk.services.shop.walltime import first_instant, local_day, zone_of

HORIZON_DAYS = 400
"""Further ahead nothing is looked for: a place that never opens would be looked at for ever."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """The hours of one day. holiday: code of the public holiday it is, kept or not; "" for none."""

    day: date
    spans: tuple[Span, ...]
    holiday: str = ""


def is_open(location: LocationView, at: datetime) -> bool:
    """Say whether the location is open at `at`."""
    return any(start <= at < end for start, end in _windows(location, at, days=2))


def next_opening(location: LocationView, at: datetime) -> datetime | None:
    """Return the first instant, at or after `at`, at which the location is open; None: not in 400 days."""
    ahead = (max(start, at) for start, end in _windows(location, at, days=HORIZON_DAYS) if end > at)
    return next(ahead, None)


def next_close(location: LocationView, at: datetime) -> datetime | None:
    """Return when the location closes, now open or after its next opening; None: not within 400 days."""
    closes: datetime | None = None
    for start, end in _windows(location, at, days=HORIZON_DAYS):
        if closes is not None and start > closes:
            return closes
        if end > at:
            closes = end if closes is None else max(closes, end)
    return closes if closes is None or closes - at < timedelta(days=HORIZON_DAYS - 2) else None


def openings_between(
    location: LocationView, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the location is open between two instants, in order; none overlaps the one before."""
    seen = since
    for start, end in _windows(location, since, days=max((until - since).days, 0) + 4):
        if start >= until:
            return
        if end > seen:
            yield max(start, seen), min(end, until)
            seen = end


def hours_today(location: LocationView, at: datetime) -> DayHours:
    """Return the hours of the day that the location's calendar shows at `at`."""
    day = local_day(at, _zone(location))
    holiday = holiday_on(location.calendar, day)
    return DayHours(day=day, spans=spans_on(location, day), holiday=holiday or "")


def hours_week(location: LocationView) -> tuple[tuple[Span, ...], ...]:
    """Return the usual hours, Monday first; days off and holidays are not looked at."""
    return location.opening


def spans_on(location: LocationView, day: date) -> tuple[Span, ...]:
    """Return the spans that begin on `day`: its own, else the weekday's; () on days off and holidays."""
    usual = location.opening[day.weekday()]
    if day in location.extra:
        return location.extra[day] or usual
    if day in location.closed or is_holiday(location, day):
        return ()
    return usual


def is_holiday(location: LocationView, day: date) -> bool:
    """Say whether `day` is a public holiday where the location is."""
    return holiday_on(location.calendar, day) is not None


def _windows(location: LocationView, at: datetime, *, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield openings (UTC, end excluded) from the day before `at` on, in order, for `days` days."""
    zone = _zone(location)
    first = local_day(at, zone) - _DAY
    for offset in range(days):
        day = first + timedelta(days=offset)
        for span in spans_on(location, day):
            start, end = first_instant(day, span.start, zone), first_instant(day, span.end, zone)
            if start < end:  # a span that daylight saving skips is none
                yield start, end


def _zone(location: LocationView) -> ZoneInfo:
    return zone_of(location.zone, "UTC")
