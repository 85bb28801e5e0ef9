# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how long a customer has waited by the shop's own clock, and by when an answer is due; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.services.shop import LocationView, next_close, next_opening

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


def waited(location: LocationView | None, since: datetime, now: datetime) -> timedelta:
    """Return how much opening time lies between; all of it where the shop keeps no hours."""
    if now <= since:
        return timedelta(0)
    if not _keeps_hours(location):
        return now - since
    assert location is not None
    total, at = timedelta(0), max(since, now - LONGEST)
    while (opens := next_opening(location, at)) is not None and opens < now:
        closes = next_close(location, opens) or now
        total += min(closes, now) - opens
        at = closes
        if closes <= opens:
            break
    return total


def due_at(location: LocationView | None, since: datetime, target: timedelta) -> datetime | None:
    """Return when a target of opening time that begins at `since` is reached; None when the shop never opens."""
    if not _keeps_hours(location):
        return since + target
    assert location is not None
    left, at = target, since
    end = since + LONGEST
    while (opens := next_opening(location, at)) is not None and opens < end:
        closes = next_close(location, opens)
        if closes is None or closes - opens >= left:
            return opens + left
        left -= closes - opens
        at = closes
        if closes <= opens:
            break
    return None


def waiting_of(location: LocationView | None, since: datetime, target: timedelta, now: datetime) -> Target:
    """Return how a customer's waiting stands against a target of opening time."""
    gone = waited(location, since, now)
    if gone >= target:
        lateness = Lateness.LATE
    else:
        lateness = Lateness.SOON if gone >= target * WARNING_SHARE else Lateness.IN_TIME
    return Target(waited=gone, due_at=due_at(location, since, target), lateness=lateness)


def _keeps_hours(location: LocationView | None) -> bool:
    return location is not None and (any(location.opening) or bool(location.extra))
