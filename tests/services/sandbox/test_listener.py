# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

import pytest

from desk.services.sandbox.listener import Listener

pytestmark = pytest.mark.asyncio


class Echo(Listener):
    async def talk(self, reader, writer):
        while data := await reader.read(100):
            writer.write(data)


async def said(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello")
    heard = await reader.read(5)
    writer.close()
    await writer.wait_closed()
    return heard


async def test_who_comes_early_only_waits():
    server = Echo()
    early = asyncio.create_task(said(server.port))
    await asyncio.sleep(0.05)
    assert not early.done()
    async with server:
        assert await asyncio.wait_for(early, 60) == b"hello"


async def test_the_port_is_kept_over_a_restart():
    server = Echo()
    port = server.port
    for _ in range(2):
        async with server.answering():
            assert await said(port) == b"hello"
        assert server.port == port
    server.close()


async def test_stopping_twice_is_stopping_once():
    server = Echo()
    await server.stop()
    async with server:
        await server.stop()
