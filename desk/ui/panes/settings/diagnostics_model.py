# SPDX-License-Identifier: LicenseRef-Desk
"""How Desk itself does: where its data lie, who runs, what the log says."""

import asyncio
import platform
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, qVersion

from desk import __version__, clock
from desk.services.store import Change, LeaseRow, Leases, Session
from desk.services.supervisor import SERVICE, holder_name, running
from desk.ui.live_query import LiveQuery
from desk.ui.panes import Context
from desk.ui.panes.settings.log_tail import masked, read_tail, wanted

LOOK_MS = 3_000
MOST_LINES = 400
COPIED_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow:
    """How one worker of a service does. state: running, waiting, failing. code: of its last failure."""

    name: str
    state: str
    failures: int
    code: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One running service. is_alive: it gave a sign of life in time."""

    holder: str
    is_alive: bool
    started_at: datetime | None
    beat_at: datetime | None
    workers: tuple[WorkerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. services: None while they are read. lines: of the log, filtered, oldest first."""

    services: tuple[ServiceRow, ...] | None = None
    lines: tuple[str, ...] = ()
    words: str = ""
    only_trouble: bool = False
    error: Exception | None = None


class DiagnosticsModel(QObject):
    """changed(): the services. log_changed(): the lines shown."""

    changed = Signal()
    log_changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._all: tuple[str, ...] = ()
        self.state = State()
        read = partial(_read, home=context.desk.config.home)
        self._query = LiveQuery(context.desk, read, {Change.SERVICE}, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)
        self._tick = QTimer(self, interval=LOOK_MS)
        self._tick.timeout.connect(self.look)

    def watch(self, *, is_watched: bool) -> None:
        """Follow the log while somebody looks."""
        if is_watched:
            self._tick.start()
            self.refresh()
        else:
            self._tick.stop()

    def refresh(self) -> None:
        """Read everything again."""
        self._query.refresh()
        self.look()

    def look(self) -> None:
        """Read the log again."""
        self._context.jobs.start(self._look(), self)

    def filter(self, words: str, *, only_trouble: bool) -> None:
        """Show only lines with all of `words`; with `only_trouble` warnings and errors."""
        self.state = replace(self.state, words=words, only_trouble=only_trouble)
        self._show_lines()

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return (name, text) of what helps to help: closed words, not translated."""
        config = self._context.desk.config
        kind = "PostgreSQL" if config.is_shared else "SQLite"
        return (
            ("Desk", __version__),
            ("Database", kind),
            ("Python", platform.python_version()),
            ("Qt", qVersion()),
            ("System", platform.platform()),
        )

    def diagnostic(self) -> str:
        """Return what is copied: facts, services, the end of the log; nobody can be recognised in it."""
        told = [f"{name}: {text}" for name, text in self.facts()]
        for service in self.state.services or ():
            told.append(f"service {service.holder}: {'alive' if service.is_alive else 'silent'}")
            told += [
                f"  {worker.name}: {worker.state} ({worker.failures} failures) {worker.code}".rstrip()
                for worker in service.workers
            ]
        return masked("\n".join([*told, "", *self._all[-COPIED_LINES:]]))

    async def _look(self) -> None:
        lines = await asyncio.to_thread(read_tail, self._context.desk.config.log_file)
        if lines != self._all:
            self._all = lines
            self._show_lines()

    def _show_lines(self) -> None:
        found = wanted(self._all, self.state.words, only_trouble=self.state.only_trouble)[-MOST_LINES:]
        self.state = replace(self.state, lines=found)
        self.log_changed.emit()

    def _on_read(self, services: tuple[ServiceRow, ...]) -> None:
        self.state = replace(self.state, services=services, error=None)
        self.changed.emit()

    def _on_error(self, error: Exception | None) -> None:
        self.state = replace(self.state, error=error)
        self.changed.emit()


def service_of(lease: LeaseRow, *, is_alive: bool) -> ServiceRow:
    """Read what a service says of itself."""
    report = lease.report if isinstance(lease.report, dict) else {}
    workers = report.get("workers", {})
    return ServiceRow(
        holder=lease.holder,
        is_alive=is_alive,
        started_at=_instant(report.get("started_at")),
        beat_at=_instant(report.get("beat_at")),
        workers=tuple(
            WorkerRow(
                name=name,
                state=str(how.get("state", "")),
                failures=int(how.get("failures", 0)),
                code=str(how.get("code", "")),
                since=_instant(how.get("since")),
            )
            for name, how in sorted(workers.items())
        ),
    )


def _instant(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def _read(session: Session, *, home: Path) -> tuple[ServiceRow, ...]:
    leases = Leases(session).all()
    alive = running(leases, holder_name(home), clock.now())
    return tuple(
        service_of(lease, is_alive=lease in alive) for lease in leases if lease.name.startswith(SERVICE)
    )
