# SPDX-License-Identifier: LicenseRef-Desk
"""Changes records, watches what the service makes of it, and takes a change back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import Conflict
from desk.models.identity import OperatorId, RecordId
from desk.models.vocabulary import DeliveryState
from desk.services.delivery import History, HistoryFilter, take_back
from desk.services.events import RecordBook, RecordChange
from desk.services.reminders import Scheduler
from desk.services.shop import Operators, RecordDraft, Records
from desk.services.store import Change, Session
from desk.services.supervisor import holder_name
from desk.ui.panes.records.deed import Deed, DeedKind, Done, Seen, TakenBack, rebased
from desk.ui.panes.records.readings import Decided, read_decided

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.jobs import Jobs, OnError

PATIENCE_S = 2.0
"""How long the note waits for the service's decision."""
LOOK_S = 0.12
LONGEST_UNDO = timedelta(minutes=10)
"""How long a change that tells nobody can be taken back."""
MOST_KEPT = 9
"""So many deeds before the last one can be taken back, too."""
MOST_LOOKED_UP = 20
"""Of a change of many records, so many are followed for the note."""

_CHANGED = (Change.RECORDS, Change.EVENTS, Change.TIMERS)
_TAKEN_BACK = (*_CHANGED, Change.DELIVERIES)
_LEFT = frozenset({DeliveryState.HANDED_OVER, DeliveryState.SENT, DeliveryState.DELIVERED})


@dataclass(slots=True)
class _Open:
    """A deed that can be taken back until an instant."""

    done: Done
    until: datetime


_Work = Callable[[RecordBook, RecordId, int], RecordChange]


class RecordDeeds(QObject):
    """done(Done): records were changed. decided(Done, Decided): who is told is known, or not in time.

    taken_back(TakenBack). too_late(Done): what it told has left, or the record was changed since.
    """

    done = Signal(object)
    decided = Signal(object, object)
    taken_back = Signal(object)
    too_late = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._turn = asyncio.Lock()
        """One deed after the other, so that an undo finds what was just begun."""
        self._open: list[_Open] = []
        self._after: dict[tuple[RecordId, int], int] = {}
        """(record, version that was seen) → the version we made of it, which the list may not show yet."""

    def change_status(self, seen: Sequence[Seen], status: str) -> None:
        """Move records to a status; those that somebody changed meanwhile are left alone and named."""
        self._begin(
            seen,
            Deed(kind=DeedKind.STATUS, record_kind=seen[0].kind, value=status),
            lambda book, record_id, version: book.change_status(record_id, status, seen_version=version),
        )

    def move_due(self, seen: Sequence[Seen], due_at: datetime | None) -> None:
        """Move the date of records, None removes it."""
        self._begin(
            seen,
            Deed(kind=DeedKind.DUE, record_kind=seen[0].kind, value=due_at),
            lambda book, record_id, version: book.move_due(record_id, due_at, seen_version=version),
        )

    def assign(self, seen: Sequence[Seen], assignee: OperatorId | None, name: str) -> None:
        """Give records to a member of staff called `name`, None to nobody."""
        self._begin(
            seen,
            Deed(kind=DeedKind.ASSIGNED, record_kind=seen[0].kind, value=name or None),
            lambda book, record_id, version: book.assign(record_id, assignee, seen_version=version),
        )

    def create(self, draft: RecordDraft, on_error: OnError) -> None:
        """Keep a new record; `on_error` hears what is wrong with it (Refused)."""
        deed = Deed(kind=DeedKind.CREATED, record_kind=draft.kind)
        self._jobs.start(self._create(draft, deed), self, on_error)

    def save(self, seen: Seen, draft: RecordDraft, seen_version: int, on_error: OnError) -> None:
        """Replace what is known of a record; `on_error` hears what is wrong (Refused), or of a Conflict."""
        self._jobs.start(self._save(seen, draft, seen_version), self, on_error)

    def undo(self, done: Done | None = None) -> None:
        """Take a deed back, the last one when none is named."""
        self._jobs.start(self._undo(done), self)

    def undoable(self, record_id: str) -> tuple[Done, datetime] | None:
        """Return the last deed on a record that can still be taken back, and until when."""
        now = clock.now()
        for one in reversed(self._open):
            if record_id in one.done.record_ids:
                return (one.done, one.until) if one.until > now else None
        return None

    def _begin(self, seen: Sequence[Seen], deed: Deed, work: _Work) -> None:
        self._jobs.start(self._change(tuple(seen), deed, work), self)

    async def _change(self, seen: tuple[Seen, ...], deed: Deed, work: _Work) -> None:
        async with self._turn:
            versions = {one.id: self._version(one.id, one.version) for one in seen}
            done = await self._desk.db.write(
                lambda session: _all(session, seen, versions, deed, work), *_CHANGED
            )
            for change in done.changes:
                self._after[change.record_id, versions[change.record_id]] = change.version
            self._keep(done)
        await self._tell(done)

    async def _create(self, draft: RecordDraft, deed: Deed) -> None:
        def work(session: Session) -> Done:
            change = _book(session).create(draft)
            return _one(session, change, deed)

        async with self._turn:
            done = await self._desk.db.write(work, *_CHANGED)
            self._keep(done)
        await self._tell(done)

    async def _save(self, seen: Seen, draft: RecordDraft, seen_version: int) -> None:
        def work(session: Session) -> Done:
            change = _book(session).edit(seen.id, draft, seen_version=seen_version)
            return _one(session, change, Deed(kind=DeedKind.EDITED, record_kind=seen.kind))

        async with self._turn:
            done = await self._desk.db.write(work, *_CHANGED)
            self._after[seen.id, seen_version] = done.changes[0].version
            self._keep(done)
        await self._tell(done)

    def _keep(self, done: Done) -> None:
        """Remember a deed, so that it can be taken back."""
        if done.changes:
            self._open = [*self._open[-MOST_KEPT:], _Open(done=done, until=done.at + LONGEST_UNDO)]

    async def _tell(self, done: Done) -> None:
        self.done.emit(done)
        if done.event_ids:
            decided = await self._follow(done)
            self._close_at(done, decided)
            self.decided.emit(done, decided)

    async def _follow(self, done: Done) -> Decided:
        """Wait until the service has decided on every event, or patience ends."""
        first = done.changes[:MOST_LOOKED_UP]
        events = tuple(one for change in first for one in change.event_ids)
        records = tuple(change.record_id for change in first)
        end = clock.monotonic() + PATIENCE_S
        home = self._desk.config.home
        while True:
            decided = await self._desk.db.read(
                lambda session: read_decided(session, events, records, holder_name(home))
            )
            if decided.is_planned or not decided.is_service_up or clock.monotonic() > end:
                return decided
            await asyncio.sleep(LOOK_S)

    def _close_at(self, done: Done, decided: Decided) -> None:
        """Let a deed be taken back until its first message leaves."""
        dues = [send.due_at for _meant, send in decided.sends if send is not None and _waits(send.state)]
        for one in self._open:
            if one.done.number == done.number and dues:
                one.until = min(one.until, *dues)

    async def _undo(self, wanted: Done | None) -> None:
        """Take back a deed, None: the last one, once what was begun before it is kept."""
        async with self._turn:
            number = None if wanted is None else wanted.number
            found = next((one for one in reversed(self._open) if number in (None, one.done.number)), None)
            if found is None:
                return
            self._open.remove(found)
            done = found.done
            if clock.now() > found.until:
                self.too_late.emit(done)
                return
            try:
                left = await self._desk.db.write(lambda session: _take_back(session, done), *_TAKEN_BACK)
            except Conflict:
                self.too_late.emit(done)
                return
            self._step_back(done)
        self.taken_back.emit(TakenBack(done=done, left=left))

    def _version(self, record_id: RecordId, seen: int) -> int:
        """Return the version that our own changes have made of the one seen."""
        while (record_id, seen) in self._after:
            seen = self._after[record_id, seen]
        return seen

    def _step_back(self, done: Done) -> None:
        """Note the versions that an undo made, so that what was done before can be taken back, too."""
        for change in done.changes:
            made = change.version + 1
            self._after[change.record_id, change.version] = made
            for one in self._open:
                one.done = rebased(one.done, change, made)


