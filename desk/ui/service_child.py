# SPDX-License-Identifier: LicenseRef-Desk
"""Starts the service beside the window, or finds the one that runs; starts it again, and stops it."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desk import clock
from desk.config import Config

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import LeaseRow, Session

log = logging.getLogger(__name__)

LOOK_MS = 5_000
PATIENCE_S = 8.0
"""How long the service may take to finish what it has begun."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
SETTLED_S = 60.0
"""A service that ran so long has not failed at its start."""


class ServiceState(StrEnum):
    """How the service fares, as far as the window knows."""

    STARTING = "starting"
    RUNNING = "running"
    FAILING = "failing"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHealth:
    """What the status bar says. beat_at: its last sign of life. failing: names of workers that do not run."""

    state: ServiceState
    beat_at: datetime | None = None
    failing: tuple[str, ...] = ()


def pause_after(failures: int) -> float:
    """Return how many seconds to wait before the service is started again after so many failures in a row."""
    return min(FIRST_PAUSE_S * float(2 ** min(failures, 10)), LONGEST_PAUSE_S)


def health_of(report: object, state: ServiceState) -> ServiceHealth:
    """Read the report of a service that runs."""
    if not isinstance(report, dict):
        return ServiceHealth(state=state)
    workers = report.get("workers", {})
    failing = tuple(sorted(name for name, how in workers.items() if how.get("state") == "failing"))
    beat = report.get("beat_at")
    return ServiceHealth(
        state=ServiceState.FAILING if failing else state,
        beat_at=datetime.fromisoformat(beat) if beat else None,
        failing=failing,
    )


class ServiceChild(QObject):
    """The service as the window sees it. health_changed(ServiceHealth).

    The child is told to stop by its standard input being closed, on every system; a service that somebody
    else has started is used and left alone.
    """

    health_changed = Signal(object)

    def __init__(self, config: Config, parent: QObject | None = None, *, is_wanted: bool = True) -> None:
        """Start a service when none runs, unless none is wanted."""
        super().__init__(parent)
        self._config = config
        self._process: QProcess | None = None
        self._failures = 0
        self._told = ""
        self._begun = 0.0
        self._is_wanted = is_wanted
        self._ended = asyncio.Event()
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._start)
        self.health = ServiceHealth(state=ServiceState.STARTING)

    @property
    def is_ours(self) -> bool:
        """Whether the service that runs is this window's child."""
        return self._process is not None

    def restart(self) -> None:
        """Start it now, without waiting for its pause; also after `stop`."""
        self._is_wanted = True
        self._failures = 0
        self._again.stop()
        self._start()

    def found(self, leases: Sequence[LeaseRow], now: datetime) -> None:
        """Take note of the leases: which services run. Start one when none does, unless it was stopped."""
        self._tell_passphrase()
        alive = self._alive(leases, now)
        if alive is not None:
            self._say(health_of(alive.report, ServiceState.RUNNING))
        else:
            if not self._again.isActive():
                self._start()
            state = ServiceState.STOPPED if self._process is None else ServiceState.STARTING
            self._say(ServiceHealth(state=state))

    async def stop(self) -> None:
        """Let our child finish and end, at most PATIENCE_S seconds; a service of others goes on."""
        self._is_wanted = False
        self._again.stop()
        process = self._process
        if process is None or process.state() == QProcess.ProcessState.NotRunning:
            return
        process.closeWriteChannel()
        if sys.platform != "win32":
            process.terminate()
        try:
            await asyncio.wait_for(self._ended.wait(), PATIENCE_S)
        except TimeoutError:
            log.warning("the service did not end in time and was killed")
            process.kill()
            process.waitForFinished(1000)

    def _alive(self, leases: Sequence[LeaseRow], now: datetime) -> LeaseRow | None:
        from desk.services.supervisor import holder_name, running

        me = holder_name(self._config.home)
        machine = me.partition(":")[0]
        for lease in running(leases, me, now):
            if lease.holder.partition(":")[0] == machine or not self._config.is_shared:
                return lease
        return None

    def _start(self) -> None:
        if not self._is_wanted or self._process is not None:
            return
        process = QProcess(self)
        process.setProcessEnvironment(_surroundings(self._config))
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._begun = clock.monotonic()
        self._ended.clear()
        program, arguments = command()
        process.start(program, arguments)
        self._told = ""
        self._tell_passphrase()

    def _tell_passphrase(self) -> None:
        """Hand our child what the person told this window, by its standard input: no list of processes shows that."""
        from desk.services.store import told_passphrase

        said = told_passphrase(self._config.home)
        if self._process is not None and said not in {"", self._told}:
            self._told = said
            self._process.write(b"passphrase " + base64.b64encode(said.encode()) + b"\n")

    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        said = bytes(process.readAll().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        self._ended.set()
        if not self._is_wanted:
            return
        log.warning("the service ended with %s: %s", code, said[-2000:])
        self._pause()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            log.error("the service could not be started: %s", self._process.errorString())
            self._process.deleteLater()
            self._process = None
            self._pause()

    def _pause(self) -> None:
        if clock.monotonic() - self._begun > SETTLED_S:
            self._failures = 0
        self._say(ServiceHealth(state=ServiceState.STOPPED))
        self._again.start(round(pause_after(self._failures) * 1000))
        self._failures += 1

    def _say(self, health: ServiceHealth) -> None:
        if health != self.health:
            self.health = health
            self.health_changed.emit(health)


class ServiceWatch(QObject):
    """Looks at the leases, every few seconds and after each beat, and tells the child what it found."""

    def __init__(self, desk: Desk, child: ServiceChild) -> None:
        super().__init__(child)
        from desk.services.store import Change
        from desk.ui.live_query import LiveQuery

        self._child = child
        self._query = LiveQuery(desk, _leases, {Change.SERVICE}, self)
        self._query.rows_changed.connect(self._on_leases)
        self._tick = QTimer(self, interval=LOOK_MS)
        self._tick.timeout.connect(self._query.refresh)
        self._tick.start()

    def _on_leases(self, leases: tuple[LeaseRow, ...]) -> None:
        self._child.found(leases, clock.now())


def _leases(session: Session) -> tuple[LeaseRow, ...]:
    from desk.services.store import Leases

    return Leases(session).all()


def command() -> tuple[str, list[str]]:
    """Return the program and the arguments that start the service; a packaged Desk starts itself."""
    arguments = ["service", "--watch-parent"]
    if getattr(sys, "frozen", False):
        return sys.executable, arguments
    return sys.executable, ["-m", "desk", *arguments]


def _surroundings(config: Config) -> QProcessEnvironment:
    env = QProcessEnvironment.systemEnvironment()
    env.insert("DESK_HOME", str(config.home))
    env.insert("DESK_DATABASE", config.database)
    env.insert("PYTHONUTF8", "1")
    if not getattr(sys, "frozen", False):
        beside = os.pathsep.join(path for path in sys.path if path)
        env.insert("PYTHONPATH", beside)
    return env
