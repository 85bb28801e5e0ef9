# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the keeping of captures: what comes together is kept together, and only then said to be taken."""

import asyncio

from desk.errors import DeskError, Unavailable
from desk.services.sandbox.captured import Captured
from desk.services.sandbox.captures import Captures
from desk.services.store import Change, Database


class Recorder:
    """Waits for messages and writes whatever waits in one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: list[tuple[Captured, asyncio.Future[None]]] = []
        self._rung = asyncio.Event()
        self._is_over = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is half kept."""
        return not self._waiting

    async def keep(self, message: Captured) -> None:
        """Return when the message is durable; raises what the store raises."""
        if self._is_over:
            raise Unavailable("sandbox_closed")
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, kept))
        self._rung.set()
        await kept

    async def knows(self, reference: str) -> bool:
        """Tell whether a message with this reference was kept."""
        return await self._db.read(lambda session: Captures(session).has(reference))

    async def run(self) -> None:
        """Write for ever; whoever still waits at the end is told that nothing was kept."""
        self._is_over = False
        try:
            while True:
                await self._rung.wait()
                self._rung.clear()
                batch = list(self._waiting)
                await self._write(batch)
                del self._waiting[: len(batch)]
        finally:
            self._is_over = True
            for _, kept in self._waiting:
                if not kept.done():
                    kept.set_exception(Unavailable("sandbox_closed"))
            self._waiting.clear()

    async def _write(self, batch: list[tuple[Captured, "asyncio.Future[None]"]]) -> None:
        failure: DeskError | None = None
        messages = [message for message, _ in batch]
        try:
            await self._db.write(lambda session: Captures(session).add_many(messages), Change.CAPTURES)
        except DeskError as error:
            failure = error
        for _, kept in batch:
            if kept.done():
                continue
            if failure is None:
                kept.set_result(None)
            else:
                kept.set_exception(failure)
