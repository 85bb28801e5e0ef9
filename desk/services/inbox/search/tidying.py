# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the care of the index: what was written in many small pieces is joined, in short steps beside all else."""

import asyncio
import logging
from functools import partial

from desk.errors import DeskError
from desk.services.store import Database, FullText, Session

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
        while (part := await self._db.read(lambda s: FullText(s).untidy())) is not None:
            before = steps
            while await self._db.write(partial(_tidied, part=part)):
                steps += 1
                await asyncio.sleep(breath_s)
            if steps == before:  # nothing can be done about it
                break
        return steps


def _tidied(session: Session, part: int) -> bool:
    return FullText(session).tidy(part)
