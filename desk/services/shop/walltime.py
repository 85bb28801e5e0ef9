# SPDX-License-Identifier: LicenseRef-Desk
"""Turns wall time into instants, exactly: gaps and repeats of daylight saving have one defined meaning.

A wall time means the first instant at which the local clock shows it or has jumped over it. So a time in the
spring gap means the end of the gap, and a time of the repeated autumn hour means its first pass.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name; None when nobody knows it."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # not found, a path, a folder of the zone database
        return None


def zone_of(name: str, shop_zone: str) -> ZoneInfo:
    """Return the zone named, the shop's for an unknown name, UTC when even that is unknown."""
    return zone_named(name) or zone_named(shop_zone) or ZoneInfo("UTC")


@lru_cache(maxsize=4096)
def minutes_of(wall: str) -> int:
    """Return the minutes since midnight of "HH:MM"; "24:00" is the end of the day. Raises ValueError."""
    hours, separator, minutes = wall.partition(":")
    if not (separator and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise ValueError(wall)
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > DAY_MINUTES:
        raise ValueError(wall)
    return total


def wall_of(minutes: int) -> str:
    """Return minutes since midnight as "HH:MM"; the end of the day is "24:00", more is the next day."""
    shown = minutes if minutes <= DAY_MINUTES else minutes - DAY_MINUTES
    return f"{shown // 60:02d}:{shown % 60:02d}"


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the date that calendars of `zone` show at `at`."""
    return at.astimezone(zone).date()


def instants(day: date, minute: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first and the last instant (UTC) of a wall time in minutes since midnight; mostly equal."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if early <= late:
        return early, late
    jump = _jump(late, early, zone)
    return jump, jump


def first_instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) that a wall time means; `minute` may be 1440 and more."""
    return instants(day, minute, zone)[0]


def instant_after(at: datetime, day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Return the first instant of a wall time not before `at`; of two passes the one still to come."""
    first, last = instants(day, minute, zone)
    return first if first >= at else last


def jump_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the instant in (low, high) at which the zone's offset changes; None when it does not."""
    if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
        return None
    return _jump(low, high, zone)


def minute_at(at: datetime, zone: ZoneInfo) -> int:
    """Return the minutes since midnight that the local clock shows."""
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute


def _jump(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between `low` and `high` (UTC) at which the zone's offset changes, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) // 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
