# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
import contextlib
from datetime import UTC, datetime

import pytest

from desk.errors import Unavailable
from desk.models.vocabulary import Channel
from desk.services.sandbox import Captured, Captures
from desk.services.sandbox.recorder import Recorder

pytestmark = pytest.mark.asyncio


def captured(number):
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    return Captured(channel=Channel.SMS, sender="A", recipient="B", raw=b"x", at=at, reference=f"r{number}")


class Counting:
    """A database that counts its writes, and refuses some."""

    def __init__(self, db, *, refusals=0):
        self._db = db
        self.refusals = refusals
        self.writes = 0

    async def write(self, work, *changes):
        self.writes += 1
        await asyncio.sleep(0.01)
        if self.refusals:
            self.refusals -= 1
            raise Unavailable("disk_full")
        return await self._db.write(work, *changes)

    async def read(self, work):
        return await self._db.read(work)


@contextlib.asynccontextmanager
async def running(recorder):
    task = asyncio.create_task(recorder.run())
    await asyncio.sleep(0)
    try:
        yield recorder
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_what_comes_together_is_kept_together(db):
    counting = Counting(db)
    async with running(Recorder(counting)) as recorder:
        await asyncio.gather(*(recorder.keep(captured(n)) for n in range(100)))
        assert recorder.is_idle
        assert await recorder.knows("r7")
    assert counting.writes <= 3
    assert db.read_now(lambda s: Captures(s).count()) == 100


async def test_when_it_returns_the_message_is_there(db):
    async with running(Recorder(db)) as recorder:
        for number in range(5):
            await recorder.keep(captured(number))
            assert db.read_now(lambda s, n=number: Captures(s).has(f"r{n}"))


async def test_a_refusal_is_told_and_the_next_is_kept(db):
    async with running(Recorder(Counting(db, refusals=1))) as recorder:
        with pytest.raises(Unavailable):
            await recorder.keep(captured(1))
        await recorder.keep(captured(2))
        assert await recorder.knows("r2")
        assert not await recorder.knows("r1")


async def test_who_waits_at_the_end_is_told(db):
    async with running(Recorder(Counting(db))) as recorder:
        waiting = asyncio.create_task(recorder.keep(captured(1)))
        await asyncio.sleep(0.002)
        assert not recorder.is_idle
    with pytest.raises(Unavailable):
        await waiting
    with pytest.raises(Unavailable):
        await recorder.keep(captured(2))


async def test_one_who_left_does_not_upset_the_others(db):
    async with running(Recorder(Counting(db))) as recorder:
        gone = asyncio.create_task(recorder.keep(captured(1)))
        stays = asyncio.create_task(recorder.keep(captured(2)))
        await asyncio.sleep(0.002)
        gone.cancel()
        await stays
        assert await recorder.knows("r2")
