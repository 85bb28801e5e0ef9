# SPDX-License-Identifier: LicenseRef-Desk
"""Decides at which moments a message may be offered to leave later, from the hours of the shop; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.services.shop import LocationView, is_open, next_opening

EVENING = time(18)
MORNING = time(9)
_LEAST = timedelta(minutes=15)
"""What is sooner than that is not later."""


class When(StrEnum):
    """What a moment is called."""

    OPENING = "opening"
    HOUR = "hour"
    TWO_HOURS = "two_hours"
    TONIGHT = "tonight"
    TOMORROW_MORNING = "tomorrow_morning"
    TOMORROW_EVENING = "tomorrow_evening"
    NEXT_WEEK = "next_week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One offer. at: aware UTC."""

    when: When
    at: datetime


def moments(now: datetime, zone: ZoneInfo, place: LocationView | None) -> tuple[Moment, ...]:
    """Return what is offered at `now`, soonest first; the opening comes first while the shop is closed."""
    offered = sorted(_offers(now, zone, place), key=lambda one: (one.when is not When.OPENING, one.at))
    found: list[Moment] = []
    for one in offered:
        if one.at - now >= _LEAST and one.at not in {known.at for known in found}:
            found.append(one)
    return tuple(found)


def _offers(now: datetime, zone: ZoneInfo, place: LocationView | None) -> Iterator[Moment]:
    if place is not None and not is_open(place, now) and (opens := next_opening(place, now)) is not None:
        yield Moment(when=When.OPENING, at=opens)
    today = now.astimezone(zone).date()
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    rounded = now.replace(second=0, microsecond=0)
    yield Moment(when=When.HOUR, at=rounded + timedelta(hours=1))
    yield Moment(when=When.TWO_HOURS, at=rounded + timedelta(hours=2))
    yield Moment(when=When.TONIGHT, at=_utc(datetime.combine(today, EVENING, zone)))
    morning = _utc(datetime.combine(tomorrow, MORNING, zone))
    yield Moment(when=When.TOMORROW_MORNING, at=_open_at(morning, zone, place))
    yield Moment(when=When.TOMORROW_EVENING, at=_utc(datetime.combine(tomorrow, EVENING, zone)))
    yield Moment(when=When.NEXT_WEEK, at=_open_at(_utc(datetime.combine(monday, MORNING, zone)), zone, place))


def _open_at(at: datetime, zone: ZoneInfo, place: LocationView | None) -> datetime:
    """Return when the shop opens on the day of `at`; `at` itself on a day on which it stays closed."""
    if place is None:
        return at
    start = _utc(datetime.combine(at.astimezone(zone).date(), time(0), zone))
    opens = next_opening(place, start)
    return opens if opens is not None and opens - start < timedelta(days=1) else at


def _utc(local: datetime) -> datetime:
    return local.astimezone(UTC)
