# SPDX-License-Identifier: LicenseRef-Desk
"""The socket's side: one deadline, one way to break."""

import asyncio
import contextlib
import socket
import struct
import sys
import threading
import time

import pytest

from desk.errors import Unavailable
from desk.services.providers.smtp import tls
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
            while True:  # each of them comes well within the time for all
                peer.writer.write(b"2")
                await asyncio.sleep(0.005)

        dripping = asyncio.create_task(drip())
        with pytest.raises(Unavailable) as broken:
            await peer.wire.replies(1, 0.1)
        assert broken.value.code == "timeout"
        assert not dripping.done()
        dripping.cancel()


async def test_a_later_shorter_wait_is_not_held_up_by_a_longer_one():
    async with Peer() as peer:
        peer.writer.write(b"250 a\r\n")
        await peer.wire.replies(1, 30)
        with pytest.raises(Unavailable):
            async with asyncio.timeout(25):  # sooner than the longer one would have ended
                await peer.wire.replies(1, 0.05)


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


@pytest.fixture
def hanging_up():
    """The port of a server that resets every connection, now at once and now a moment later."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def serve():
        with contextlib.suppress(OSError):
            for turn in range(10_000):
                met, _ = listener.accept()
                time.sleep(turn % 3 / 1000)
                met.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                met.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(5)


async def hang_up(port):
    wire = await dial("127.0.0.1", port, 2)
    try:
        await wire.secure(tls.blind(), "127.0.0.1", 2)
    finally:
        wire.abort()


def loops():
    if sys.platform == "win32":
        return [None]
    import uvloop

    return [None, uvloop.new_event_loop]


@pytest.mark.parametrize("factory", loops())
async def test_a_server_that_hangs_up_while_tls_begins_is_unavailable_whatever_the_loop_stumbles_over(
    factory, hanging_up
):
    async def play():
        for _ in range(60):
            with pytest.raises(Unavailable) as broken:
                await hang_up(hanging_up)
            assert broken.value.code in {"tls_failed", "connection_lost", "unreachable"}

    def run():
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(play())

    await asyncio.to_thread(run)


class Forgetful:
    """A transport whose socket is gone: it knows nothing any more."""

    def get_extra_info(self, _name):
        return None

    def abort(self):
        """Nothing is left to cut."""


async def test_a_connection_that_is_gone_has_no_addresses_and_no_certificate(monkeypatch):
    async with Peer() as peer:

        async def agree(*_arguments, **_options):
            return Forgetful()

        monkeypatch.setattr(peer.wire, "_loop", type("Loop", (), {"start_tls": staticmethod(agree)})())
        with pytest.raises(Unavailable, match="tls_failed"):
            await peer.wire.secure(tls.blind(), "127.0.0.1", 2)
        for ask in (lambda: peer.wire.own_address, lambda: peer.wire.is_private):
            with pytest.raises(Unavailable, match="connection_lost"):
                ask()
