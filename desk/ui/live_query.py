# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what a view shows and reads it again when it changed; bursts are folded, stale answers dropped."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desk import clock
from desk.ui import jobs

if TYPE_CHECKING:  # the store is slow to import, and the window stands before it is there
    from desk.services.store import Change, Database, Session
    from desk.ui.rows_model import RowsModel

FOLD_MS = 50
BUSY_FOLD_MS = 200
"""While one change follows the other, such as mails leaving at full speed, nobody reads every one of them."""
PAGE = 200
HEAD = 1_000
"""How many rows of a long list are read again at most after a change; what is on screen always is."""

T = TypeVar("T")
Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


class HasDatabase(Protocol):
    """What a query needs of the Desk object."""

    @property
    def db(self) -> Database:
        """Where to read."""


class Ears(QObject):
    """Hears of changes on any thread and passes them on, folded, on the window's own."""

    folded = Signal()

    def __init__(self, desk: HasDatabase, topics: Iterable[Change], parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._on_rest)
        self.destroyed.connect(desk.db.changes.subscribe(topics, _passing_on(weakref.ref(self))))

    def hear(self) -> None:
        """Something changed; on the window's thread."""
        if shiboken6.isValid(self) and not self._pause.isActive():
            since_ms = (clock.monotonic() - self._last) * 1000
            self._pause.start(max(FOLD_MS, round(BUSY_FOLD_MS - since_ms)))

    def _on_rest(self) -> None:
        self._last = clock.monotonic()
        if jobs.can_start():
            self.folded.emit()


def _passing_on(ears: weakref.ref[Ears]) -> Callable[[frozenset[Change]], None]:
    """Return what passes a change on by the loop: a foreign thread never holds what is Qt's, even for a moment."""
    loop = asyncio.get_running_loop()

    def arrive() -> None:
        there = ears()
        if there is not None:
            there.hear()

    def pass_on(_topics: frozenset[Change]) -> None:
        loop.call_soon_threadsafe(arrive)

    return pass_on


class LiveQuery(QObject, Generic[T]):
    """Keeps the answer of one read up to date.

    rows_changed(answer): what `work` returned, a tuple of frozen rows as a rule. error_changed(Exception |
    None): reading failed, or works again. The first read starts by itself; nothing is read while paused.
    is_paused: the first read waits for `resume`, so that something more urgent is read alone.
    """

    rows_changed = Signal(object)
    error_changed = Signal(object)

    def __init__(
        self,
        desk: HasDatabase,
        work: Callable[[Session], T],
        topics: Iterable[Change],
        parent: QObject,
        *,
        is_paused: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = work
        self._revision = 0
        self._is_reading = self._is_dirty = self._has_failed = False
        self._is_paused = is_paused
        self._ears = Ears(desk, topics, self)
        self._ears.folded.connect(self.refresh)
        self.refresh()

    def use(self, work: Callable[[Session], T]) -> None:
        """Ask `work` from now on; an answer to the question before it is dropped."""
        self._work = work
        self._revision += 1
        self.refresh()

    def refresh(self) -> None:
        """Read (again); while an answer is awaited, once more after it."""
        if self._is_reading or self._is_paused:
            self._is_dirty = True
            return
        self._is_reading = True
        jobs.start(self._read(self._revision), self, self._on_error)

    def pause(self) -> None:
        """Read nothing for the time being: the view is hidden."""
        self._is_paused = True

    def resume(self) -> None:
        """Read again from now on, at once when something changed meanwhile."""
        self._is_paused = False
        self._again()

    async def _read(self, revision: int) -> None:
        answer = await self._desk.db.read(self._work)
        self._is_reading = False
        if revision == self._revision:
            if self._has_failed:
                self._has_failed = False
                self.error_changed.emit(None)
            self.rows_changed.emit(answer)
        self._again()

    def _on_error(self, error: Exception) -> None:
        self._is_reading = False
        self._has_failed = True
        self.error_changed.emit(error)
        self._again()

    def _again(self) -> None:
        if self._is_dirty and not self._is_paused and not self._is_reading:
            self._is_dirty = False
            self.refresh()


class PagedQuery(QObject, Generic[Row, Key]):
    """Feeds a RowsModel with a long list, page by page, and keeps what was read up to date.

    page(session, after, limit): the rows after the row `after` (None: from the top), in a fixed order; hand
    on what the keeper pages by, such as `after and after.key`.
    error_changed(Exception | None) as for LiveQuery.
    """

    error_changed = Signal(object)

    def __init__(
        self,
        desk: HasDatabase,
        page: Callable[[Session, Row | None, int], Sequence[Row]],
        topics: Iterable[Change],
        model: RowsModel[Row, Key],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._model = model
        self._revision = 0
        self._is_refreshing = self._is_dirty = False
        self._is_at_top = False
        self.visible: Callable[[], tuple[int, int]] = lambda: (0, 0)
        """The first and last row on screen; a view sets it so that far rows stay fresh too."""
        model.more_wanted.connect(self._fetch)
        Ears(desk, topics, self).folded.connect(self.refresh)
        self.restart()

    def use(self, page: Callable[[Session, Row | None, int], Sequence[Row]]) -> None:
        """Show another list (filter, order) from its top."""
        self._page = page
        self.restart()

    def restart(self) -> None:
        """Read the first page again and forget the others; rows in both stay selected."""
        self._revision += 1
        self._is_at_top = True
        jobs.start(self._read_top(self._revision), self, self._on_error)

    def refresh(self) -> None:
        """Read again what may have changed: the head of the list, and what is on screen."""
        if self._is_refreshing or self._is_at_top:
            self._is_dirty = True
            return
        self._is_refreshing = True
        jobs.start(self._read_again(self._revision), self, self._on_error)

    def _fetch(self) -> None:
        jobs.start(self._read_on(self._revision), self, self._on_error)

    async def _ask(self, after: Row | None, limit: int) -> tuple[Row, ...]:
        page = self._page
        rows = await self._desk.db.read(lambda session: tuple(page(session, after, limit)))
        self.error_changed.emit(None)
        return rows

    async def _read_top(self, revision: int) -> None:
        rows = await self._ask(None, PAGE)
        if revision == self._revision:
            self._model.set_rows(rows, is_complete=len(rows) < PAGE)
            self._is_at_top = False
            self._again()

    async def _read_on(self, revision: int) -> None:
        rows = await self._ask(self._model.last_row(), PAGE)
        if revision == self._revision:
            self._model.append_rows(rows, is_complete=len(rows) < PAGE)

    async def _read_again(self, revision: int) -> None:
        limit = min(max(self._model.rowCount(), PAGE), HEAD)
        head = await self._ask(None, limit)
        first, last = self.visible()
        if revision == self._revision:
            self._model.patch_head(head, is_complete=len(head) < limit)
            if last >= limit and first > 0:
                await self._read_span(revision, first, last - first + 1)
        self._is_refreshing = False
        self._again()

    def _again(self) -> None:
        if self._is_dirty and not self._is_refreshing and not self._is_at_top:
            self._is_dirty = False
            self.refresh()

    async def _read_span(self, revision: int, first: int, count: int) -> None:
        rows = await self._ask(self._model.rows[first - 1], count)
        if revision == self._revision:
            for row in rows:
                self._model.update_row(row)

    def _on_error(self, error: Exception) -> None:
        self._is_refreshing = self._is_at_top = False
        self._model.fetch_failed()
        self.error_changed.emit(error)
