# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sweep: whatever changed among rules, records and customers, the agenda follows."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from desk import clock
from desk.services.reminders.agenda import Agenda
from desk.services.reminders.scheduler import Scheduler
from desk.services.reminders.watermark import NEVER, Mark, Watermark
from desk.services.store import Change, Database, Session, Waking

TOPICS = (Change.RULES, Change.RECORDS, Change.CUSTOMERS, Change.EVENTS, Change.LOCATIONS, Change.SETTINGS)
CALM_S = 0.5
"""After a change so long is waited for more, so that an import is one sweep and not a thousand."""
LONGEST_S = 300.0
KEPT = timedelta(days=60)
"""How long fired timers stay to be seen."""

Page = Callable[[Session, str], str | None]


class Sweep:
    """The worker that keeps the agenda true."""

    name = "sweep"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> None:
        """Sweep for ever: at the start, after each change, and now and then."""
        with Waking(self._db, TOPICS) as waking:
            while True:
                await self.sweep()
                if await waking.wait(LONGEST_S):
                    await asyncio.sleep(CALM_S)

    async def sweep(self) -> None:
        """Bring the agenda up to date once."""
        now = clock.now()
        mark, wanted = await self._db.read(lambda s: (Watermark(s).read(), Watermark(s).wanted()))
        since = mark.since(now)
        for rule_id in _changed(mark.rules, wanted, everything=since == NEVER):
            await self._pages(_page_of(rule_id))
        if wanted:
            await self._pages(lambda s, after: Scheduler(s).changed_since(since, after=after))
            await self._pages(lambda s, after: Scheduler(s).customers_since(since, after=after))
        await self._db.write(lambda s: _finish(s, Mark(rules=wanted, until=now), now))

    async def _pages(self, page: Page) -> None:
        after: str | None = ""
        while after is not None:
            start = after
            after = await self._db.write(lambda s: page(s, start), Change.TIMERS)  # noqa: B023 - awaited here
            await asyncio.sleep(0)


def _changed(before: Mapping[str, str], wanted: Mapping[str, str], *, everything: bool) -> list[str]:
    """Return the rules to plan anew; only those that are gone when every subject is looked at anyway."""
    different = (id_ for id_ in before.keys() | wanted.keys() if before.get(id_) != wanted.get(id_))
    return sorted(id_ for id_ in different if not everything or id_ not in wanted)


def _page_of(rule_id: str) -> Page:
    return lambda session, after: Scheduler(session).rule_changed(rule_id, after=after)


def _finish(session: Session, mark: Mark, now: datetime) -> None:
    Watermark(session).write(mark)
    Agenda(session).forget(now - KEPT)
