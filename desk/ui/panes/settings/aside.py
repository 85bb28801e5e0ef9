# SPDX-License-Identifier: LicenseRef-Desk
"""Runs work with secrets on a thread, in a loop of its own, so that none of them passes through the window's loop.

The window's loop writes what its threads are given and return into its own debug log; and its timers lack `when`,
which the mail client needs.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

Work = Callable[[Callable[[object], None]], Awaitable[None]]
"""Is given `tell`, for news on the way; it knows nothing of the window, and keeps its result itself."""


class Aside:
    """One piece of work. on_news: called in the window's loop with what the work tells."""

    def __init__(self, work: Work, on_news: Callable[[object], None] | None = None) -> None:
        self._work = work
        self._on_news = on_news
        self._is_over = False
        self._home: asyncio.AbstractEventLoop | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def made(self) -> None:
        """Do it; raises what the work raises. Cancelling stops it."""
        self._home = asyncio.get_running_loop()
        try:
            await asyncio.to_thread(self._run)
        except asyncio.CancelledError:
            self._cancel()
            raise
        finally:
            self._on_news = None  # the thread must never be the last to know somebody in the window

    def _run(self) -> None:
        with (
            contextlib.suppress(asyncio.CancelledError),
            asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
        ):
            runner.run(self._make())

    async def _make(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if not self._is_over:
            await self._work(self._tell)

    def _tell(self, news: object) -> None:
        assert self._home is not None
        with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
            self._home.call_soon_threadsafe(self._deliver, news)

    def _deliver(self, news: object) -> None:
        if self._on_news is not None:
            self._on_news(news)

    def _cancel(self) -> None:
        self._is_over = True
        if self._loop is not None and self._task is not None:
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._task.cancel)
