# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
import threading

import pytest

from desk.errors import Unavailable
from desk.services.assistants.own_loop import OwnLoop


def test_it_runs_on_a_thread_and_gives_back_what_came_of_it():
    async def work():
        await asyncio.sleep(0)
        return threading.current_thread()

    assert asyncio.run(OwnLoop(work).run()) is not threading.main_thread()


def test_what_it_raises_is_raised():
    async def work():
        raise Unavailable("engine_busy")

    with pytest.raises(Unavailable):
        asyncio.run(OwnLoop(work).run())


def test_cancelling_stops_what_goes_on_there():
    begun, ended = threading.Event(), threading.Event()

    async def work():
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def main():
        task = asyncio.create_task(OwnLoop(work).run())
        await asyncio.to_thread(begun.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.to_thread(ended.wait, 10)

    asyncio.run(main())
    assert ended.is_set()
