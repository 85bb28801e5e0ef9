# SPDX-License-Identifier: LicenseRef-Desk
"""Runs a coroutine on a thread in a loop of its own, so that no key passes through the window's loop.

The window's loop writes what its threads are given and return into its own debug log, and its timers lack what the
HTTP client needs.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Generic, TypeVar

T = TypeVar("T")


class OwnLoop(Generic[T]):
    """One run. Cancelling `run` stops what goes on in the other loop."""

    def __init__(self, make: Callable[[], Coroutine[object, object, T]]) -> None:
        self._make = make
        self._is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[T | None] | None = None

    async def run(self) -> T:
        """Return what the coroutine returns, raise what it raises."""
        try:
            found = await asyncio.to_thread(self._run)
        except asyncio.CancelledError:
            self._cancel()
            raise
        assert found is not None
        return found

    def _run(self) -> T | None:
        with (
            contextlib.suppress(asyncio.CancelledError),
            asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
        ):
            return runner.run(self._work())
        return None

    async def _work(self) -> T | None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        return None if self._is_over else await self._make()

    def _cancel(self) -> None:
        self._is_over = True
        if self._loop is not None and self._task is not None:
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._task.cancel)
