# SPDX-License-Identifier: LicenseRef-Desk
"""Tells the other workstations that a conversation is open here, and learns who has it open there."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk.services.store import Change, Session
from desk.ui.jobs import Jobs
from desk.ui.live_query import LiveQuery

if TYPE_CHECKING:
    from desk.bootstrap import Desk

BEAT_MS = 15_000
"""So often it is said again; who was not heard of for three times that is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody else who is here. draft_id: of what they write; "" for nothing kept yet."""

    name: str
    is_writing: bool
    draft_id: str = ""


class Being(Protocol):
    """What presence asks of the keepers."""

    def here(self, conversation_id: str, *, is_writing: bool) -> Coroutine[object, object, None]:
        """Say that the conversation is open on this workstation."""

    def away(self) -> Coroutine[object, object, None]:
        """Say that none is open here any more."""

    def others(self, conversation_id: str) -> Callable[[Session], tuple[Colleague, ...]]:
        """Return the read that tells who else is there, those who write first."""


class PresenceModel(QObject):
    """changed(): others are here now."""

    changed = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, deeds: Being, parent: QObject) -> None:
        super().__init__(parent)
        self.colleagues: tuple[Colleague, ...] = ()
        self._jobs, self._deeds = jobs, deeds
        self._conversation_id = ""
        self._is_writing = False
        self._query: LiveQuery[tuple[Colleague, ...]] = LiveQuery(
            desk, _nobody, {Change.PRESENCE, Change.DRAFTS}, self
        )
        self._query.rows_changed.connect(self._on_read)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._say)

    def open(self, conversation_id: str) -> None:
        """Be in a conversation; "" in none."""
        if conversation_id == self._conversation_id:
            return
        if self._conversation_id and not conversation_id:
            self._start(self._deeds.away())  # being elsewhere says as much
        self._conversation_id, self._is_writing = conversation_id, False
        self._on_read(())
        if conversation_id:
            self._query.use(self._deeds.others(conversation_id))
            self._beat.start()
            self._say()
        else:
            self._query.use(_nobody)
            self._beat.stop()

    def write(self, *, is_writing: bool) -> None:
        """Be writing, or no longer."""
        if self._conversation_id and is_writing != self._is_writing:
            self._is_writing = is_writing
            self._say()

    def _say(self) -> None:
        self._start(self._deeds.here(self._conversation_id, is_writing=self._is_writing))
        self._query.refresh()

    def _start(self, work: Coroutine[object, object, None]) -> None:
        # A presence that cannot be told is no trouble of the person who writes.
        self._jobs.start(work, self, _ignored)

    def _on_read(self, colleagues: tuple[Colleague, ...]) -> None:
        if colleagues != self.colleagues:
            self.colleagues = colleagues
            self.changed.emit()


def _nobody(_session: Session) -> tuple[Colleague, ...]:
    return ()


def _ignored(_error: Exception) -> None:
    return None
