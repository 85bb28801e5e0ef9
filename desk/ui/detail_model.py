# SPDX-License-Identifier: LicenseRef-Desk
"""What the pane beside a list shows: one thing, and everything about it, kept up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desk.ui.live_query import HasDatabase, LiveQuery

if TYPE_CHECKING:  # the store is slow to import, and the window stands before it is there
    from desk.services.store import Change, Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail(Generic[T]):
    """How one thing is read. read: (session, key, limit) → it, None when it is gone. topics: what changes it.

    first: so many lines of what happened are read at first, and twice as many more each time they are asked for.
    """

    read: Callable[[Session, str, int], T | None]
    topics: tuple[Change, ...]
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailState(Generic[T]):
    """What is shown. key: "" for nothing chosen. shown: None while it is read, or when it is gone."""

    key: str = ""
    shown: T | None = None
    is_loading: bool = False
    error: Exception | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it no longer exists."""
        return bool(self.key) and not self.is_loading and self.shown is None and self.error is None


class DetailModel(QObject, Generic[T]):
    """One thing in detail. changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: HasDatabase, detail: Detail[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: DetailState[T] = DetailState()
        self._detail = detail
        self._limit = detail.first
        self._query: LiveQuery[tuple[str, T | None]] = LiveQuery(desk, _nothing, detail.topics, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def show(self, key: str) -> None:
        """Show what `key` names; "" shows nothing."""
        if key != self.state.key:
            self._limit = self._detail.first
            self._set(DetailState(key=key, is_loading=bool(key)))
            self._ask()

    def show_older(self) -> None:
        """Show more of what happened."""
        self._limit += 2 * self._detail.first
        self._ask()

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def pause(self) -> None:
        """Read nothing: it is hidden."""
        self._query.pause()

    def resume(self) -> None:
        """Read again from now on."""
        self._query.resume()

    def _ask(self) -> None:
        key, limit, read = self.state.key, self._limit, self._detail.read
        self._query.use(lambda session: (key, read(session, key, limit) if key else None))

    def _on_read(self, answer: tuple[str, T | None]) -> None:
        key, shown = answer
        if key == self.state.key:
            self._set(replace(self.state, shown=shown, is_loading=False, error=None))

    def _on_error(self, error: Exception | None) -> None:
        self._set(replace(self.state, error=error, is_loading=False))

    def _set(self, state: DetailState[T]) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _nothing(_session: Session) -> tuple[str, None]:
    return "", None
