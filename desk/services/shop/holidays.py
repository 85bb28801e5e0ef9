# SPDX-License-Identifier: LicenseRef-Desk
"""Knows the public holidays of the countries Desk serves."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from desk.services.shop.holiday_rules import Calendar, Substitute
from desk.services.shop.holiday_tables import CALENDARS

_SATURDAY = 5
_DAY = timedelta(days=1)


def holiday_on(calendar: str, day: date) -> str | None:
    """Return the code of the holiday that `day` is; None for none, or for an unknown calendar."""
    return public_holidays(calendar, day.year).get(day)


@lru_cache(maxsize=128)
def public_holidays(calendar: str, year: int) -> Mapping[date, str]:
    """Return day → code of a year's holidays, substitutes included; empty for an unknown calendar."""
    known = CALENDARS.get(calendar)
    if known is None or not date.min.year < year < date.max.year:
        return {}
    around = [_substituted(known, near) for near in (year - 1, year, year + 1)]
    return {day: code for days in around for day, code in sorted(days.items()) if day.year == year}


def _substituted(calendar: Calendar, year: int) -> dict[date, str]:
    """Return the holidays that belong to a year, with the weekdays given for those on a weekend."""
    days = {day: rule.code for rule in calendar.rules if (day := rule.day(year)) is not None}
    move = _MOVES[calendar.substitute]
    for day, code in sorted(days.items()):
        free = move(day, days)
        if free is not None:
            days[free] = code
    return days


def _stays(day: date, days: Mapping[date, str]) -> date | None:  # noqa: ARG001 - one shape for the three ways
    return None


def _to_next_weekday(day: date, days: Mapping[date, str]) -> date | None:
    if day.weekday() < _SATURDAY:
        return None
    while day.weekday() >= _SATURDAY or day in days:
        day += _DAY
    return day


def _to_nearest_weekday(day: date, days: Mapping[date, str]) -> date | None:  # noqa: ARG001 - one shape
    match day.weekday():
        case 5:
            return day - _DAY
        case 6:
            return day + _DAY
        case _:
            return None


_MOVES: Mapping[Substitute, Callable[[date, Mapping[date, str]], date | None]] = {
    Substitute.NONE: _stays,
    Substitute.NEXT_WEEKDAY: _to_next_weekday,
    Substitute.NEAREST_WEEKDAY: _to_nearest_weekday,
}
