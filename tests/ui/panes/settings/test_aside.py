# SPDX-License-Identifier: LicenseRef-Desk
"""Work on a thread, in a loop of its own."""

import asyncio
import threading

import pytest

from desk.errors import Misconfigured
from desk.ui.panes.settings.aside import Aside
from tests.ui.frame import until


def test_news_come_in_the_windows_loop_in_their_order(qt_run):
    heard, places = [], []

    async def work(tell):
        places.append(threading.get_ident())
        for count in range(3):
            tell(count)
            await asyncio.sleep(0)

    def hear(news):
        heard.append(news)
        places.append(threading.get_ident())

    async def main():
        await Aside(work, hear).made()
        await until(lambda: len(heard) == 3)

    qt_run(main())
    assert heard == [0, 1, 2]
    assert places[0] != places[1] == threading.get_ident()


def test_what_it_raises_is_raised(qt_run):
    async def work(_tell):
        raise Misconfigured("password_refused")

    with pytest.raises(Misconfigured):
        qt_run(Aside(work).made())


def test_cancelling_stops_the_work_and_its_news(qt_run):
    came, ended = [], threading.Event()

    async def work(tell):
        try:
            tell("begun")
            await asyncio.sleep(60)
        finally:
            tell("too late")
            ended.set()

    async def main():
        task = asyncio.get_running_loop().create_task(Aside(work, came.append).made())
        await until(lambda: came)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(ended.is_set)

    qt_run(main())
    assert came == ["begun"]
