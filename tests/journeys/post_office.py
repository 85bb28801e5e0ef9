# SPDX-License-Identifier: LicenseRef-Desk
"""A mail server in a thread that counts what it takes, asks for a password when told to, and misbehaves."""

import asyncio
import base64
import contextlib
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>\r\n]+)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message that was taken: to whom by the envelope, its bytes, and when the answer went out."""

    recipient: str
    raw: bytes
    at: float

    @property
    def message_id(self):
        return MESSAGE_ID.search(self.raw)[1].decode()


class PostOffice:
    """`with PostOffice() as office`: listens on `port`; `mails` are those it took, in their order.

    on_dot: what happens at the end of a message to a recipient: "take", "lose" (takes it, hangs up without an
    answer), "cut" (hangs up, takes nothing), "silence" (never answers), "later" (451) or "never" (550).
    password: asked for unless "". dot_s: how long the answer takes. `heard`: every byte of every conversation.
    """

    def __init__(self, *, password="", dot_s=0.0, on_dot=lambda recipient: "take"):
        self.password, self.dot_s, self.on_dot = password, dot_s, on_dot
        self.mails, self.logins, self.heard = [], [], bytearray()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @property
    def counts(self):
        """Message-ID → how often it was taken."""
        return Counter(mail.message_id for mail in self.mails)

    @property
    def twice(self):
        return {id_ for id_, count in self.counts.items() if count > 1}

    def _run(self):
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self):
        self._stop = asyncio.Event()
        self._talks = set()
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0, backlog=256, limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in list(self._talks):
            task.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _meet(self, reader, writer):
        task = asyncio.current_task()
        self._talks.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._talk(reader, writer)
        finally:
            self._talks.discard(task)
            writer.transport.abort()

    async def _talk(self, reader, writer):
        writer.write(b"220 post.example ESMTP\r\n")
        recipient, welcome = "", not self.password
        while line := await reader.readline():
            self.heard += line
            verb = line[:4].upper()
            if verb == b"EHLO":
                auth = b"250-AUTH PLAIN\r\n" if self.password else b""
                writer.write(b"250-post.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n" + auth)
                writer.write(b"250 ENHANCEDSTATUSCODES\r\n")
            elif verb == b"AUTH":
                welcome = self._login(line)
                writer.write(b"235 2.7.0 Welcome\r\n" if welcome else b"535 5.7.8 Wrong password\r\n")
            elif verb == b"MAIL" and not welcome:
                writer.write(b"530 5.7.0 Sign in first\r\n")
            elif verb == b"RCPT":
                recipient = line.split(b"<", 1)[1].split(b">", 1)[0].decode()
                writer.write(b"250 2.1.5 Ok\r\n")
            elif verb == b"DATA":
                writer.write(b"354 Go on\r\n")
                await self._take(recipient, reader, writer)
            elif verb == b"QUIT":
                writer.write(b"221 2.0.0 Bye\r\n")
                return
            else:
                writer.write(b"250 2.0.0 Ok\r\n")

    def _login(self, line):
        self.logins.append(time.monotonic())
        _, user, secret = base64.b64decode(line.split()[-1]).split(b"\0")
        return bool(user) and secret.decode() == self.password

    async def _take(self, recipient, reader, writer):
        raw = await reader.readuntil(b"\r\n.\r\n")
        self.heard += raw
        fate = self.on_dot(recipient)
        if fate in ("take", "lose"):
            await asyncio.sleep(self.dot_s)
            body = raw[:-3].replace(b"\r\n..", b"\r\n.")
            self.mails.append(Mail(recipient, body, time.monotonic()))
        if fate in ("lose", "cut"):
            raise ConnectionError
        if fate == "silence":
            await reader.read()
            raise ConnectionError
        answers = {"later": b"451 4.3.0 Later\r\n", "never": b"550 5.7.1 Never\r\n"}
        writer.write(answers.get(fate, b"250 2.0.0 Ok: taken\r\n"))
