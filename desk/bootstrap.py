# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the program together: one place where everything meets."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import clock
from desk.config import Config
from desk.services.delivery import Accounts, Planner, Reconciler, Sender, finish, placeholder_names
from desk.services.events import Journal
from desk.services.providers import AccountRow, Provider, provider_kind
from desk.services.reminders import Agenda, Sweep, TimerLoop
from desk.services.sandbox import Sandbox, build_sample_shop, stock
from desk.services.sandbox import open_sample as open_sample_rules
from desk.services.shop import CALENDARS, LocationDraft, Locations, Settings
from desk.services.store import Change, Database, LeaseRow, Secrets, Session, open_database
from desk.services.supervisor import Supervisor, Worker, holder_name, is_alive
from desk.services.templates import Renderer
from desk.translation import translator

DRAIN_LOOK_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a door stands on."""

    config: Config
    db: Database

    def close(self) -> None:
        """Let the database go."""
        self.db.close()


def open_desk(config: Config) -> Desk:
    """Open the data; raises what `open_database` raises."""
    db = open_database(config.database)
    db.watch()
    return Desk(config=config, db=db)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopDraft:
    """What the first page asks. opening: weekday (0 is Monday) → spans of wall times "HH:MM"."""

    name: str
    country: str
    language: str
    timezone: str
    opening: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def create_shop(config: Config, draft: ShopDraft) -> None:
    """Make a new shop: one location, ready rules and texts, trial mode on. Refused names what is wrong."""
    desk = open_desk(config)

    def work(session: Session) -> None:
        Settings(session).change(
            shop_name=draft.name,
            country=draft.country,
            default_language=draft.language,
            timezone=draft.timezone,
            trial_mode=True,
        )
        location = LocationDraft(
            name=draft.name,
            timezone=draft.timezone,
            country=draft.country,
            opening=draft.opening,
            calendar=draft.country if draft.country in CALENDARS else "",
            is_default=True,
        )
        Locations(session).create(location)
        stock(session, translator(draft.language), clock.now())

    try:
        desk.db.write_now(work, *Change)
    finally:
        desk.close()


def open_sample(config: Config) -> Desk:
    """Open the sample shop in its own folder, made on the first call."""
    desk = open_desk(config.sample())
    if not desk.db.read_now(lambda session: Settings(session).get().is_sample):
        desk.db.write_now(_make_sample, *Change)
    return desk


def _make_sample(session: Session) -> None:
    now = clock.now()
    build_sample_shop(session, now)
    stock(session, translator(Settings(session).get().default_language), now)
    open_sample_rules(session)


class Service:
    """The engine: every worker of one process, under one supervisor."""

    def __init__(self, desk: Desk) -> None:
        self._db = desk.db
        holder = holder_name(desk.config.home)
        self.sandbox = Sandbox(desk.db)
        self._renderer = Renderer(placeholder_names(), finish=finish)
        self.planner = Planner(desk.db)
        self.timer = TimerLoop(desk.db)
        self.sweep = Sweep(desk.db)
        self.sender = Sender(desk.db, holder, Accounts(desk.db, self._build), self._renderer)

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
        )
        self._supervisor = Supervisor(desk.db, holder, workers)

    async def run(self) -> None:
        """Run until cancelled."""
        try:
            await self._supervisor.run()
        finally:
            await self._renderer.close()

    async def wind_down(self) -> None:
        """Prepare to stop: nothing new is begun, what is under way finishes."""
        await self.sender.wind_down()

    async def ready(self) -> None:
        """Wait until every worker runs (or waits for a lease that another service holds)."""
        await self._renderer.start()
        while not self._supervisor.has_begun:  # noqa: ASYNC110 - asked at the start, for moments
            await asyncio.sleep(DRAIN_LOOK_S)

    async def drain(self) -> None:
        """Wait until nothing is due: no event unplanned, no timer due, nothing to send."""
        await self.ready()
        await self.reconciler.recover()  # what a crash has left is due again
        await self.sweep.sweep()
        while not await self._is_idle():  # noqa: ASYNC110 - idle is a state of the tables, not an event
            await asyncio.sleep(DRAIN_LOOK_S)

    async def _is_idle(self) -> bool:
        now = clock.now()
        busy = await self._db.read(lambda s: bool(Journal(s).unplanned(1)) or Agenda(s).has_due(now))
        return not busy and not self.sender.is_busy() and not await self.sender.is_due()

    def _build(self, account: AccountRow) -> Provider:
        """Make the way out of an account; the built-in servers' ports are known only here."""
        kind = provider_kind(account.kind)
        settings = (
            self.sandbox.addressed(account.kind, account.settings) if account.is_sandbox else account.settings
        )
        secret = Secrets().get(account.id) if kind.needs_secret(settings) else ""
        provider = kind.build(settings, secret)
        return self.sandbox.witnessed(provider) if account.is_sandbox else provider
