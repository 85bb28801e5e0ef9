# SPDX-License-Identifier: LicenseRef-Desk
"""The whole engine in the test's own process: for a clock that is moved, the keyring, and many short runs."""

import asyncio

from desk.bootstrap import Service
from desk.services.store import Change


class Engine:
    """`async with Engine(shop) as engine`: everything that `desk service` runs, against the same real servers."""

    def __init__(self, shop):
        self._shop = shop

    async def __aenter__(self):
        self.service = Service(self._shop.desk)
        self._task = asyncio.ensure_future(self.service.run())
        await self.service.ready()
        return self

    async def __aexit__(self, *_):
        await self.service.wind_down()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def until(self, reached, patience_s=60):
        """Wait until `reached()` is true."""
        async with asyncio.timeout(patience_s):
            while not reached():
                await asyncio.sleep(0.02)

    async def let_pass(self, moving, span, steps):
        """Let time pass; after each step everybody looks at the clock."""
        for _ in range(steps):
            moving.forward(span / steps)
            self._shop.desk.db.changes.announce((Change.DELIVERIES, Change.PROVIDERS))
            await asyncio.sleep(0.05)


def drain(shop):
    """Do all that is due."""

    async def play():
        async with Engine(shop) as engine, asyncio.timeout(60):
            await engine.service.drain()

    asyncio.run(play())
