# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the reopening: what waits for a way out is due as soon as there is one (again)."""

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.delivery.waiting import Waiting
from desk.services.providers import Roster
from desk.services.shop import Settings
from desk.services.store import Change, Database, Session

Way = tuple[Channel, str, int]
"""Channel, account and its version: an account that the owner has changed is a new way."""


class Reopening:
    """The owner mended an account, or one that was down answers again: nobody waits for the next look."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: frozenset[Way] = frozenset()

    async def look(self) -> None:
        """Let go what waits on every channel that has gained a way out since the last look."""
        usable = await self._db.read(ways_out)
        channels = {channel for channel, _, _ in usable - self._known}
        if channels:
            await self._db.write(
                lambda s: [Waiting(s).hasten(channel, clock.now()) for channel in channels], Change.DELIVERIES
            )
        self._known = usable


def ways_out(session: Session) -> frozenset[Way]:
    """Return the accounts in use whose last contact was good, or that were never tried."""
    now, trial = clock.now(), Settings(session).get().trial_mode
    return frozenset(
        (one.channel, one.id, one.version)
        for one in Roster(session).in_use(sandbox=trial)
        if one.circuit.is_proven and one.circuit.may_try(now)
    )
