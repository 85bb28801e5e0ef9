# SPDX-License-Identifier: LicenseRef-Desk
"""Says on which day of a year a holiday falls: fixed, around Easter, or the n-th weekday of a month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Substitute(StrEnum):
    """What becomes of a holiday on a weekend: nothing, a free next weekday, a free nearest weekday."""

    NONE = "none"
    NEXT_WEEKDAY = "next_weekday"
    NEAREST_WEEKDAY = "nearest_weekday"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRule:
    """One holiday of a calendar. since, until: the first and last year; except_in: years without it."""

    code: str
    in_year: Callable[[int], date]
    since: int = 1
    until: int = 9999
    except_in: tuple[int, ...] = ()

    def day(self, year: int) -> date | None:
        """Return the day in `year`; None when there is none."""
        is_kept = self.since <= year <= self.until and year not in self.except_in
        return self.in_year(year) if is_kept else None

    def years(self, since: int = 1, until: int = 9999, *, without: tuple[int, ...] = ()) -> "HolidayRule":
        """Return the same holiday in these years only."""
        return replace(self, since=since, until=until, except_in=without)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The holidays of a country or region. label: English msgid."""

    code: str
    label: str
    rules: tuple[HolidayRule, ...]
    substitute: Substitute = Substitute.NONE


def fixed(code: str, month: int, day: int) -> HolidayRule:
    """Return a holiday with a date of its own."""
    return HolidayRule(code=code, in_year=lambda year: date(year, month, day))


def from_easter(code: str, days: int) -> HolidayRule:
    """Return a holiday `days` after Easter Sunday; negative is before."""
    return HolidayRule(code=code, in_year=lambda year: easter(year) + timedelta(days=days))


def nth(code: str, number: int, weekday: int, month: int) -> HolidayRule:
    """Return the `number`-th weekday (0 is Monday) of a month; -1 is the last."""
    return HolidayRule(code=code, in_year=lambda year: _nth_weekday(year, month, weekday, number))


def once(code: str, day: date) -> HolidayRule:
    """Return a holiday that was given a single time."""
    return HolidayRule(code=code, in_year=lambda year: day, since=day.year, until=day.year)  # noqa: ARG005


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the rule known as Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, of_leaps = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, of_quarter = divmod(of_century, 4)
    weekday = (32 + 2 * of_leaps + 2 * quarter - epact - of_quarter) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    if number > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1 + 7 * (-number - 1))
