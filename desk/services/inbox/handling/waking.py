# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the care of conversations: those put away come back in time, who waits too long is told of."""

import asyncio
import logging

from desk import clock
from desk.errors import DeskError
from desk.services.inbox.handling.handling import Handling
from desk.services.inbox.handling.overdue import OverdueWaits
from desk.services.inbox.handling.sweeping import Sweeping
from desk.services.store import Change, Database, Waking

log = logging.getLogger(__name__)

LONGEST_S = 60.0
"""The longest sleep, so that a clock that jumped is noticed."""
CALM_S = 0.5
"""After being woken so long is waited: while a mailbox is read for the first time, one look serves several batches."""
PURGE_EVERY_S = 3600.0
WAITS_EVERY_S = 30.0


class Caretaker:
    """Wakes what was snoozed, on time; one service of all does it."""

    name = "caretaker"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db
        self._purged_at = -PURGE_EVERY_S
        self._waits_at = -WAITS_EVERY_S

    async def run(self) -> None:
        """Look after conversations for ever."""
        with Waking(self._db, (Change.CONVERSATIONS,)) as waking:
            while True:
                pause = LONGEST_S
                try:
                    await self.look()
                    pause = await self._pause()
                except DeskError as error:
                    log.warning("conversations could not be looked after: %s", error)
                if await waking.wait(pause):
                    await asyncio.sleep(CALM_S)

    async def look(self) -> int:
        """Bring back what is due; return how many conversations that were."""
        count = 0
        if await self._pause() <= 0:
            while woken := await self._db.write(
                lambda s: Handling(s).wake_due(clock.now()), Change.CONVERSATIONS, Change.NOTICES
            ):
                count += len(woken)
        if clock.monotonic() - self._waits_at >= WAITS_EVERY_S:
            self._waits_at = clock.monotonic()
            if await self._db.read(lambda s: OverdueWaits(s).find(clock.now())):
                await self._db.write(lambda s: OverdueWaits(s).tell(clock.now()), Change.EVENTS)
        if clock.monotonic() - self._purged_at >= PURGE_EVERY_S:
            await self._db.write(lambda s: Handling(s).purge(clock.now()), Change.CONVERSATIONS)
            await self._db.write(lambda s: Sweeping(s).sweep(clock.now()))
            self._purged_at = clock.monotonic()
        return count

    async def _pause(self) -> float:
        """Return for how long nothing is due; a look costs no write."""
        due_at = await self._db.read(lambda s: Handling(s).next_waking())
        if due_at is None:
            return LONGEST_S
        return min(max((due_at - clock.now()).total_seconds(), 0.0), LONGEST_S)
