# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which events a change of a record raises."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desk.services.events.catalogue import record_kind
from desk.services.events.kind import RecordKind
from desk.services.events.writing import Json, Snapshot, text_of
from desk.services.shop import RecordState


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened. key: the same change always gives the same. snapshot: path → JSON value."""

    kind: str
    key: str
    snapshot: Snapshot = field(default_factory=dict)


def facts_of(before: RecordState | None, after: RecordState) -> tuple[Fact, ...]:
    """Return what creating (`before` is None) or changing a record raises, general facts before special ones.

    The snapshots hold only what the change itself knows: the status, the date, and what they were before.
    Raises NotFound for an unknown kind of record.
    """
    kind = record_kind(after.kind)
    key = f"{after.id}:{after.version}"
    details = dict(_details(kind, before, after))
    names = dict.fromkeys(name for name in _names(kind, before, after) if name)
    return tuple(Fact(kind=name, key=key, snapshot=details) for name in names)


def _names(kind: RecordKind, before: RecordState | None, after: RecordState) -> Iterator[str]:
    raises = kind.raises
    if before is None:
        yield raises.created
    if _has_new_status(kind, before, after):
        yield raises.status_changed
        yield raises.status_changed_to
        status = kind.status(after.status)
        yield status.raises if status else ""
    if before is not None and before.due_at != after.due_at:
        yield raises.due_moved
    previous = before.assignee_id if before else None
    if after.assignee_id is not None and after.assignee_id != previous:
        yield raises.reassigned if previous else raises.assigned


def _has_new_status(kind: RecordKind, before: RecordState | None, after: RecordState) -> bool:
    """Whether a status was entered; a new record enters its first one silently."""
    return after.status != (before.status if before else kind.statuses[0].code)


def _details(kind: RecordKind, before: RecordState | None, after: RecordState) -> Iterator[tuple[str, Json]]:
    yield f"{kind.name}.status", after.status
    if after.due_at is not None:
        yield kind.due_field, text_of(after.due_at)
    if before is None:
        return
    if before.status != after.status:
        yield f"{kind.name}.previous_status", before.status
    if before.due_at != after.due_at and before.due_at is not None and kind.previous_due_field:
        yield kind.previous_due_field, text_of(before.due_at)
