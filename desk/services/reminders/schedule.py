# SPDX-License-Identifier: LicenseRef-Desk
"""Computes when a rule that counts from a date wants its events: before, after, or every year.

Whole days are counted on the calendar: "one day before" a session at 10:00 is 10:00 the day before, also when
the clocks change in between. Minutes and hours that are no whole days are counted as time that passes. A wall
time that the clocks skip means the end of the gap; one that they show twice means its first pass. A date
without a time stands for `DATE_WALL` of its day. 29 February is celebrated on the day that the shop chose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.services.rules import Trigger, TriggerKind
from desk.services.shop import DAY_MINUTES, LeapBirthday, birthday_in, first_instant, minutes_of

DATE_WALL = "09:00"
"""What a date's own time of day is."""

HORIZON = timedelta(days=400)
"""Further ahead no yearly timer is kept; each one that fires makes place for the next."""

_SANE_YEARS = range(1900, 2500)
"""What is outside is a slip of the pen, and near the ends of the calendar arithmetic fails."""

Anchor = datetime | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Whose days are counted. leap: when those of 29 February are celebrated in other years."""

    zone: ZoneInfo
    leap: LeapBirthday = LeapBirthday.FEBRUARY_28


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One instant (UTC) at which an event is wanted. anchor: the date it speaks of. offset: in minutes."""

    at: datetime
    anchor: Anchor
    offset: int


def dues(
    trigger: Trigger, anchor: Anchor, calendar: Calendar, after: datetime, until: datetime | None = None
) -> tuple[Due, ...]:
    """Return every instant later than `after` and not later than `until`, the first first.

    until: None means `HORIZON` after `after` for yearly triggers, and no end for others.
    """
    limit = until
    if limit is None and trigger.kind is TriggerKind.YEARLY:
        limit = after + HORIZON
    found = (
        Due(at=_instant(trigger, one, offset, calendar), anchor=one, offset=offset)
        for one in _anchors(trigger, anchor, calendar, after, limit)
        for offset in trigger.offsets
    )
    kept = (due for due in found if due.at > after and (limit is None or due.at <= limit))
    return tuple(sorted(kept, key=lambda due: due.at))


def next_due(trigger: Trigger, anchor: Anchor, calendar: Calendar, after: datetime) -> Due | None:
    """Return the first instant later than `after`; None when there is none within `HORIZON`, or any more."""
    return next(iter(dues(trigger, anchor, calendar, after)), None)


def _anchors(
    trigger: Trigger, anchor: Anchor, calendar: Calendar, after: datetime, until: datetime | None
) -> Iterator[Anchor]:
    """Yield the dates that may have an instant between `after` and `until`: one, or one for each year."""
    if trigger.kind is not TriggerKind.YEARLY or until is None:
        if anchor.year in _SANE_YEARS:
            yield anchor
        return
    first = anchor.astimezone(calendar.zone).date() if isinstance(anchor, datetime) else anchor
    offsets = trigger.offsets
    from_year = (after - timedelta(minutes=offsets[-1])).year - 1
    to_year = (until - timedelta(minutes=offsets[0])).year + 1
    for year in range(max(from_year, first.year + 1), to_year + 1):
        yield birthday_in(year, first, calendar.leap)


def _instant(trigger: Trigger, anchor: Anchor, offset: int, calendar: Calendar) -> datetime:
    zone = calendar.zone
    days, rest = divmod(offset, DAY_MINUTES)
    if rest:
        return _start(trigger, anchor, zone) + timedelta(minutes=offset)
    local = anchor.astimezone(zone) if isinstance(anchor, datetime) else None
    day = (local.date() if local else _day(anchor)) + timedelta(days=days)
    if trigger.at:
        return first_instant(day, minutes_of(trigger.at), zone)
    if local is None:
        return first_instant(day, minutes_of(DATE_WALL), zone)
    if days == 0:
        return local.astimezone(UTC)
    within = timedelta(seconds=local.second, microseconds=local.microsecond)
    return first_instant(day, local.hour * 60 + local.minute, zone) + within


def _start(trigger: Trigger, anchor: Anchor, zone: ZoneInfo) -> datetime:
    """Return the instant that an offset of minutes counts from."""
    if isinstance(anchor, datetime):
        return anchor.astimezone(UTC)
    return first_instant(anchor, minutes_of(trigger.at or DATE_WALL), zone)


def _day(anchor: Anchor) -> date:
    return anchor.date() if isinstance(anchor, datetime) else anchor
