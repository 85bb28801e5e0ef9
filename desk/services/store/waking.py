# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the waiting of a worker: until something it cares for changes, or a time is up."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from desk.services.store.changes import Change
from desk.services.store.database import Database


class Waking:
    """An alarm that the store's announcements ring, on whatever thread they come."""

    def __init__(self, db: Database, topics: Iterable[Change]) -> None:
        self._db = db
        self._topics = tuple(topics)
        self._rung = asyncio.Event()
        self._stop: Callable[[], None] = lambda: None

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def ring(_changed: frozenset[Change]) -> None:
            loop.call_soon_threadsafe(self._rung.set)

        self._stop = self._db.changes.subscribe(self._topics, ring)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def ring(self) -> None:
        """Wake the waiter; only from its own loop."""
        self._rung.set()

    async def wait(self, at_most_s: float) -> bool:
        """Wait; True when it rang, False when the time was up. A ring before the wait counts."""
        try:
            async with asyncio.timeout(at_most_s):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True
