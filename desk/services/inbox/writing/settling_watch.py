# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what follows the sending: copies for the Sent folders, and drafts of what did not leave."""

import asyncio
import logging

from desk import clock
from desk.errors import DeskError
from desk.services.inbox.writing.settling import LIMIT, Settled, Settling
from desk.services.store import Change, Database, Waking

log = logging.getLogger(__name__)

POLL_S = 60.0
CALM_S = 0.25
"""After being woken so long is waited: while many messages leave, one look serves all."""
CHANGED = (
    Change.CONVERSATIONS,
    Change.DRAFTS,
    Change.NOTICES,
    Change.MAILBOXES,
    Change.DELIVERIES,
)


class Afterwards:
    """Looks after written messages that have come to an end; one service of all does it."""

    name = "afterwards"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> None:
        """Look after them for ever."""
        with Waking(self._db, (Change.DELIVERIES, Change.CONVERSATIONS)) as waking:
            while True:
                try:
                    await self.look()
                except DeskError as error:
                    log.warning("what was sent could not be looked after: %s", error)
                await waking.wait(POLL_S)
                await asyncio.sleep(CALM_S)

    async def look(self) -> Settled:
        """Look after what has ended by now; return how much that was."""
        total = Settled()
        while await self._db.read(lambda s: Settling(s).has_work()):
            done = await self._db.write(lambda s: Settling(s).settle(clock.now()), *CHANGED)
            total = Settled(
                copied=total.copied + done.copied,
                returned=total.returned + done.returned,
                proven=total.proven + done.proven,
                looked_at=total.looked_at + done.looked_at,
            )
            if done.looked_at < LIMIT:
                break
        return total
