# SPDX-License-Identifier: LicenseRef-Desk
"""The socket's side: one deadline, one way to break."""

import asyncio
import time

import pytest

from desk.errors import Unavailable
from desk.services.providers.smtp.wire import dial

pytestmark = pytest.mark.asyncio


class Peer:
    """A socket's other end in the hand of the test."""

    async def __aenter__(self):
        self._met = asyncio.get_running_loop().create_future()

        async def meet(reader, writer):
            self._met.set_result((reader, writer))
            self.over = asyncio.Event()
            await self.over.wait()
            writer.close()

        self._server = await asyncio.start_server(meet, "127.0.0.1", 0)
        self.wire = await dial("127.0.0.1", self._server.sockets[0].getsockname()[1], 1)
        self.reader, self.writer = await self._met
        return self

    async def __aexit__(self, *_):
        self.wire.abort()
        self.over.set()
        self._server.close()
        await asyncio.sleep(0)


async def test_replies_are_counted():
    async with Peer() as peer:
        peer.writer.write(b"250 a\r\n550 b\r\n354 c\r\n")
        replies = await peer.wire.replies(3, 1)
        assert [reply.code for reply in replies] == [250, 550, 354]
        assert peer.wire.is_ready


async def test_the_deadline_is_one_for_all_replies_together():
    async with Peer() as peer:

        async def drip():
            for _ in range(200):
                peer.writer.write(b"2")
                await asyncio.sleep(0.005)

        dripping = asyncio.create_task(drip())
        begun = time.monotonic()
        with pytest.raises(Unavailable) as broken:
            await peer.wire.replies(1, 0.1)
        assert broken.value.code == "timeout"
        assert 0.09 < time.monotonic() - begun < 0.9
        dripping.cancel()


async def test_a_later_shorter_wait_is_not_held_up_by_a_longer_one():
    async with Peer() as peer:
        peer.writer.write(b"250 a\r\n")
        await peer.wire.replies(1, 30)
        begun = time.monotonic()
        with pytest.raises(Unavailable):
            await peer.wire.replies(1, 0.05)
        assert time.monotonic() - begun < 5


async def test_an_earlier_timer_does_not_end_a_longer_wait():
    async with Peer() as peer:
        peer.writer.write(b"250 a\r\n")
        await peer.wire.replies(1, 0.05)
        asyncio.get_running_loop().call_later(0.15, peer.writer.write, b"250 b\r\n")
        assert (await peer.wire.replies(1, 5))[0].lines == (b"b",)


async def test_once_broken_it_stays_broken():
    async with Peer() as peer:
        peer.wire.abort()
        for _ in range(2):
            with pytest.raises(Unavailable) as broken:
                await peer.wire.replies(1, 1)
            assert broken.value.code == "connection_lost"
        peer.wire.write(b"into the void\r\n")
        assert not peer.wire.is_ready


async def test_words_that_nobody_asked_for_make_it_unready():
    async with Peer() as peer:
        peer.writer.write(b"421 4.4.2 Bye\r\n")
        await asyncio.sleep(0.05)
        assert not peer.wire.is_ready


async def test_a_name_that_does_not_exist():
    with pytest.raises(Unavailable) as broken:
        await dial("no-such-name.invalid", 25, 5)
    assert broken.value.code in {"host_unknown", "connect_timeout"}
    assert broken.value.details == {"host": "no-such-name.invalid", "port": "25"}


async def test_a_name_that_cannot_be_one():
    with pytest.raises(Unavailable) as broken:
        await dial("x" * 300 + ".example", 25, 5)
    assert broken.value.code == "host_unknown"
