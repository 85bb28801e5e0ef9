# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the try of an account on a thread, so that no password passes through the window's loop.

The window's loop writes what its threads are given and return into its own debug log; and its timers lack
`when`, which the mail client needs. So an account is tried in a loop of its own.
"""

import asyncio
import contextlib

from desk.models.columns import Json
from desk.services.providers import check_entry


class Probe:
    """One try of an account as it is typed. account_id: whose kept password is used when `secret` is None."""

    def __init__(self, kind: str, settings: Json, secret: str | None, account_id: str) -> None:
        self._kind, self._settings = kind, settings
        self._secret, self._account_id = secret, account_id
        self._is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def made(self) -> None:
        """Try it; raises as `check_entry`. Cancelling stops it."""
        try:
            await asyncio.to_thread(self._run)
        except asyncio.CancelledError:
            self._cancel()
            raise

    def _run(self) -> None:
        with (
            contextlib.suppress(asyncio.CancelledError),
            asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
        ):
            runner.run(self._check())

    async def _check(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if not self._is_over:
            await check_entry(self._kind, self._settings, self._secret, self._account_id)

    def _cancel(self) -> None:
        self._is_over = True
        if self._loop is not None and self._task is not None:
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._task.cancel)
