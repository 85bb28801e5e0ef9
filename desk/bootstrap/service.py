# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the service together: every worker of one process, under one supervisor."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from desk import clock
from desk.bootstrap.opening import Desk
from desk.bootstrap.stocking import news, restock
from desk.bootstrap.syncing import sync_worker
from desk.errors import DeskError, Unavailable
from desk.services.assistants import BotRunner, Translator
from desk.services.delivery import (
    Accounts,
    JustDecided,
    Outbox,
    Planner,
    Reconciler,
    Recovery,
    Sender,
    finish,
    placeholder_names,
)
from desk.services.events import Journal
from desk.services.inbox import (
    Afterwards,
    BotTasks,
    Caretaker,
    ServerJobs,
    Settling,
    SmsIntake,
    Telling,
    Tidying,
)
from desk.services.providers import AccountRow, Provider, Signing, kept_secret, provider_kind
from desk.services.reminders import Agenda, Sweep, TimerLoop
from desk.services.sandbox import Sandbox
from desk.services.store import Change, LeaseRow, Session
from desk.services.supervisor import Supervisor, Worker, holder_name, is_alive
from desk.services.templates import Renderer

log = logging.getLogger(__name__)

DRAIN_LOOK_S = 0.05


class Service:
    """The engine: every worker of one process, under one supervisor."""

    def __init__(self, desk: Desk) -> None:
        self._db = desk.db
        self._holder = holder = holder_name(desk.config.home)
        self.sandbox = Sandbox(desk.db)
        self._renderer = Renderer(placeholder_names(), finish=finish)
        self.signing = Signing()
        decided = JustDecided()
        self.planner = Planner(desk.db, decided)
        self.timer = TimerLoop(desk.db)
        self.sweep = Sweep(desk.db)
        self.sender = Sender(desk.db, holder, Accounts(desk.db, self._build), self._renderer, decided)

        self.sync = sync_worker(desk.db, self.signing)

        def alive(other: str, leases: Sequence[LeaseRow], now: datetime) -> bool:
            return is_alive(other, holder, leases, now)

        self.reconciler = Reconciler(desk.db, alive, self._build)
        workers: tuple[Worker, ...] = (
            self.sandbox,
            self.planner,
            self.sweep,
            self.timer,
            self.sender,
            self.reconciler,
            self.sync,
            Afterwards(desk.db),
            Caretaker(desk.db),
            Telling(desk.db),
            SmsIntake(desk.db, self._build),
            BotRunner(desk.db),
            Translator(desk.db),
            Tidying(desk.db),
        )
        self._supervisor = Supervisor(desk.db, holder, workers)

    async def run(self) -> None:
        """Run until cancelled."""
        try:
            await self._restock()
            await self._supervisor.run()
        finally:
            self.sandbox.close()
            await self._renderer.close()

    async def _restock(self) -> None:
        """Offer what a newer Desk brings along; where that fails now, the next start does it."""
        try:
            if await self._db.read(news):
                await self._db.write(
                    lambda session: restock(session, clock.now()), Change.RULES, Change.TEMPLATES
                )
        except DeskError as error:
            log.warning("new rules and texts could not be offered: %s", error)

    async def wind_down(self) -> None:
        """Prepare to stop: nothing new is begun, what is under way finishes."""
        await self.sender.wind_down()

    async def ready(self) -> None:
        """Wait until every worker was started (or waits for a lease that another service holds).

        The process that fills texts is started with the first message: it needs as much memory as half the rest.
        """
        while not self._supervisor.has_begun:  # noqa: ASYNC110 - asked at the start, for moments
            await asyncio.sleep(DRAIN_LOOK_S)

    async def drain(self) -> None:
        """Wait until nothing is due: no event unplanned, no timer due, nothing to send or to answer.

        Raises Unavailable("worker_stuck") when that is in vain, because a worker fails again and again.
        """
        await self.ready()
        await self.reconciler.recover()  # what a crash has left is due again
        await self.sweep.sweep()
        while not await self._is_idle():
            for worker, code in self._supervisor.stuck.items():
                raise Unavailable("worker_stuck", None, worker=worker, why=code)
            await asyncio.sleep(DRAIN_LOOK_S)

    async def _is_idle(self) -> bool:
        return not self.sender.is_busy() and not await self._db.read(self._has_work)

    def _has_work(self, session: Session) -> bool:
        """Look in the order in which work moves on, so that none slips through between two looks."""
        now = clock.now()
        if Journal(session).unplanned(1) or Agenda(session).has_due(now):
            return True
        due_at = Outbox(session).next_due()
        is_due = due_at is not None and due_at <= now
        if is_due or self._holder in Recovery(session).holders():
            return True
        if Settling(session).has_work() or ServerJobs(session).has_due(now):
            return True
        asked = BotTasks(session).next_due()
        return asked is not None and asked <= now

    def _build(self, account: AccountRow) -> Provider:
        """Make the way out of an account; the built-in servers' ports are known only here."""
        kind = provider_kind(account.kind)
        settings = (
            self.sandbox.addressed(account.kind, account.settings) if account.is_sandbox else account.settings
        )
        secret = kept_secret(self.signing, account.id, settings) if kind.needs_secret(settings) else ""
        provider = kind.build(settings, secret)
        return self.sandbox.witnessed(provider) if account.is_sandbox else provider
