# SPDX-License-Identifier: LicenseRef-Desk
"""Feeds the list of conversations: pages by key; after a change its head and what is on screen are read again.

Conversations move: one that gets a message goes to the top. A row that is found in the head therefore leaves
the place further down where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.services.inbox import ConversationRow
from desk.services.store import Change, Session
from desk.ui.live_query import PagedQuery

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.rows_model import RowsModel

TOPICS = (Change.CONVERSATIONS, Change.CUSTOMERS, Change.DRAFTS, Change.DELIVERIES)
FIRST = 40
"""So many rows are read at first."""
STEP = 60
"""So many of the first rows are read after a change, at least."""

PageOf = Callable[[Session, ConversationRow | None, int], Sequence[ConversationRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What became of a list. head: from its top, is_whole: to its end. span: what is on screen further down."""

    head: tuple[ConversationRow, ...]
    is_whole: bool
    span: tuple[ConversationRow, ...] = ()


class ConversationFeed(PagedQuery[ConversationRow, str]):
    """loaded(): the first page of what was asked for is there. patched(): rows came, went or changed."""

    loaded = Signal()
    patched = Signal()

    def __init__(
        self, desk: Desk, page: PageOf, model: RowsModel[ConversationRow, str], parent: QObject
    ) -> None:
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
        rows = await self._ask(None, FIRST)  # a screen full is there sooner than a page
        if revision == self._revision:
            self._model.set_rows(rows, is_complete=len(rows) < FIRST)
            self._is_at_top = False
            self._again()
            self.loaded.emit()

    async def _read_on(self, revision: int) -> None:
        await super()._read_on(revision)
        self.patched.emit()

    async def _read_again(self, revision: int) -> None:
        page, rows = self._page, self._model.rows
        first, last = self.visible()
        limit = max(STEP, min(last + 1, 2 * STEP))
        before = rows[first - 1] if limit <= last and 0 < first <= len(rows) else None
        seen = tuple(row.id for row in rows[first : last + 1]) if before is not None else ()
        look = await self._desk.db.read(lambda session: look_again(session, page, limit, before, len(seen)))
        self.error_changed.emit(None)
        if revision == self._revision:
            self._show(look, limit, seen)
            self.patched.emit()
        self._is_refreshing = False
        if self._is_dirty:
            self._is_dirty = False
            self.refresh()

    def _show(self, look: Look, limit: int, seen: Sequence[str]) -> None:
        model = self._model
        model.drop([row.id for row in look.head if model.index_of(row.id).row() >= limit])
        model.patch_head(look.head, is_complete=look.is_whole)
        if not seen:
            return
        there = {row.id for row in look.span} | {row.id for row in look.head}
        model.drop([one for one in seen if one not in there])
        for row in look.span:
            model.update_row(row)


def look_again(
    session: Session, page: PageOf, limit: int, before: ConversationRow | None, count: int
) -> Look:
    """Read the first `limit` rows, and the `count` rows after `before` where there is such a row."""
    head = tuple(page(session, None, limit))
    span = tuple(page(session, before, count)) if before is not None and count else ()
    return Look(head=head, is_whole=len(head) < limit, span=span)
