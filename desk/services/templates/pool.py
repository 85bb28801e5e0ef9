# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the rendering workers: batches in, messages out, whatever people wrote in their templates.

A batch that takes too long, or takes its worker down, is asked again job by job, so that only the guilty one
fails; a text that was guilty several times is not tried any more.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import cast

from desk.services.templates.job import Finish, Made, RenderFailure, Rendering, RenderJob, Result
from desk.services.templates.lane import Lane
from desk.services.templates.names import Names

LIMIT_S = 2.0
BATCH = 50
STRIKES = 3
"""How many of its messages a text may hang or crash before it is refused unseen."""

_MOST_GUILTY = 1000


class Renderer:
    """A few workers behind one door; safe for concurrent use in one event loop.

    The window's preview has a Renderer of its own, so that a campaign never makes typing wait.
    """

    def __init__(
        self,
        names: Names | None = None,
        *,
        workers: int = 1,
        limit_s: float = LIMIT_S,
        finish: Finish | None = None,
        is_drafting: bool = False,
    ) -> None:
        """Fill texts by `names`. is_drafting: texts change with each job, as somebody types them."""
        self._lanes: SimpleQueue[Lane] = SimpleQueue()
        self._all = [Lane(names or Names(), limit_s, finish, is_drafting=is_drafting) for _ in range(workers)]
        for lane in self._all:
            self._lanes.put(lane)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="render")
        self._strikes: Counter[tuple[str, str]] = Counter()

    async def render(self, jobs: Sequence[RenderJob]) -> list[Rendering | RenderFailure]:
        """Return what came of each job, in order; never raises for a job.

        Raises Unavailable when no worker can be started.
        """
        return cast("list[Rendering | RenderFailure]", await self._results(jobs))

    async def make(self, jobs: Sequence[RenderJob]) -> list[Made | RenderFailure]:
        """Like `render`, for jobs that say how to `finish`."""
        return cast("list[Made | RenderFailure]", await self._results(jobs))

    async def _results(self, jobs: Sequence[RenderJob]) -> list[Result]:
        loop = asyncio.get_running_loop()
        batches = [jobs[at : at + BATCH] for at in range(0, len(jobs), BATCH)]
        parts = await asyncio.gather(
            *(loop.run_in_executor(self._threads, self._batch, batch) for batch in batches)
        )
        return [result for part in parts for result in part]

    async def start(self) -> None:
        """Have a worker ready before the first message; calling it is optional."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._batch, ())

    async def close(self) -> None:
        """Stop the workers; what is being rendered is given up."""
        for lane in self._all:
            lane.close()
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    @property
    def kills(self) -> int:
        """How many workers were killed so far."""
        return sum(lane.kills for lane in self._all)

    # -------------------------------------------------------------------------- in the lanes' threads

    def _batch(self, jobs: Sequence[RenderJob]) -> list[Result]:
        lane = self._lanes.get()
        try:
            if any(self._is_guilty(job) for job in jobs):
                return [self._alone(lane, job) for job in jobs]
            return lane.ask(jobs) or [self._alone(lane, job) for job in jobs]
        finally:
            self._lanes.put(lane)

    def _alone(self, lane: Lane, job: RenderJob) -> Result:
        """Ask for one job; whatever happens now is its own doing."""
        if self._is_guilty(job):
            return RenderFailure(code="too_slow", place=str(job.channel), detail="stopped before")
        found = lane.ask([job])
        if found is not None:
            return found[0]
        if len(self._strikes) > _MOST_GUILTY:
            self._strikes.clear()
        self._strikes[_text_of(job)] += 1
        return RenderFailure(code="too_slow", place=str(job.channel), detail="stopped")

    def _is_guilty(self, job: RenderJob) -> bool:
        return self._strikes[_text_of(job)] >= STRIKES if self._strikes else False


def _text_of(job: RenderJob) -> tuple[str, str]:
    return job.key, str(job.channel)
