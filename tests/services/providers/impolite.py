# SPDX-License-Identifier: LicenseRef-Desk
"""A mail server that does at one stage of the conversation what no server should."""

import asyncio
import contextlib

OFFER = ["impolite.example", "PIPELINING", "SIZE 1000000", "8BITMIME", "SMTPUTF8", "AUTH PLAIN LOGIN XOAUTH2"]
ORDINARY = {
    "banner": b"220 impolite.example ESMTP\r\n",
    "AUTH": b"235 2.7.0 Welcome\r\n",
    "MAIL": b"250 2.1.0 Ok\r\n",
    "RCPT": b"250 2.1.5 Ok\r\n",
    "DATA": b"354 Go on\r\n",
    "dot": b"250 2.0.0 Ok: queued as 4XyZ\r\n",
    "RSET": b"250 2.0.0 Ok\r\n",
    "QUIT": b"221 2.0.0 Bye\r\n",
    "STARTTLS": b"220 2.0.0 Ready\r\n",
}
FAULTS = ("later", "never", "garbage", "silence", "cut", "endless", "drip", "many_lines")
REFUSALS = {
    "later": {"banner": b"421 4.3.2 Not now\r\n", "AUTH": b"454 4.7.0 Not now\r\n"},
    "never": {"banner": b"554 5.7.1 Not you\r\n", "AUTH": b"535 5.7.8 Wrong password\r\n"},
}


class Impolite:
    """At `stage` it does `fault`: a word of `FAULTS`, or a reply in bytes.

    times: how often; afterwards it behaves. `bodies` are the messages that it took, `heard` every byte.
    """

    def __init__(self, stage="", fault="", *, offer=OFFER, times=10**9, context=None):
        self.stage, self.fault, self.times = stage, fault, times
        self.offer = list(offer)
        self.context = context
        self.bodies = []
        self.heard = bytearray()
        self.commands = []
        self.met = 0
        self.open = 0
        self.most_open = 0
        self.injected = b""
        self._writers = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        for _ in range(1000):
            if not self._writers:
                return
            await asyncio.sleep(0.001)

    def settings(self, **changes):
        quick = {"connect_s": 0.4, "command_s": 0.4, "dot_s": 0.4, "idle_s": 5}
        return {"host": "127.0.0.1", "port": self.port, "security": "none", **quick, **changes}

    async def _talk(self, reader, writer):
        self.met += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        self._writers.add(writer)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, OSError):
                await self._converse(reader, writer)
        finally:
            self.open -= 1
            self._writers.discard(writer)
            writer.close()

    async def _converse(self, reader, writer):
        await self._answer("banner", reader, writer)
        while line := await reader.readline():
            self.heard += line
            verb = line.split()[0].decode().upper() if line.split() else ""
            self.commands.append(line.decode("utf-8").rstrip("\r\n"))
            if verb == "DATA" and await self._answer("DATA", reader, writer):
                await self._take(reader, writer)
            elif verb == "STARTTLS":
                await self._answer("STARTTLS", reader, writer)
                plain = writer.transport
                try:
                    await writer.start_tls(self.context)
                finally:
                    writer._transport = writer._transport or plain  # asyncio forgets it when the client goes
            elif verb == "QUIT":
                await self._answer("QUIT", reader, writer)
                return
            elif verb != "DATA":
                await self._answer(verb, reader, writer)

    async def _take(self, reader, writer):
        body = b""
        while not (body == b".\r\n" or body.endswith(b"\r\n.\r\n")):
            line = await reader.readline()
            if not line:
                return
            self.heard += line
            body += line
        lines = body[:-3].split(b"\r\n")
        self.bodies.append(b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines))
        await self._answer("dot", reader, writer)

    async def _answer(self, stage, reader, writer):
        """Answer as asked to; True when DATA may go on."""
        good = ORDINARY.get(stage, b"502 5.5.2 What?\r\n")
        if stage == "EHLO":
            good = "".join(f"250-{line}\r\n" for line in self.offer[:-1]).encode()
            good += f"250 {self.offer[-1]}\r\n".encode()
        if stage != self.stage or self.times == 0:
            writer.write(good)
            return True
        self.times -= 1
        return await self._misbehave(stage, good, reader, writer)

    def _words(self, stage):
        if isinstance(self.fault, bytes):
            return self.fault
        default = {"later": b"451 4.3.0 Later\r\n", "never": b"550 5.7.1 Never\r\n"}
        nonsense = {"garbage": b"\x00\xff\xfe hello?\r\n", "endless": b"250-more\r\n" * 8000}
        return REFUSALS.get(self.fault, {}).get(stage) or {**default, **nonsense}.get(self.fault, b"")

    async def _misbehave(self, stage, good, reader, writer):
        fault = self.fault
        if words := self._words(stage):
            writer.write(words)
            return words[:1] == b"3"
        if fault == "cut":
            writer.transport.abort()
            raise ConnectionError
        if fault == "silence":
            await reader.read()
            raise ConnectionError
        if fault == "many_lines":
            last = good.rstrip(b"\r\n").rpartition(b"\r\n")[2]
            code, text = last[:3], last[4:]
            head = good if stage == "EHLO" else b""
            good = head[: -len(last) - 2] if head else b""
            good += b"".join(code + b"-" + text + b"\r\n" for _ in range(9)) + last + b"\r\n"
        for place in range(len(good)):
            writer.write(good[place : place + 1])
            await asyncio.sleep(0.0002 if fault == "drip" else 0)
        return True
