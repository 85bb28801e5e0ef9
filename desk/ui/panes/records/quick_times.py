# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: the dates one click away when something is put off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.services.shop import (
    LocationView,
    first_instant,
    is_open,
    local_day,
    minute_at,
    next_close,
    next_opening,
)

STEP_MINUTES = 15
"""What is put off from now falls on a quarter of an hour."""


class Quick(StrEnum):
    """Which quick date it is."""

    HOUR = "hour"
    LATER = "later"
    TOMORROW = "tomorrow"
    OPENING = "opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One quick date."""

    quick: Quick
    at: datetime


def picks(
    due_at: datetime | None, place: LocationView | None, zone: ZoneInfo, now: datetime
) -> tuple[Pick, ...]:
    """Return the quick dates, soonest first; those of a place that never opens have no opening.

    LATER is an hour after the date there is, when it lies ahead; else HOUR counts from now. Tomorrow keeps
    the date's time of day.
    """
    is_ahead = due_at is not None and due_at > now
    start = due_at if due_at is not None and is_ahead else _rounded(now)
    tomorrow = local_day(now, zone) + timedelta(days=1)
    minute = minute_at(due_at if due_at is not None else start, zone)
    found = {
        Quick.LATER if is_ahead else Quick.HOUR: start + timedelta(hours=1),
        Quick.TOMORROW: first_instant(tomorrow, minute, zone),
        Quick.OPENING: opening_after(place, now),
    }
    made = [Pick(quick=quick, at=at) for quick, at in found.items() if at is not None]
    return tuple(sorted(made, key=lambda pick: pick.at))


def opening_after(place: LocationView | None, now: datetime) -> datetime | None:
    """Return when the place opens next, not counting the hours it is open in now; None: never."""
    if place is None:
        return None
    if not is_open(place, now):
        return next_opening(place, now)
    close = next_close(place, now)
    return next_opening(place, close) if close is not None else None


def _rounded(now: datetime) -> datetime:
    """Return the next full quarter of an hour, or `now` when it is one."""
    whole = now.replace(second=0, microsecond=0)
    over = whole.minute % STEP_MINUTES
    if over == 0 and whole == now:
        return now
    return whole + timedelta(minutes=STEP_MINUTES - over)
