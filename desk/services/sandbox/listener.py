# SPDX-License-Identifier: LicenseRef-Desk
"""Runs a server on loopback: its socket, its conversations, and their end."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
BACKLOG = 512


class Listener:
    """A server whose subclass says how to `talk`; `async with` runs it once and gives its port up.

    The socket listens from the first use of `port` on, so that whoever connects before the server runs only
    waits; it keeps its port until `close`. Whoever runs it again and again does so by `answering`.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._server: asyncio.Server | None = None
        self._talking: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._listening().getsockname()[1])

    def close(self) -> None:
        """Give the port up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold one conversation; it is closed afterwards."""
        raise NotImplementedError

    async def start(self) -> None:
        """Begin to answer."""
        self._stopping.clear()
        own = self._listening().dup()
        self._server = await asyncio.start_server(self._meet, sock=own, backlog=BACKLOG)

    async def stop(self) -> None:
        """End every conversation; the port stays ours."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        self._stopping.set()
        talks = list(self._talking.items())
        for writer, task in talks:
            writer.transport.abort()
            task.cancel()
        if talks:
            await asyncio.wait([task for _, task in talks])

    @contextlib.asynccontextmanager
    async def answering(self) -> AsyncIterator[Self]:
        """Answer inside the block; the port stays ours afterwards, for others know it."""
        await self.start()
        try:
            yield self
        finally:
            await self.stop()

    async def pause(self, seconds: float | None, reader: asyncio.StreamReader) -> None:
        """Do nothing for a while; None: until the other side hangs up."""
        if seconds is None:
            while await reader.read(1 << 16):
                pass
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        self.close()

    def _listening(self) -> socket.socket:
        if self._socket is None:
            # Named TCP, because only then asyncio switches Nagle's delay off on what it accepts.
            made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            made.bind((HOST, 0))
            made.listen(BACKLOG)
            self._socket = made
        return self._socket

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talking[writer] = task
        try:
            await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            writer.transport.abort()
        except asyncio.CancelledError:
            # Only `stop` cancels a conversation, and asyncio complains of one that ends as cancelled.
            writer.transport.abort()
        finally:
            writer.close()
            # The end of a conversation, too, may be where `stop` finds it.
            with contextlib.suppress(OSError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()
            del self._talking[writer]
