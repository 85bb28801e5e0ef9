# SPDX-License-Identifier: LicenseRef-Desk
"""The letters of this sitting, each kept as a draft soon after it was changed, by compare and set."""

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
"""Conversation ("" for a new one), and what is written in it."""


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
        self._doubles: dict[Key, Kept] = {}
        self._turns: Counter[Key] = Counter()
        """Another one for each letter that was let go; what is kept late is of the turn in which that was begun."""
        self._left: dict[Key, Kept] = {}
        """The draft of the letter that was let go last, where it was there only afterwards."""
        self._rest = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._rest.timeout.connect(self.flush)

    def get(self, key: Key) -> Letter | None:
        """Return a letter as it was last written."""
        return self._letters.get(key)

    def hold(self, key: Key, letter: Letter) -> None:
        """Take a letter that is on disk, or of which nothing needs to be."""
        self._letters[key] = letter
        self._waiting.pop(key, None)
        self._unkept.discard(key)

    def release(self, key: Key, fresh: Letter) -> None:
        """Let a letter go that is being sent, with `fresh` in its place; its draft goes with the sending."""
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
        first = self._left.pop(key, None) or letter.kept
        other = begun.kept if begun is not None else None
        if first is not None and other is not None and first.id != other.id:
            self._doubles[key] = first  # both are one draft from now on; it goes once that is kept
        if begun is not None and not begun.is_empty:
            letter = replace(letter, content=joined(letter.content, begun.content))
        letter = replace(letter, kept=other or first)
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

    def flush(self) -> None:
        """Keep every changed letter now, without waiting."""
        self._rest.stop()
        for key in [one for one in self._waiting if one not in self._under_way]:
            place = self._waiting.pop(key)
            self._under_way.add(key)
            self._jobs.start(self._keep(key, place), self, self._failing(key, place, self._turns[key]))

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
        theirs: DraftRow | None = next((one for one in rows if one.kind is place.kind), None)
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
        elif kept is not None:  # of what is being sent, not of what was begun since
            self._left[key] = kept
        double = self._doubles.pop(key, None) if key not in self._waiting else None
        if double is not None:
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


def kept_as(row: DraftRow) -> Kept:
    """Return what identifies a draft as it is kept."""
    return Kept(id=row.id, version=row.version, at=row.updated_at)


def from_draft(row: DraftRow) -> tuple[Place, Letter]:
    """Return a draft as a letter, and where it belongs."""
    place = Place(kind=row.kind, conversation_id=row.conversation_id, customer_id=row.customer_id)
    return place, Letter(kind=row.kind, content=row.content, kept=kept_as(row))