def _all(
    session: Session, seen: Sequence[Seen], versions: Mapping[RecordId, int], deed: Deed, work: _Work
) -> Done:
    book = _book(session)
    at = clock.now()
    references, changes, clashes = [], [], []
    for one in seen:
        try:
            change = work(book, one.id, versions[one.id])
        except Conflict:
            clashes.append(one.reference)
        else:
            if change.version != versions[one.id]:
                references.append(one.reference)
                changes.append(change)
    Scheduler(session).records_changed(*(change.record_id for change in changes))
    return Done(
        deed=deed, at=at, references=tuple(references), changes=tuple(changes), clashes=tuple(clashes)
    )


def _book(session: Session) -> RecordBook:
    """Return the keeper of records; what it keeps is noted as done by who is at work."""
    person = Operators(session).at_work()
    return RecordBook(session, operator=person.id if person is not None else None)


def _one(session: Session, change: RecordChange, deed: Deed) -> Done:
    Scheduler(session).records_changed(change.record_id)
    reference = Records(session).state(change.record_id).reference
    return Done(deed=deed, at=clock.now(), references=(reference,), changes=(change,))


def _take_back(session: Session, done: Done) -> int:
    """Take every change of a deed back with what it planned; return how many messages had left already."""
    now = clock.now()
    left = sum(_left(session, change.record_id, done.at) for change in done.changes)
    for change in reversed(done.changes):
        take_back(session, change, now)
    Scheduler(session).records_changed(*done.record_ids)
    return left


def _left(session: Session, record_id: RecordId, since: datetime) -> int:
    rows = History(session).page(HistoryFilter(record_id=record_id), limit=20)
    return sum(row.state in _LEFT and row.created_at >= since for row in rows)


def _waits(state: DeliveryState) -> bool:
    return state is DeliveryState.QUEUED
