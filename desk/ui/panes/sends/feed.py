# SPDX-License-Identifier: LicenseRef-Desk
"""Feeds the table of sends: pages by key, and after a change only the newest rows and those on screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.services.delivery import DeliveryRow, History
from desk.services.store import Change, Session
from desk.ui.live_query import PagedQuery

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.rows_model import RowsModel

TOPICS = (Change.DELIVERIES, Change.CUSTOMERS, Change.RULES, Change.RECORDS)
STEP = 60
"""So many of the newest rows are read after a change, and as many more until one is known already."""
MOST_NEW = 1_200

PageOf = Callable[[Session, DeliveryRow | None, int], Sequence[DeliveryRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What became of a list. head: from its top; is_whole: to its end. others: on screen further down."""

    head: tuple[DeliveryRow, ...]
    is_whole: bool
    others: tuple[DeliveryRow, ...]


class SendsFeed(PagedQuery[DeliveryRow, str]):
    """loaded(): the first page of what was asked for is there. patched(): rows came, went or changed."""

    loaded = Signal()
    patched = Signal()

    def __init__(self, desk: Desk, page: PageOf, model: RowsModel[DeliveryRow, str], parent: QObject) -> None:
        self._is_paused = self._is_stale = False
        super().__init__(desk, page, TOPICS, model, parent)

    def pause(self) -> None:
        """Read nothing for the time being: the list is hidden."""
        self._is_paused = True

    def resume(self) -> None:
        """Read again from now on, at once when something changed meanwhile."""
        self._is_paused = False
        if self._is_dirty:
            self._is_dirty = False
            self.refresh()

    def look(self) -> None:
        """Read again what has come on screen, if anything changed since it was read."""
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        self._is_stale = True
        if self._is_paused:
            self._is_dirty = True
        else:
            super().refresh()

    async def _read_top(self, revision: int) -> None:
        self._is_stale = False
        await super()._read_top(revision)
        if revision == self._revision:
            self.loaded.emit()

    async def _read_on(self, revision: int) -> None:
        await super()._read_on(revision)
        self.patched.emit()

    async def _read_again(self, revision: int) -> None:
        page, rows = self._page, self._model.rows
        first, last = self.visible()
        seen = [row.id for row in rows[max(first, 0) : last + 1]]
        known = frozenset(row.id for row in rows)
        look = await self._desk.db.read(lambda session: look_again(session, page, known, seen))
        self.error_changed.emit(None)
        if revision == self._revision:
            self._model.patch_head(look.head, is_complete=look.is_whole)
            for row in look.others:
                self._model.update_row(row)
            self.patched.emit()
        self._is_refreshing = False
        if self._is_dirty:
            self._is_dirty = False
            self.refresh()


def look_again(session: Session, page: PageOf, known: Collection[str], seen: Sequence[str]) -> Look:
    """Read the newest rows down to the first known one, and the `seen` rows that are not among them."""
    head: list[DeliveryRow] = []
    part: Sequence[DeliveryRow] = ()
    while len(head) < MOST_NEW:
        part = page(session, head[-1] if head else None, STEP)
        head += part
        if len(part) < STEP or any(row.id in known for row in part):
            break
    fresh = {row.id for row in head}
    rest = [id_ for id_ in seen if id_ not in fresh]
    return Look(head=tuple(head), is_whole=len(part) < STEP, others=History(session).rows(rest))
