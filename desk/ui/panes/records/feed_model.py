# SPDX-License-Identifier: LicenseRef-Desk
"""What the event feed shows: one record, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import RecordId
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.records.readings import Feed, read_feed

if TYPE_CHECKING:
    from desk.bootstrap import Desk

FEED = (
    Change.RECORDS,
    Change.EVENTS,
    Change.EVALUATIONS,
    Change.DELIVERIES,
    Change.TIMERS,
    Change.CUSTOMERS,
    Change.SERVICE,
)
FIRST = 15
"""So many events are shown at first, and more each time older ones are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is shown. record_id: "" for nothing chosen. feed: None while it is read, or when it is gone."""

    record_id: str = ""
    feed: Feed | None = None
    is_loading: bool = False
    error: Exception | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the record no longer exists."""
        return bool(self.record_id) and not self.is_loading and self.feed is None and self.error is None


class FeedModel(QObject):
    """The event feed of one record. changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = FeedState()
        self._limit = FIRST
        self._query = LiveQuery(desk, _nothing, FEED, self)
        self._query.rows_changed.connect(self._on_feed)
        self._query.error_changed.connect(self._on_error)

    def show(self, record_id: str) -> None:
        """Show a record; "" shows none."""
        if record_id != self.state.record_id:
            self._limit = FIRST
            self._set(FeedState(record_id=record_id, is_loading=bool(record_id)))
            self._ask()

    def show_older(self) -> None:
        """Show more of what happened."""
        self._limit += 2 * FIRST
        self._ask()

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def pause(self) -> None:
        """Read nothing: the feed is hidden."""
        self._query.pause()

    def resume(self) -> None:
        """Read again from now on."""
        self._query.resume()

    def _ask(self) -> None:
        record_id, limit = self.state.record_id, self._limit

        def work(session: Session) -> tuple[str, Feed | None]:
            return record_id, read_feed(session, RecordId(record_id), limit) if record_id else None

        self._query.use(work)

    def _on_feed(self, answer: tuple[str, Feed | None]) -> None:
        record_id, feed = answer
        if record_id == self.state.record_id:
            self._set(replace(self.state, feed=feed, is_loading=False, error=None))

    def _on_error(self, error: Exception | None) -> None:
        self._set(replace(self.state, error=error, is_loading=False))

    def _set(self, state: FeedState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _nothing(_session: Session) -> tuple[str, Feed | None]:
    return "", None
