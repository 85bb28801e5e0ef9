# SPDX-License-Identifier: LicenseRef-Desk
"""A web server in the hand of the test, that answers with the bytes it was given."""

import asyncio
import contextlib
import json

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def answer(status, document=None, **headers):
    """Return a whole JSON answer."""
    body = b"" if document is None else json.dumps(document).encode()
    lines = [f"HTTP/1.1 {status} Whatever", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Web:
    """`reply`: bytes; or "silence", "cut" (after the request), "deaf" (hangs up before reading the body)."""

    def __init__(self, reply=OK, *, context=None):
        self.reply = reply
        self.heads = []
        self.bodies = []
        self.heard = bytearray()
        self.met = 0
        self._context = context
        self._writers = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"{'https' if self._context else 'http'}://127.0.0.1:{port}/messages"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        for _ in range(1000):
            if not self._writers:
                return
            await asyncio.sleep(0.001)

    async def _talk(self, reader, writer):
        self.met += 1
        self._writers.add(writer)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._request(reader, writer):
                    await writer.drain()
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _request(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        self.heard += head
        self.heads.append(head.decode())
        if self.reply == "deaf":
            writer.transport.abort()
            return False
        lengths = [line for line in head.decode().lower().split("\r\n") if line.startswith("content-length:")]
        body = await reader.readexactly(int(lengths[0].partition(":")[2]) if lengths else 0)
        self.heard += body
        self.bodies.append(body)
        if self.reply == "silence":
            await reader.read()
        if self.reply in ("silence", "cut"):
            writer.transport.abort()
            return False
        writer.write(self.reply)
        return True
