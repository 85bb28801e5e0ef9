# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the earliest instant at which a message may leave: opening hours, quiet hours, the law's hours.

Every constraint is a function from an instant to the first instant, at or after it, that the constraint
allows. The answer is the first instant that all allow; what is never allowed within `HORIZON` has none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.models.vocabulary import Channel, Reason, Topic
from desk.services.rules.spec import QuietHours
from desk.services.shop import (
    LocationView,
    holiday_on,
    instant_after,
    jump_between,
    minutes_of,
    next_opening,
)

HORIZON = timedelta(days=400)
"""Further ahead nothing is looked for: a place without opening hours would be looked at for ever."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours as numbers: minutes since midnight, weekdays (0 is Monday), holidays of a country or not.

    start equal to end is no span at all; whole quiet days may still be meant.
    """

    start: int
    end: int
    weekdays: frozenset[int] = frozenset()
    holidays: bool = False

    def is_whole_day(self, day: date, country: str) -> bool:
        """Whether nothing leaves on this day."""
        return day.weekday() in self.weekdays or (self.holidays and holiday_on(country, day) is not None)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One limit on leaving. allow: instant → first allowed instant at or after it, None for never."""

    reason: Reason
    word: str
    allow: Callable[[datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Slot:
    """at: the earliest allowed instant, None for never. blocker: the constraint that moved it last."""

    at: datetime | None
    blocker: Constraint | None = None


LAWS: dict[tuple[str, Channel, str], Quiet] = {
    ("FR", Channel.SMS, Topic.COMMERCIAL): Quiet(22 * 60, 8 * 60, frozenset({6}), holidays=True),
}
"""(country, channel, topic) → hours in which the law wants quiet; only the reviewed ones stand here."""


def quiet_of(hours: QuietHours) -> Quiet:
    """Return quiet hours as numbers. Raises ValueError on a wall time that is none."""
    return Quiet(minutes_of(hours.start), minutes_of(hours.end), frozenset(hours.weekdays), hours.holidays)


def earliest(at: datetime, constraints: Sequence[Constraint]) -> Slot:
    """Return the first instant, at or after `at`, that every constraint allows."""
    limit = at + HORIZON
    blocker: Constraint | None = None
    settled = not constraints
    while not settled:
        settled = True
        for constraint in constraints:
            allowed = constraint.allow(at)
            if allowed is None or allowed > limit:
                return Slot(None, constraint)
            if allowed != at:
                at, blocker, settled = allowed, constraint, len(constraints) == 1
    return Slot(at, blocker)


def quiet_constraint(quiet: Quiet, zone: ZoneInfo, country: str, word: str) -> Constraint:
    """Return the limit that quiet hours are, in a recipient's zone."""

    def allow(at: datetime) -> datetime | None:
        return after_quiet(at, quiet, zone, country)

    return Constraint(Reason.QUIET_HOURS, word, allow)


def opening_constraint(location: LocationView | None) -> Constraint:
    """Return the limit that opening hours are; without a location nothing is ever open."""

    def allow(at: datetime) -> datetime | None:
        return next_opening(location, at) if location else None

    return Constraint(Reason.OUTSIDE_HOURS, "opening", allow)


def after_quiet(at: datetime, quiet: Quiet, zone: ZoneInfo, country: str) -> datetime | None:
    """Return the first instant, at or after `at`, outside the quiet hours; None: none within `HORIZON`."""
    limit = at + HORIZON
    while at <= limit:
        end = _quiet_at(at, quiet, zone, country)
        if end is None:
            return at
        until = instant_after(at, end[0], end[1], zone)
        jump = jump_between(at, until, zone)
        if jump and at < jump < until and _quiet_at(jump, quiet, zone, country) is None:
            return jump  # the clock went back to a time before the quiet hours
        at = until
    return None


def _quiet_at(at: datetime, quiet: Quiet, zone: ZoneInfo, country: str) -> tuple[date, int] | None:
    local = at.astimezone(zone)
    return _quiet_end(quiet, local.date(), local.hour * 60 + local.minute, country)


def _quiet_end(quiet: Quiet, day: date, minute: int, country: str) -> tuple[date, int] | None:
    """Return the wall time at which the quiet around a wall time ends, or may end; None: it is not quiet."""
    if quiet.is_whole_day(day, country):
        return day + _DAY, 0
    start, end = quiet.start, quiet.end
    if start < end:
        return (day, end) if start <= minute < end else None
    if start == end:
        return None
    if minute >= start:
        return day + _DAY, end
    return (day, end) if minute < end else None
