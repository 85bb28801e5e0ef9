# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the workers: starts them, holds their leases, restarts them with back-off, tells how they fare."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from desk import clock
from desk.errors import DeskError
from desk.services.store import UPGRADED, Change, Database, Leases, Session
from desk.services.supervisor.holder import SERVICE, is_gone

log = logging.getLogger(__name__)

TTL = timedelta(seconds=15)
BEAT_S = 5.0
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
STUCK_AFTER = 4
"""So many failures without one run that lasted: it will not mend by itself soon."""
SKEW_S = 5.0
"""Clocks that are further apart are said: what is due, and what people read, goes by them."""


class Worker(Protocol):
    """Something that runs for ever. is_exclusive: only one service of a database runs it at a time."""

    name: str
    is_exclusive: bool

    async def run(self) -> None:
        """Run until cancelled; an error ends it, and the supervisor starts it again."""


@dataclass(slots=True)
class Health:
    """How one worker fares. state: waiting, running, failing. in_a_row: failures since a run that lasted."""

    state: str = "waiting"
    failures: int = 0
    in_a_row: int = 0
    code: str = ""
    since: datetime = field(default_factory=clock.now)


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
        self._begun: set[str] = set()
        self._skew_s = 0.0
        self._started = clock.now()

    @property
    def has_begun(self) -> bool:
        """Whether every worker that may run here has been started, be it in vain."""
        return all(
            name in self._begun for name in self._health if name in self._mine or name not in self._exclusive
        )

    @property
    def stuck(self) -> dict[str, str]:
        """Return the workers that fail again and again: name → code."""
        return {
            name: one.code
            for name, one in self._health.items()
            if one.state == "failing" and one.in_a_row >= STUCK_AFTER
        }

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
        """Write the heartbeat; raises Misconfigured(UPGRADED): only another process can go on from there."""
        try:
            await self._beat()
        except DeskError as error:
            if error.code == UPGRADED:
                raise
            log.warning("the heartbeat could not be written: %s", error)

    async def _beat(self) -> None:
        """Renew what is held; let go of a worker whose lease somebody else has taken."""
        wanted = sorted(self._exclusive)
        report = self._report()

        def work(session: Session) -> tuple[set[str], float]:
            leases = Leases(session)
            now = leases.now()
            skew_s = (clock.now() - now).total_seconds()
            for gone in {lease.holder for lease in leases.all() if is_gone(lease.holder, self._holder)}:
                leases.release(gone)
            leases.take(SERVICE + self._holder, self._holder, now, TTL)
            leases.report(SERVICE + self._holder, self._holder, report)
            return {name for name in wanted if leases.take(name, self._holder, now, TTL)}, skew_s

        held, skew_s = await self._db.write(work, Change.SERVICE)
        self._compare(skew_s)
        for name in self._mine - held:
            if name in self._runs:
                self._runs[name].cancel()
        self._mine = held

    def _compare(self, skew_s: float) -> None:
        """Say once when this computer's clock and the database's have come apart."""
        if abs(skew_s) > SKEW_S >= abs(self._skew_s):
            log.warning("this computer's clock is %+.0f s from the database's: set it right", skew_s)
        self._skew_s = skew_s

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
            failures = health.failures
            await self._run_once(worker, health)
            has_lasted = clock.monotonic() - begun > LONGEST_PAUSE_S
            pause = FIRST_PAUSE_S if has_lasted else min(pause * 2, LONGEST_PAUSE_S)
            health.in_a_row = health.failures - failures + (0 if has_lasted else health.in_a_row)
            await asyncio.sleep(pause)

    async def _run_once(self, worker: Worker, health: Health) -> None:
        health.state, health.since = "running", clock.now()
        run = asyncio.ensure_future(worker.run())
        self._runs[worker.name] = run
        self._begun.add(worker.name)
        try:
            await asyncio.shield(run)
        except asyncio.CancelledError:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            if is_stopping():
                raise  # otherwise only the lease was lost
        except Exception as error:  # a mistake of ours: this worker is started again, the others go on
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
            "skew_s": round(self._skew_s, 1),
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
