# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which records a list shows, from the chips and the search field."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.models.identity import CustomerId, LocationId
from desk.services.events import RecordKind
from desk.services.shop import RecordFilter, first_instant, local_day

OPEN = "open"
"""Stands for every open status among the choices of the status chip."""


class DueSpan(StrEnum):
    """When something is due, as far as a chip can say."""

    ANY = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked for. status: "", OPEN or a code. Ids: "" for any."""

    text: str = ""
    status: str = ""
    due: DueSpan = DueSpan.ANY
    location_id: str = ""
    customer_id: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


def wanted(kind: RecordKind, filters: Filters, now: datetime, zone: ZoneInfo) -> RecordFilter:
    """Return what the keeper is asked for; what is overdue is open by nature."""
    since, until = span(filters.due, now, zone)
    return RecordFilter(
        kind=kind.name,
        statuses=_statuses(kind, filters),
        text=filters.text,
        location_id=LocationId(filters.location_id) if filters.location_id else None,
        customer_id=CustomerId(filters.customer_id) if filters.customer_id else None,
        due_from=since,
        due_until=until,
    )


def span(due: DueSpan, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Return from when until when something is due: today, or this week from Monday to Sunday."""
    today = local_day(now, zone)
    match due:
        case DueSpan.ANY:
            return None, None
        case DueSpan.OVERDUE:
            return None, now
        case DueSpan.TODAY:
            return first_instant(today, 0, zone), first_instant(today + timedelta(days=1), 0, zone)
        case DueSpan.WEEK:
            monday = today - timedelta(days=today.weekday())
            return first_instant(monday, 0, zone), first_instant(monday + timedelta(days=7), 0, zone)


def open_statuses(kind: RecordKind) -> tuple[str, ...]:
    """Return the codes of the statuses in which work goes on."""
    return tuple(status.code for status in kind.statuses if status.is_open)


def overdue(kind: RecordKind, now: datetime) -> RecordFilter:
    """Return what is late: open, and its date has passed."""
    return RecordFilter(kind=kind.name, statuses=open_statuses(kind), due_until=now)


def _statuses(kind: RecordKind, filters: Filters) -> tuple[str, ...]:
    if filters.status not in {"", OPEN}:
        return (filters.status,)
    if filters.status == OPEN or filters.due is DueSpan.OVERDUE:
        return open_statuses(kind)
    return ()
