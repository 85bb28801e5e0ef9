# SPDX-License-Identifier: LicenseRef-Desk
"""What a person did to records, as values."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Protocol

from desk.models.identity import EventId, RecordId
from desk.services.events import RecordChange


class DeedKind(StrEnum):
    """What was done."""

    CREATED = "created"
    STATUS = "status"
    DUE = "due"
    ASSIGNED = "assigned"
    EDITED = "edited"


class Seen(Protocol):
    """A record as somebody saw it: a line of the list, or its page."""

    @property
    def id(self) -> RecordId:
        """Which."""

    @property
    def kind(self) -> str:
        """Of what kind."""

    @property
    def reference(self) -> str:
        """Its number."""

    @property
    def version(self) -> int:
        """The one that was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing a person did to records. value: the status's code, the date, or the name of the assignee."""

    kind: DeedKind
    record_kind: str
    value: str | datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A deed with what it did. number: no two have the same. references: of what it changed, as in `changes`.

    clashes: numbers of the records that somebody else had changed meanwhile, which were left alone.
    """

    deed: Deed
    at: datetime
    number: int = field(default_factory=partial(next, count()))
    references: tuple[str, ...] = ()
    changes: tuple[RecordChange, ...] = ()
    clashes: tuple[str, ...] = ()

    @property
    def event_ids(self) -> tuple[EventId, ...]:
        """Every event it raised."""
        return tuple(one for change in self.changes for one in change.event_ids)

    @property
    def record_ids(self) -> tuple[RecordId, ...]:
        """Every record it changed."""
        return tuple(change.record_id for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What taking a deed back came to. left: how many messages had left already."""

    done: Done
    left: int


def rebased(done: Done, undone: RecordChange, version: int) -> Done:
    """Return a deed whose record stands again as it left it, under another version."""
    changes = tuple(
        replace(one, version=version)
        if undone.before is not None
        and (one.record_id, one.version) == (undone.record_id, undone.before.version)
        else one
        for one in done.changes
    )
    return replace(done, changes=changes)
