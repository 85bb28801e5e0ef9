# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the workers: starts them, holds their leases, restarts them with back-off, tells how they fare."""

import asyncio
import logging
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desk import clock
from desk.errors import DeskError
from desk.services.store import Change, Database, LeaseRow, Leases, Session

log = logging.getLogger(__name__)

TTL = timedelta(seconds=15)
BEAT_S = 5.0
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
SERVICE = "service:"
"""Every running service holds the lease SERVICE + holder; its report is what the status bar shows."""


class Worker(Protocol):
    """Something that runs for ever. is_exclusive: only one service of a database runs it at a time."""

    name: str
    is_exclusive: bool

    async def run(self) -> None:
        """Run until cancelled; an error ends it, and the supervisor starts it again."""


@dataclass(slots=True)
class Health:
    """How one worker fares. state: waiting, running, failing."""

    state: str = "waiting"
    failures: int = 0
    code: str = ""
    since: datetime = field(default_factory=clock.now)


def holder_name(home: Path) -> str:
    """Return a name for this process: the machine's own (kept in the data folder) and the process id."""
    file = home / "machine"
    try:
        machine = file.read_text("ascii").strip()
    except FileNotFoundError:
        machine = secrets.token_hex(8)
        file.write_text(machine, "ascii")
    return f"{machine}:{os.getpid()}"


def is_alive(holder: str, me: str, leases: Sequence[LeaseRow], now: datetime) -> bool:
    """Whether `holder` still runs: its lease stands, and its process is there when it is on this machine."""
    if holder == me:  # whatever the clock says
        return True
    if is_gone(holder, me):
        return False
    return any(lease.name == SERVICE + holder and lease.expires_at > now for lease in leases)


def is_gone(holder: str, me: str) -> bool:
    """Whether `holder` ran on this machine and has ended, whatever its lease says."""
    machine, _, pid = holder.partition(":")
    return holder != me and machine == me.partition(":")[0] and not _process_exists(int(pid))


def _process_exists(pid: int) -> bool:
    if os.name == "nt":  # a signal 0 would end a process there; the lease alone decides
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Supervisor:
    """The service: workers that never stay down, and one heartbeat."""

    def __init__(self, db: Database, holder: str, workers: Sequence[Worker]) -> None:
        self._db = db
        self._holder = holder
        self._workers = workers
        self._health = {worker.name: Health() for worker in workers}
        self._exclusive = frozenset(worker.name for worker in workers if worker.is_exclusive)
        self._mine: set[str] = set()
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._started = clock.now()

    @property
    def has_begun(self) -> bool:
        """Whether every worker that may run here has been started."""
        return all(
            name in self._runs for name in self._health if name in self._mine or name not in self._exclusive
        )

    async def run(self) -> None:
        """Run every worker until cancelled; then give the leases back."""
        await self._try_beat()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._heart())
                for worker in self._workers:
                    group.create_task(self._keep(worker))
        finally:
            await asyncio.shield(self._leave())

    async def _heart(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            await self._try_beat()

    async def _try_beat(self) -> None:
        try:
            await self._beat()
        except DeskError as error:
            log.warning("the heartbeat could not be written: %s", error)

    async def _beat(self) -> None:
        """Renew what is held; let go of a worker whose lease somebody else has taken."""
        wanted = sorted(self._exclusive)
        report = self._report()

        def work(session: Session) -> set[str]:
            now = clock.now()
            leases = Leases(session)
            for gone in {lease.holder for lease in leases.all() if is_gone(lease.holder, self._holder)}:
                leases.release(gone)
            leases.take(SERVICE + self._holder, self._holder, now, TTL)
            leases.report(SERVICE + self._holder, self._holder, report)
            return {name for name in wanted if leases.take(name, self._holder, now, TTL)}

        held = await self._db.write(work, Change.SERVICE)
        for name in self._mine - held:
            if name in self._runs:
                self._runs[name].cancel()
        self._mine = held

    async def _keep(self, worker: Worker) -> None:
        """Run one worker again and again; its pauses grow while it fails and shrink once it holds."""
        health = self._health[worker.name]
        pause = FIRST_PAUSE_S
        while True:
            if worker.is_exclusive and worker.name not in self._mine:
                health.state = "waiting"
                await asyncio.sleep(BEAT_S / 5)
                continue
            begun = clock.monotonic()
            await self._run_once(worker, health)
            pause = (
                FIRST_PAUSE_S
                if clock.monotonic() - begun > LONGEST_PAUSE_S
                else min(pause * 2, LONGEST_PAUSE_S)
            )
            await asyncio.sleep(pause)

    async def _run_once(self, worker: Worker, health: Health) -> None:
        health.state, health.since = "running", clock.now()
        run = asyncio.ensure_future(worker.run())
        self._runs[worker.name] = run
        try:
            await asyncio.shield(run)
        except asyncio.CancelledError:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            if is_stopping():
                raise  # otherwise only the lease was lost
        except Exception as error:  # one of the two places where our mistakes are caught
            self._note(worker, health, error)
        finally:
            self._runs.pop(worker.name, None)

    def _note(self, worker: Worker, health: Health, error: Exception) -> None:
        errors = list(_leaves(error))
        health.state = "failing"
        health.failures += 1
        health.code = next((e.code for e in errors if isinstance(e, DeskError)), "mistake")
        log.error("the worker %s stopped and is started again", worker.name, exc_info=error)

    def _report(self) -> dict[str, object]:
        workers = {
            name: {
                "state": health.state,
                "failures": health.failures,
                "code": health.code,
                "since": health.since.isoformat(),
            }
            for name, health in self._health.items()
        }
        return {
            "workers": workers,
            "started_at": self._started.isoformat(),
            "beat_at": clock.now().isoformat(),
        }

    async def _leave(self) -> None:
        try:
            await self._db.write(lambda session: Leases(session).release(self._holder), Change.SERVICE)
        except DeskError as error:
            log.warning("the leases could not be given back; they run out by themselves: %s", error)


def is_stopping() -> bool:
    """Whether the running task itself was asked to end, not only something that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _leaves(error: BaseException) -> "list[BaseException]":
    if isinstance(error, BaseExceptionGroup):
        return [leaf for one in error.exceptions for leaf in _leaves(one)]
    return [error]
