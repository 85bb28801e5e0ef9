# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the care of the index: what a first sync wrote in many small pieces is joined once there is time."""

import asyncio
import logging

from desk.errors import DeskError
from desk.services.store import Database, FullText

log = logging.getLogger(__name__)

FIRST_S = 60.0
"""A service that has just started has more urgent things to do."""
EVERY_S = 300.0
BREATH_S = 0.2
"""Between two steps, so that whoever else writes has most of the time."""


class Tidying:
    """Keeps search quick; one service of all does it."""

    name = "tidying"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> None:
        """Look after the index for ever."""
        await asyncio.sleep(FIRST_S)
        while True:
            try:
                await self.look()
            except DeskError as error:
                log.warning("the index could not be tidied: %s", error)
            await asyncio.sleep(EVERY_S)

    async def look(self, breath_s: float = BREATH_S) -> int:
        """Tidy what lies in pieces, step by step; return how many steps that were."""
        steps = 0
        while (number := await self._db.read(lambda s: FullText(s).untidy())) is not None:
            part = number
            if not await self._db.write(lambda s, part=part: FullText(s).tidy(part)):  # type: ignore[misc]
                break
            steps += 1
            await asyncio.sleep(breath_s)
        return steps
