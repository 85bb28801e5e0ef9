# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the accounts: a lane for each, opened when first needed, closed when its settings change."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from desk import clock
from desk.errors import DeskError
from desk.models.vocabulary import AttemptOutcome, Channel
from desk.services.delivery.lanes import Lane, Load, Report
from desk.services.delivery.turnstile import Turnstile
from desk.services.providers import AccountRow, Blame, Build, Circuit, Receipt, Roster
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

"""Makes the way out of an account; raises Misconfigured when a secret or a setting is missing."""
OnReport = Callable[[str, Channel, Report], Awaitable[None]]


class Accounts:
    """The lanes in use, by account; a changed account gets a new lane while the old one empties."""

    def __init__(self, db: Database, build: Build) -> None:
        self._db = db
        self._build = build
        self._lanes: dict[str, tuple[int, Lane]] = {}
        """Account → the newest version seen of it, and its lane."""
        self._retired: set[Lane] = set()
        """Lanes of accounts as they were, until they are empty."""
        self._group: asyncio.TaskGroup | None = None
        self._turnstile: Turnstile | None = None
        self._on_report: OnReport | None = None
        self._circuits: dict[str, Circuit] = {}

    def start(self, group: asyncio.TaskGroup, turnstile: Turnstile, on_report: OnReport) -> None:
        """Run lanes in `group` from now on."""
        self._group, self._turnstile, self._on_report = group, turnstile, on_report

    def lane(self, account: AccountRow) -> Lane:
        """Return the lane of an account as it is set up now; what was claimed before a change goes that way, too."""
        version, lane = self._lanes.get(account.id, (0, None))
        if lane is None or version < account.version:
            lane = self._open(account)
        self._learn(account)
        return lane

    def may_try(self, account_id: str) -> bool:
        """Whether an account may be used now, as far as this service knows."""
        return self._circuits.get(account_id, Circuit()).may_try(clock.now())

    def opening(self, account_id: str) -> datetime | None:
        """Return when an account that is down is tried again; None when only its owner can mend it."""
        return self._circuits.get(account_id, Circuit()).open_until

    async def unusable(self, account: AccountRow, error: DeskError) -> None:
        """Keep that an account cannot even be opened: no keyring, no secret; it is tried again by itself."""
        self._circuits.setdefault(account.id, account.circuit)
        failed = Receipt(outcome=AttemptOutcome.TRANSIENT, code=error.code, blame=Blame.ACCOUNT)
        await self.note(account.id, failed)

    async def note(self, account_id: str, receipt: Receipt) -> None:
        """Keep where an account stands when a call changed it."""
        before = self._circuits.get(account_id, Circuit())
        now = clock.now()
        after = before.after(receipt, now, random.random())  # noqa: S311 - jitter
        self._circuits[account_id] = after
        if (after.health, after.open_until, after.code) == (before.health, before.open_until, before.code):
            return
        grounds = self._turnstile.grounds if self._turnstile is not None else None

        def work(session: Session) -> None:
            Roster(session).note(account_id, after, at=now)
            if grounds is not None:
                grounds.teach()  # what waits for this account is called back by its own report

        try:
            await self._db.write(work, Change.PROVIDERS)
        except DeskError as error:
            log.warning("the health of account %s could not be kept: %s", account_id, error)
        finally:
            if grounds is not None:
                grounds.taught()

    def unstarted(self, account_id: str = "") -> tuple[Load, ...]:
        """Take out of the lanes (of one account) whatever has not begun."""
        lanes = [lane for lane in self._all() if account_id in ("", lane.account_id)]
        return tuple(load for lane in lanes for load in lane.unstarted())

    async def close(self) -> None:
        """Let the connections go."""
        for lane in self._all():
            await lane.provider.close()
        self._lanes.clear()
        self._retired.clear()

    def _all(self) -> list[Lane]:
        return [lane for _, lane in self._lanes.values()] + list(self._retired)

    def _open(self, account: AccountRow) -> Lane:
        """Open the lane of an account; the one it had takes nothing new, and is closed when it is empty."""
        assert self._group is not None
        assert self._turnstile is not None
        lane = Lane(account.id, self._build(account), self._turnstile)
        if account.id in self._lanes:
            _, before = self._lanes[account.id]
            before.retire()
            self._retired.add(before)
        self._lanes[account.id] = account.version, lane
        self._group.create_task(self._run(lane, account.channel))
        return lane

    def _learn(self, account: AccountRow) -> None:
        """Take over what another service, or the owner, has found out about an account."""
        known, kept = self._circuits.get(account.id), account.circuit
        if known is None or replace(known, same=0, text="") != replace(kept, text=""):
            self._circuits[account.id] = kept

    async def _run(self, lane: Lane, channel: Channel) -> None:
        async def report(account_id: str, one: Report) -> None:
            assert self._on_report is not None
            await self._on_report(account_id, channel, one)

        await lane.run(report)
        await lane.provider.close()
        self._retired.discard(lane)
