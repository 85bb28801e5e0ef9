# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the date of a mail, also as old and careless programs write it; pure."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_USUAL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*[\s-]+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"\s+([+-])(\d{2})(\d{2})\b"
)
_OLDEST, _NEWEST = 1970, 2200


def instant(value: str) -> datetime | None:
    """Return when a mail says it was written, in UTC; None when it says nothing that can be a time."""
    usual = _USUAL.match(value[:200])
    try:
        found = _usual(usual) if usual else _unusual(value[:200])
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return found if found and _OLDEST <= found.year <= _NEWEST else None


def _usual(found: re.Match[str]) -> datetime | None:
    month = _MONTHS.get(found[2].lower())
    if month is None:
        return None
    day, year, hour, minute = int(found[1]), int(found[3]), int(found[4]), int(found[5])
    at = datetime(year, month, day, hour, minute, min(int(found[6] or 0), 59), tzinfo=UTC)
    offset = int(found[8]) * 60 + int(found[9])
    return at - timedelta(minutes=offset if found[7] == "+" else -offset) if offset else at


def _unusual(value: str) -> datetime | None:
    told = parsedate_tz(value)
    if told is None:
        return None
    zone = timezone(timedelta(seconds=told[9] or 0))
    return datetime(*told[:5], min(told[5], 59), tzinfo=zone).astimezone(UTC)
