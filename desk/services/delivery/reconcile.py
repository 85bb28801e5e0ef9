# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the way back after a crash: frees what dead services held, looks up what may have left."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import clock
from desk.errors import DeskError
from desk.services.delivery.recovery import LIMIT, Doubtful, Recovered, Recovery
from desk.services.providers import Build, Found, OpenWays, Roster
from desk.services.store import Change, Database, LeaseRow, Leases, Session, Waking

log = logging.getLogger(__name__)

POLL_S = 20.0
PROOF_AFTER_S = 300.0
"""A way out that knows nothing of a message may still be taking it in: so long after it first said so, it is asked
again, and believed. Measured here, by a clock that nobody sets."""
WAITS_S = (5.0, 20.0, 60.0, 300.0, 900.0, 3600.0)
"""How long after the first, second… look-up in vain the next one follows; the last one repeats."""
Alive = Callable[[str, Sequence[LeaseRow], datetime], bool]
"""Whether a holder of claims still runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a look-up was in vain, and until when (monotonic seconds) it is not asked again.

    denied_at: when the way out first said that it knows nothing of the message.
    """

    times: int = 0
    until: float = 0.0
    denied_at: float | None = None

    def after(self, found: Found, now: float) -> "Patience":
        """Return the patience after one more look-up in vain."""
        wait = WAITS_S[min(self.times, len(WAITS_S) - 1)]
        denied_at = self.denied_at
        if denied_at is None and found is Found.NEVER_ARRIVED:
            denied_at = now
        if denied_at is not None and now < denied_at + PROOF_AFTER_S:
            wait = min(wait, denied_at + PROOF_AFTER_S - now)
        return Patience(times=self.times + 1, until=now + wait, denied_at=denied_at)

    def is_proof(self, now: float) -> bool:
        """Whether a denial now is one too many to be an early one."""
        return self.denied_at is not None and now >= self.denied_at + PROOF_AFTER_S


class Reconciler:
    """Nothing is sent again before it is proven that it never arrived."""

    name = "reconciler"
    is_exclusive = True

    def __init__(self, db: Database, alive: Alive, build: Build) -> None:
        self._db = db
        self._alive = alive
        self._ways = OpenWays(build)
        self._patience: dict[str, Patience] = {}

    async def run(self) -> None:
        """Look after every crash, and again while anything is in doubt."""
        try:
            with Waking(self._db, (Change.SERVICE, Change.PROVIDERS)) as waking:
                while True:
                    await self.recover()
                    await self.look_up()
                    await waking.wait(POLL_S)
        finally:
            await self._ways.close()

    async def recover(self) -> Recovered:
        """Free what dead holders claimed; return how much."""
        total = Recovered()
        if not await self._db.read(self._dead):
            return total
        while True:
            found = await self._db.write(self._recover, Change.DELIVERIES)
            total = Recovered(
                requeued=total.requeued + found.requeued, unconfirmed=total.unconfirmed + found.unconfirmed
            )
            if found.requeued + found.unconfirmed < LIMIT:
                break
        if total.requeued or total.unconfirmed:
            log.info("after a stop: %s queued again, %s unconfirmed", total.requeued, total.unconfirmed)
        return total

    def _dead(self, session: Session) -> frozenset[str]:
        leases = Leases(session).all()
        now = clock.now()
        return frozenset(one for one in Recovery(session).holders() if not self._alive(one, leases, now))

    def _recover(self, session: Session) -> Recovered:
        return Recovery(session).recover(self._dead(session), clock.now())

    async def look_up(self) -> int:
        """Ask the ways out what became of unconfirmed deliveries; return how many are in doubt no more."""
        settled, before, last = 0, self._patience, ""
        self._patience = {}
        while doubtful := await self._db.read(
            lambda session: Recovery(session).doubtful(last, LIMIT)  # noqa: B023 - it is read before it moves on
        ):
            last = doubtful[-1].id
            for one in doubtful:
                self._patience[one.id] = before.get(one.id, Patience())
                settled += await self._settled(one)
        if settled == len(self._patience):
            await self._ways.close()
        return settled

    async def _settled(self, one: Doubtful) -> bool:
        """Ask about one, unless that was in vain a short while ago; say whether it is in doubt no more."""
        patience = self._patience[one.id]
        if clock.monotonic() < patience.until:
            return False
        found, is_early = await self._ask(one)
        now = clock.monotonic()
        is_denied = found is Found.NEVER_ARRIVED and (not is_early or patience.is_proof(now))
        if found is not Found.ARRIVED and not is_denied:
            self._patience[one.id] = patience.after(found, now)
            return False
        arrived = found is Found.ARRIVED
        return await self._db.write(
            lambda s: Recovery(s).resolve(one.id, arrived=arrived, now=clock.now()), Change.DELIVERIES
        )

    async def _ask(self, one: Doubtful) -> tuple[Found, bool]:
        """Return what the way out says, and whether its denial may come too early (the sandbox's never does)."""
        try:
            account = await self._db.read(lambda session: Roster(session).get(one.provider_id or ""))
            found = await (await self._ways.of(account)).look_up(one.message_id)
        except DeskError as error:
            log.info("delivery %s stays unconfirmed for now: %s", one.id, error)
            return Found.UNKNOWN, True
        return found, not account.is_sandbox
