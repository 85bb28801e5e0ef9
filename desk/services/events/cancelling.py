# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which planned messages a new fact kills, and whether one still stands when it leaves."""

from dataclasses import dataclass
from functools import cache

from desk.services.events.catalogue import event_type, event_types, kind_of
from desk.services.events.kind import EventType, Guard, GuardKind
from desk.services.events.writing import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelling:
    """Event types whose planned sends a fact kills.

    subject: about the same record (or, without one, the same customer). customer: whatever the record of the
    same customer. Only what an earlier event planned may be killed.
    """

    subject: frozenset[str]
    customer: frozenset[str]


@cache
def cancelled_facts(fact_kind: str) -> Cancelling:
    """Return which planned sends a fact of that kind kills; empty for an unknown kind."""
    declared = event_types()
    return Cancelling(
        subject=frozenset(one.name for one in declared if fact_kind in one.cancelled_by),
        customer=frozenset(one.name for one in declared if fact_kind in one.cancelled_across),
    )


def still_holds(type_name: str, then: Snapshot, current: Snapshot) -> bool:
    """Whether the reason for a planned send is still there.

    then: the event's snapshot. current: the subject's fields now, such as RecordBook.snapshot gives; or the
    snapshot of a later event about the same record.
    """
    declared = event_type(type_name)
    return all(_holds(declared, guard, then, current) for guard in declared.guards)


def _holds(declared: EventType, guard: Guard, then: Snapshot, current: Snapshot) -> bool:
    match guard.kind:
        case GuardKind.SAME:
            return then.get(guard.path) == current.get(guard.path)
        case GuardKind.EMPTY:
            return not current.get(guard.path)
        case GuardKind.OPEN:
            return _is_open(declared, current)


def _is_open(declared: EventType, current: Snapshot) -> bool:
    kind = kind_of(declared.name)
    status = kind.status(str(current.get(f"{kind.name}.status", ""))) if kind else None
    return status is None or status.is_open
