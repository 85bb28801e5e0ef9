# SPDX-License-Identifier: LicenseRef-Desk
"""A web server on this computer with a few documents."""

import asyncio
import contextlib


class Documents:
    """`pages`: path → bytes; or ("to", address), or "silence". `asked`: the paths. context: of TLS, if any."""

    def __init__(self, pages=(), *, context=None):
        self.pages, self.asked, self._context = dict(pages), [], context
        self.heard = bytearray()
        self._writers = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"{'https' if self._context else 'http'}://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.001)

    async def _talk(self, reader, writer):
        self._writers.add(writer)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                head = await reader.readuntil(b"\r\n\r\n")
                self.heard += head
                path = head.split(b" ")[1].decode()
                self.asked.append(path)
                page = self.pages.get(path)
                if page == "silence":
                    await reader.read()
                writer.write(_answer(page))
                await writer.drain()
        finally:
            self._writers.discard(writer)
            writer.close()


def _answer(page):
    if page is None:
        return b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if isinstance(page, tuple):
        return f"HTTP/1.1 302 X\r\nLocation: {page[1]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(page) + page
