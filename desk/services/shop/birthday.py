# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whose birthday a day is, 29 February included."""

from calendar import isleap
from datetime import date
from enum import StrEnum


class LeapBirthday(StrEnum):
    """When those born on 29 February have their birthday in other years."""

    FEBRUARY_28 = "02-28"
    MARCH_1 = "03-01"


def birth_key(born: date) -> str:
    """Return month and day as MMDD."""
    return f"{born:%m%d}"


def keys_on(day: date, leap: LeapBirthday) -> tuple[str, ...]:
    """Return the MMDD of those who have their birthday on `day`; 29 February moves in years without one."""
    key = birth_key(day)
    moved = LeapBirthday(f"{key[:2]}-{key[2:]}") if key in {"0228", "0301"} else None
    return (key, "0229") if moved is leap and not isleap(day.year) else (key,)


def birthday_in(year: int, born: date, leap: LeapBirthday) -> date:
    """Return the day of `year` on which somebody born on `born` has a birthday."""
    if birth_key(born) == "0229" and not isleap(year):
        return date.fromisoformat(f"{year:04d}-{leap.value}")
    return born.replace(year=year)
