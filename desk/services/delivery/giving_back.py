# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the way back of claims: what this service holds and does not carry any more is queued again."""

import asyncio
import logging
from collections.abc import Collection

from desk import clock
from desk.errors import DeskError
from desk.services.delivery.in_hand import InHand
from desk.services.delivery.recovery import Recovery
from desk.services.store import Change, Database, Session

log = logging.getLogger(__name__)

PAUSE_S = 1.0


class GivingBack:
    """The claims of one holder; nothing that may have left is ever queued again."""

    def __init__(self, db: Database, holder: str, in_hand: InHand) -> None:
        self._db = db
        self._holder = holder
        self._in_hand = in_hand
        self.is_in_doubt = False
        """A claim failed, and may have been kept all the same."""

    async def begin(self) -> None:
        """Free what an earlier run of this very process held, as after a crash."""
        await self._db.write(self._free_all, Change.DELIVERIES)
        self._in_hand.clear()
        self.is_in_doubt = False

    async def run(self) -> None:
        """Give back for ever what was stopped because the outbox could not be written."""
        while True:
            await asyncio.sleep(PAUSE_S)
            await self.look()

    async def look(self) -> None:
        """Give back once; what cannot be written now is given back later."""
        ids, in_hand, is_in_doubt = self._in_hand.take_dropped(), self._in_hand.ids, self.is_in_doubt
        if not ids and not is_in_doubt:
            return

        def work(session: Session) -> None:
            recovery, now = Recovery(session), clock.now()
            recovery.take_back(ids, self._holder, now)
            if is_in_doubt:
                recovery.take_back(recovery.strays(self._holder, in_hand), self._holder, now)

        self.is_in_doubt = False
        try:
            await self._db.write(work, Change.DELIVERIES)
        except DeskError as error:
            log.info("claims could not be given back yet: %s", error)
            self._in_hand.drop_again(ids)
            self.is_in_doubt = is_in_doubt

    async def end(self, never_left: Collection[str]) -> None:
        """Give everything back; what was cut off on its way may have arrived, and is unconfirmed."""
        ids = {*never_left, *self._in_hand.take_dropped()}

        def work(session: Session) -> None:
            Recovery(session).take_back(ids, self._holder, clock.now())
            self._free_all(session)

        try:
            await self._db.write(work, Change.DELIVERIES)
        except DeskError as error:
            log.warning("claims could not be given back; the next start does it: %s", error)

    def _free_all(self, session: Session) -> None:
        Recovery(session).recover([self._holder], clock.now())
