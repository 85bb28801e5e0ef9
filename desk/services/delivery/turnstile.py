# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the turnstile: hand-overs and settlements of many connections share one commit."""

import asyncio
import logging
from collections.abc import Sequence

from desk import clock
from desk.errors import DeskError
from desk.services.delivery.dead_addresses import TAUGHT, DeadAddresses
from desk.services.delivery.grounds import Grounds
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Departure, Settlement
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

GATHER_S = 0.002
"""While many connections are busy, so long is waited before a flush: whoever comes meanwhile shares its commit."""
BUSY = 16
"""So many in the last flush are many."""
ENOUGH = 48
"""So many are flushed at once."""
PAUSE_S = 2.0
"""How long to wait before an answer that could not be written down is tried again."""


class Turnstile:
    """Everything that waits when a flush begins goes through in one transaction, so one fsync serves all."""

    def __init__(self, db: Database, holder: str, grounds: Grounds | None = None) -> None:
        self._db = db
        self._holder = holder
        self._grounds = grounds or Grounds(db)
        self._leaving: list[tuple[Departure, asyncio.Future[bool]]] = []
        self._settling: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._last_size = 0

    @property
    def grounds(self) -> Grounds:
        """What it asks whether a decision still holds."""
        return self._grounds

    def may_leave(self, departure: Departure) -> bool:
        """Whether what it was decided on still holds, and it is not too late."""
        is_late = departure.expires_at is not None and departure.expires_at <= clock.now()
        return departure.grounds == self._grounds.number and not is_late

    async def hand_over(self, departure: Departure) -> bool:
        """Wait until `handed_over` is durable; False means the delivery must not leave."""
        passed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._leaving.append((departure, passed))
        self._wake.set()
        return await passed

    async def settle(self, settlement: Settlement) -> None:
        """Wait until the outcome is durable; tried again for as long as the database refuses."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._settling.append((settlement, kept))
        self._wake.set()
        await kept

    async def run(self) -> None:
        """Flush for ever; what waits when this is cancelled is flushed once more."""
        try:
            while True:
                await self._wake.wait()
                if self._last_size >= BUSY and self._size() < ENOUGH:
                    await asyncio.sleep(GATHER_S)
                self._wake.clear()
                self._last_size = self._size()
                await self._flush()
        finally:
            await asyncio.shield(self._flush())

    def _size(self) -> int:
        """Return how many wait for the next flush."""
        return len(self._leaving) + len(self._settling)

    async def _flush(self) -> None:
        # Who does not wait any more (its run was broken off) does not leave.
        leaving, self._leaving = [one for one in self._leaving if not one[1].done()], []
        settling, self._settling = self._settling, []
        if not leaving and not settling:
            return
        departures = [departure for departure, _ in leaving]
        settlements = [settlement for settlement, _ in settling]
        taught = TAUGHT if any(one.nobody_at for one in settlements) else ()
        try:
            through = await self._db.write(
                lambda s: self._pass(s, departures, settlements), Change.DELIVERIES, *taught
            )
        except DeskError as error:
            log.warning("the outbox could not be written; nothing leaves until it can: %s", error)
            self._turn_back(leaving, settling)
            await asyncio.sleep(PAUSE_S)
            return
        finally:
            self._grounds.taught()
        for departure, passed in leaving:
            if not passed.done():
                passed.set_result(departure.delivery_id in through)
        for _, kept in settling:
            if not kept.done():
                kept.set_result(None)

    def _pass(
        self, session: Session, departures: Sequence[Departure], settlements: Sequence[Settlement]
    ) -> frozenset[str]:
        now = clock.now()
        outbox = Outbox(session)
        outbox.settle(settlements, now, self._holder)
        if any(one.nobody_at for one in settlements):
            DeadAddresses(session).learn(settlements, now)
            self._grounds.teach()
        # Here, on the writing thread: what this process has written before has been heard of by now.
        return outbox.hand_over([one for one in departures if self.may_leave(one)], self._holder, now)

    def _turn_back(
        self,
        leaving: list[tuple[Departure, "asyncio.Future[bool]"]],
        settling: list[tuple[Settlement, "asyncio.Future[None]"]],
    ) -> None:
        for _, passed in leaving:
            if not passed.done():
                passed.set_result(False)
        self._settling = settling + self._settling
        self._wake.set()
