# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how long a customer has waited by the shop's own clock, and by when an answer is due; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.services.shop import LocationView, openings_between

WARNING_SHARE = 0.75
"""From this share of the target on, it is urgent."""
LONGEST = timedelta(days=60)
"""Further than this nothing is counted: it is late in any case."""


class Lateness(StrEnum):
    """How a waiting stands against its target."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How a waiting stands. waited: open time gone by. due_at: when the target is reached; None: never opens."""

    waited: timedelta
    due_at: datetime | None
    lateness: Lateness


def waited(
    location: LocationView | None, since: datetime, now: datetime, *, enough: timedelta = LONGEST
) -> timedelta:
    """Return how much opening time lies between; all of it where the shop keeps no hours.

    enough: from there on it is not counted further.
    """
    if now <= since:
        return timedelta(0)
    if not _keeps_hours(location):
        return now - since
    assert location is not None
    total = timedelta(0)
    for opens, closes in openings_between(location, max(since, now - LONGEST), now):
        total += closes - opens
        if total >= enough:
            break
    return total


def due_at(location: LocationView | None, since: datetime, target: timedelta) -> datetime | None:
    """Return when a target of opening time that begins at `since` is reached; None when the shop never opens."""
    if not _keeps_hours(location):
        return since + target
    assert location is not None
    left = target
    for opens, closes in openings_between(location, since, since + LONGEST):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def lateness_of(location: LocationView | None, since: datetime, target: timedelta, now: datetime) -> Lateness:
    """Return how a waiting stands, without counting beyond the target: lists ask for every line of theirs."""
    return _lateness(waited(location, since, now, enough=target), target)


def waiting_of(location: LocationView | None, since: datetime, target: timedelta, now: datetime) -> Target:
    """Return how a customer's waiting stands against a target of opening time."""
    gone = waited(location, since, now)
    return Target(waited=gone, due_at=due_at(location, since, target), lateness=_lateness(gone, target))


def _lateness(gone: timedelta, target: timedelta) -> Lateness:
    if gone >= target:
        return Lateness.LATE
    return Lateness.SOON if gone >= target * WARNING_SHARE else Lateness.IN_TIME


def _keeps_hours(location: LocationView | None) -> bool:
    return location is not None and (any(location.opening) or bool(location.extra))
