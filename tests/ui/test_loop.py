# SPDX-License-Identifier: LicenseRef-Desk
"""The loop ends without a step outside of it."""

import asyncio

import pytest

from desk.ui.loop import Loop


def run(qapp, work):
    with asyncio.Runner(loop_factory=lambda: Loop(qapp, already_running=False)) as runner:
        return runner.run(work)


async def answer(value):
    await asyncio.sleep(0)
    return value


async def refuse():
    await asyncio.sleep(0)
    raise LookupError("nothing there")


def test_it_gives_what_the_work_gives(qapp):
    assert run(qapp, answer(7)) == 7
    with pytest.raises(LookupError, match="nothing there"):
        run(qapp, refuse())


def test_what_is_still_under_way_is_cancelled_and_never_steps_without_a_loop(qapp):
    steps = []

    async def goes_on():
        while True:
            await asyncio.sleep(0)
            steps.append(asyncio.get_running_loop())

    async def main():
        asyncio.get_running_loop().create_task(goes_on())
        await asyncio.sleep(0.01)

    async def ends_at_once():
        asyncio.get_running_loop().create_task(goes_on())

    for work in (main, ends_at_once):
        run(qapp, work())
    assert all(isinstance(loop, Loop) for loop in steps)


def test_a_loop_that_is_stopped_too_early_says_so(qapp):
    loop = Loop(qapp, already_running=False)

    async def stops_the_loop():
        asyncio.get_running_loop().stop()
        await asyncio.sleep(10)

    try:
        with pytest.raises(RuntimeError, match="before its work was done"):
            loop.run_until_complete(stops_the_loop())
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                loop.run_until_complete(task)
    finally:
        loop.close()
