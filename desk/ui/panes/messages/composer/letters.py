# SPDX-License-Identifier: LicenseRef-Desk
"""The letters of this sitting, each kept as a draft soon after it was changed, by compare and set."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desk import clock
from desk.errors import Conflict, NotFound
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftRow
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.deeds import Drafting, Place
from desk.ui.panes.messages.composer.state import Kept, Letter, joined

KEEP_MS = 2_000
"""What is typed is on disk after so long at the latest."""

Key = tuple[str, DraftKind]
"""Conversation (for a new one its number), and what is written in it."""


class Letters(QObject):
    """kept(Key): a letter is on disk as it is. overtaken(DraftRow): it was kept on another workstation meanwhile.

    failed(Exception): it could not be kept; it is tried again.
    """

    kept = Signal(object)
    overtaken = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, deeds: Drafting, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._deeds = jobs, deeds
        self._letters: dict[Key, Letter] = {}
        self._waiting: dict[Key, Place] = {}
        self._under_way: set[Key] = set()
        self._unkept: set[Key] = set()
        self._released: dict[Key, datetime] = {}
        self._doubles: dict[Key, tuple[Kept, ...]] = {}
        """Drafts of what is one letter now; they go once that is kept."""
        self._turns: Counter[Key] = Counter()
        """Another one for each letter that was let go; what is kept late is of the turn in which that was begun."""
        self._left: dict[Key, Kept] = {}
        """The draft of the letter that was let go last, where it was there only afterwards."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._rest = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._rest.timeout.connect(self.flush)

    def get(self, key: Key) -> Letter | None:
        """Return a letter as it was last written."""
        return self._letters.get(key)

    def key_of(self, draft_id: str) -> Key | None:
        """Return which letter is kept as this draft; None when none is in this sitting."""
        found = (
            key for key, one in self._letters.items() if one.kept is not None and one.kept.id == draft_id
        )
        return next(found, None)

    def hold(self, key: Key, letter: Letter) -> None:
        """Take a letter that is on disk, or of which nothing needs to be."""
        self._letters[key] = letter
        self._waiting.pop(key, None)
        self._unkept.discard(key)

    def release(self, key: Key, fresh: Letter, remnant: Kept | None = None) -> None:
        """Let a letter go that is being sent, with `fresh` in its place; its draft goes with the sending.

        remnant: a draft of its beginning, with which nothing else does away.
        """
        if remnant is not None:
            self._jobs.start(self._deeds.drop(remnant), self)
        self._released[key] = clock.now()
        self._turns[key] += 1
        self._left.pop(key, None)
        self.hold(key, fresh)

    def is_released(self, key: Key, row: DraftRow) -> bool:
        """Whether a draft that was read is of a letter that was let go: it is gone by now, or soon will be."""
        at = self._released.get(key)
        return at is not None and row.updated_at <= at

    def restore(self, key: Key, letter: Letter, place: Place) -> Letter:
        """Take a letter back, before what was begun since, and keep it at once; return what is written there now."""
        begun = self._letters.get(key)
        first, left = letter.kept, self._left.pop(key, None)
        if first is None or (left is not None and left.id == first.id):
            first = left or first  # what was kept late is the newer one
        other = begun.kept if begun is not None else None
        kept = other or first
        doubles = {
            one.id: one for one in (first, left) if one is not None and kept is not None and one.id != kept.id
        }
        self._doubles[key] = (*self._doubles.get(key, ()), *doubles.values())
        if begun is not None and not begun.is_empty:
            letter = replace(letter, content=joined(letter.content, begun.content))
        letter = replace(letter, kept=kept)
        self._released.pop(key, None)
        self._letters[key] = letter
        self.change(key, letter, place)
        self.flush()
        return letter

    def change(self, key: Key, letter: Letter, place: Place) -> None:
        """Take a letter that was changed; it is kept soon."""
        before = self._letters.get(key)
        self._letters[key] = letter if before is None else replace(letter, kept=before.kept)
        self._waiting[key] = place
        if not self._rest.isActive():
            self._rest.start()

    def is_kept(self, key: Key) -> bool:
        """Whether a letter is on disk as it is."""
        return key not in self._waiting and key not in self._under_way

    def has_failed(self) -> bool:
        """Whether a letter could not be kept, and still is not."""
        return bool(self._unkept)

    @property
    def unsaved(self) -> int:
        """How many letters with words in them are not on disk as they are."""
        return sum(not self._letters[key].is_empty for key in {*self._waiting, *self._under_way})

    async def settle(self) -> None:
        """Keep every changed letter and wait for that; what fails is not tried once more."""
        self.flush()
        while self._tasks:
            await asyncio.wait(self._tasks)
            if not self._unkept:
                self.flush()  # what was typed meanwhile

    def flush(self) -> bool:
        """Keep every changed letter now, without waiting; return whether all of them are on disk already."""
        self._rest.stop()
        for key in [one for one in self._waiting if one not in self._under_way]:
            place = self._waiting.pop(key)
            self._under_way.add(key)
            fail = self._failing(key, place, self._turns[key])
            task = self._jobs.start(self._keep(key, place), self, fail)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return not self._under_way

    async def _keep(self, key: Key, place: Place) -> None:
        letter, turn = self._letters[key], self._turns[key]
        kept = letter.kept
        if letter.is_empty:
            if kept is not None:
                await self._deeds.drop(kept)
            self._on_kept(key, None, turn)
            return
        try:
            kept = await self._deeds.keep(place, kept, letter.content)
        except NotFound:  # dropped elsewhere meanwhile
            kept = await self._deeds.keep(place, None, letter.content)
        except Conflict:
            kept = await self._meet(place, letter)
        self._on_kept(key, kept, turn)

    async def _meet(self, place: Place, letter: Letter) -> Kept:
        """Keep our words over what was kept elsewhere, and tell that it was."""
        rows = await self._deeds.drafts(place.conversation_id)
        ours = letter.kept.id if letter.kept is not None else ""
        is_new = place.kind is DraftKind.NEW  # of these there may be several, to different people
        found = (one for one in rows if one.kind is place.kind and (one.id == ours or not is_new))
        theirs: DraftRow | None = next(found, None)
        before = kept_as(theirs) if theirs is not None else None
        kept = await self._deeds.keep(place, before, letter.content)
        if theirs is not None and theirs.content != letter.content:
            self.overtaken.emit(theirs)
        return kept

    def _on_kept(self, key: Key, kept: Kept | None, turn: int) -> None:
        self._under_way.discard(key)
        self._unkept.discard(key)
        if turn == self._turns[key]:
            self._letters[key] = replace(self._letters[key], kept=kept)
        elif kept is not None and key[1] is DraftKind.NEW:  # that was sent before it was let go
            self._jobs.start(self._deeds.drop(kept), self)
        elif kept is not None:  # of what is being sent, not of what was begun since
            self._left[key] = kept
        for double in self._doubles.pop(key, ()) if key not in self._waiting else ():
            self._jobs.start(self._deeds.drop(double), self)
        if self._waiting and not self._rest.isActive():
            self._rest.start()
        self.kept.emit(key)

    def _failing(self, key: Key, place: Place, turn: int) -> Callable[[Exception], None]:
        def fail(error: Exception) -> None:
            self._under_way.discard(key)
            is_there = turn == self._turns[key]
            if is_there:
                self._waiting.setdefault(key, place)
                self._unkept.add(key)
            if self._waiting:
                self._rest.start()
            if is_there:  # what is being sent is kept with that, or once that has failed
                self.failed.emit(error)

        return fail


def key_at(place: Place) -> Key:
    """Return which letter is written there."""
    return place.conversation_id or str(place.number), place.kind


def kept_as(row: DraftRow) -> Kept:
    """Return what identifies a draft as it is kept."""
    return Kept(id=row.id, version=row.version, at=row.updated_at)


def from_draft(row: DraftRow) -> tuple[Place, Letter]:
    """Return a draft as a letter, and where it belongs."""
    place = Place(kind=row.kind, conversation_id=row.conversation_id, customer_id=row.customer_id)
    return place, Letter(kind=row.kind, content=row.content, kept=kept_as(row))
