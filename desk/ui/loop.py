# SPDX-License-Identifier: LicenseRef-Desk
"""The one loop that Qt and asyncio share; the only place that knows who joins them."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import qasync

T = TypeVar("T")


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # it comes without types
    """Qt's loop as asyncio has it."""

    def run_until_complete(self, future: Awaitable[T]) -> T:
        """Run until `future` is done; return its result, or raise its error.

        The original handles Qt's events once more after it has stopped. Whatever task takes its next step in there
        finds no running loop, and fails.
        """
        task = asyncio.ensure_future(future, loop=self)  # noqa: TID251 - the runner's own, kept until it is done

        def stop(_task: "asyncio.Future[T]") -> None:
            self.stop()

        task.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            task.remove_done_callback(stop)
        if not task.done():
            raise RuntimeError("the loop stopped before its work was done")
        return task.result()
