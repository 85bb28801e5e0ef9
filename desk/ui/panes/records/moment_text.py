# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: dates, times and amounts as people type them, read and written."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from desk.services.shop import first_instant, local_day, minute_at

_SIGNS = re.compile(r"^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME = re.compile(r"^(\d{1,2})(?:\s*[:hH.]\s*(\d{2})?)?$")
_FOUR = re.compile(r"^(\d{2})(\d{2})$")
_LONG_AGO = timedelta(days=183)


def read_day(text: str, today: date) -> date:
    """Read 25/11/2026, 25/11/26, 25.11, 2026-11-25; without a year the date that is nearest ahead.

    Raises ValueError for anything else.
    """
    if found := _ISO.match(text.strip()):
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _SIGNS.match(text.strip())
    if found is None:
        raise ValueError(text)
    day, month = int(found[1]), int(found[2])
    if found[3]:
        return date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)
    this_year = date(today.year, month, day)
    return this_year if today - this_year < _LONG_AGO else date(today.year + 1, month, day)


def read_minute(text: str) -> int:
    """Read 17:30, 17h30, 17h, 17 or 1730 as minutes since midnight; raises ValueError."""
    plain = text.strip()
    found = _FOUR.match(plain) or _TIME.match(plain)
    if found is None:
        raise ValueError(text)
    hours, minutes = int(found[1]), int(found[2] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    return hours * 60 + minutes


def is_past(text: str, zone: ZoneInfo, now: datetime) -> bool:
    """Whether what is typed is a moment before `now`; False for what cannot be read."""
    try:
        moment = read_moment(text, zone, now)
    except ValueError:
        return False
    return moment is not None and moment < now


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Read a date and a time, such as 25/11/2026 17:30, as an instant; None for nothing typed.

    A date alone means the end of its working day, 18:00; raises ValueError for anything else.
    """
    plain = " ".join(text.split())
    if not plain:
        return None
    today = local_day(now, zone)
    day_text, _space, time_text = plain.partition(" ")
    minute = read_minute(time_text) if time_text else USUAL_MINUTE
    return first_instant(read_day(day_text, today), minute, zone)


USUAL_MINUTE = 18 * 60
"""The time of day of a date that was typed without one."""


def write_moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Write an instant so that `read_moment` reads it; "" for None."""
    if at is None:
        return ""
    return f"{write_day(local_day(at, zone))} {write_minute(minute_at(at, zone))}"


def write_day(day: date) -> str:
    """Write a date as 25/11/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def write_minute(minute: int) -> str:
    """Write minutes since midnight as 17:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def read_amount(text: str) -> str:
    """Read 1 234,50 or 1234.5 as an amount is kept, "1234.50"; raises ValueError."""
    plain = re.sub(r"[\s\u00a0\u202f€$£]", "", text).replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
        raise ValueError(text)
    return f"{value:.2f}"


def instant_text(at: datetime) -> str:
    """Write an instant as a record's field keeps it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
