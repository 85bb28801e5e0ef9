# SPDX-License-Identifier: LicenseRef-Desk
"""Trial mode and the sandbox: how the shop stands, what was caught, which faults are on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.services.delivery import go_back, go_live
from desk.services.providers import Roster
from desk.services.sandbox import CaptureCard, Captures, Fault, FaultBook
from desk.services.shop import Settings
from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialStanding:
    """What was read. is_ready: an account could send for real."""

    is_trial: bool
    is_sample: bool
    started_at: datetime | None
    is_ready: bool
    captured: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. standing: None while it is read."""

    standing: TrialStanding | None = None
    error: Exception | None = None


class TrialModel(QObject):
    """changed(). went_live(count): so many waiting messages were cancelled. went_back(). refused(Exception).

    opened(CaptureCard): a captured message was read.
    """

    changed = Signal()
    went_live = Signal(int)
    went_back = Signal()
    refused = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.state = State()
        topics = {Change.SETTINGS, Change.PROVIDERS, Change.CAPTURES}
        self._query = LiveQuery(context.desk, _read, topics, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def go_live(self) -> None:
        """Let messages really leave."""
        self._context.jobs.start(self._go_live(), self, self.refused.emit)

    def go_back(self) -> None:
        """Catch every message again."""
        self._context.jobs.start(self._go_back(), self, self.refused.emit)

    def put_faults(self, faults: tuple[Fault, ...]) -> None:
        """Switch these faults on and all others off."""
        self._do(lambda session: FaultBook(session).put(faults), Change.SETTINGS)

    def clear(self) -> None:
        """Forget what was caught."""

        def work(session: Session) -> None:
            Captures(session).clear()

        self._do(work, Change.CAPTURES)

    def open(self, capture_id: str) -> None:
        """Read one captured message."""
        self._context.jobs.start(self._open(capture_id), self)

    async def _go_live(self) -> None:
        now = clock.now()
        changes = Change.SETTINGS, Change.DELIVERIES
        self.went_live.emit(
            await self._context.desk.db.write(lambda session: go_live(session, now), *changes)
        )

    async def _go_back(self) -> None:
        await self._context.desk.db.write(go_back, Change.SETTINGS)
        self.went_back.emit()

    async def _open(self, capture_id: str) -> None:
        card: CaptureCard = await self._context.desk.db.read(
            lambda session: Captures(session).get(capture_id)
        )
        self.opened.emit(card)

    def _do(self, work: Callable[[Session], None], topic: Change) -> None:
        self._context.jobs.start(self._context.desk.db.write(work, topic), self)

    def _on_read(self, standing: TrialStanding) -> None:
        self.state = State(standing=standing)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = replace(self.state, error=error)
        self.changed.emit()


def _read(session: Session) -> TrialStanding:
    settings = Settings(session).get()
    return TrialStanding(
        is_trial=settings.trial_mode,
        is_sample=settings.is_sample,
        started_at=settings.started_at,
        is_ready=bool(Roster(session).in_use(sandbox=False)),
        captured=Captures(session).count(),
        faults=FaultBook(session).get(),
    )
