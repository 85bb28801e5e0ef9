# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: what a timer's event says about time: minutes left, days late, age."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.services.events.catalogue import event_type
from desk.services.events.kind import AnchorKind
from desk.services.events.writing import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A timer's event: the date it counts from, the instant it came, the zone whose days are counted."""

    anchor: datetime | date
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The local day on which the event came."""
        return self.at.astimezone(self.zone).date()

    @property
    def anchor_day(self) -> date:
        """The local day of the anchor."""
        return self.anchor.astimezone(self.zone).date() if isinstance(self.anchor, datetime) else self.anchor


def timed_fields(type_name: str, moment: Moment) -> dict[str, Json]:
    """Return those of the event type's own fields that follow from time: path → count, never negative."""
    declared = event_type(type_name)
    if declared.anchor.kind is AnchorKind.AT:
        return {}
    names = [field.path for field in declared.fields if field.path in _COUNTS]
    return {name: max(0, _COUNTS[name](moment)) for name in names}


def occurrence(anchor_day: date, today: date) -> date:
    """Return the yearly return of a day on or after `today`; 29 February is the 28th in short years."""
    this_year = _in_year(anchor_day, today.year)
    return this_year if this_year >= today else _in_year(anchor_day, today.year + 1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _minutes_left(moment: Moment) -> int:
    anchor = moment.anchor
    if not isinstance(anchor, datetime):
        anchor = datetime(anchor.year, anchor.month, anchor.day, tzinfo=moment.zone)
    return math.ceil((anchor - moment.at) / timedelta(minutes=1))


def _days_since(moment: Moment) -> int:
    return (moment.today - moment.anchor_day).days


def _years(moment: Moment) -> int:
    return occurrence(moment.anchor_day, moment.today).year - moment.anchor_day.year


def _days_ahead(moment: Moment) -> int:
    return (occurrence(moment.anchor_day, moment.today) - moment.today).days


_COUNTS: dict[str, Callable[[Moment], int]] = {
    "minutes_left": _minutes_left,
    "days_late": _days_since,
    "idle_days": _days_since,
    "days_waiting": _days_since,
    "days_since_last": _days_since,
    "age": _years,
    "years": _years,
    "days_ahead": _days_ahead,
}
