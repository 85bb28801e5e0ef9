# SPDX-License-Identifier: LicenseRef-Desk
"""A mail server for reading that only signs people in and tells its folders."""

import asyncio
import base64
import contextlib
import threading


class PostOffice:
    """`passwords`: what it takes; `tokens`: a set of access tokens it takes. `mood`: "", "silence", "bye".

    It runs in a loop and on a thread of its own, so that callers may block. `signed_in`: how often.
    """

    def __init__(self, *, password="", tokens=(), context=None, mood="", starttls=False):
        self.password, self.tokens, self.mood = password, tokens, mood
        self.signed_in, self.refused, self.heard = 0, 0, []
        self._context, self._starttls = context, starttls
        self._ready = threading.Event()

    def __enter__(self):
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(5)

    def settings(self, **more):
        security = "tls" if self._context and not self._starttls else "none"
        return {"host": "127.0.0.1", "port": self.port, "security": security, "username": "shop", **more}

    def _run(self):
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._serve())

    async def _serve(self):
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._writers = set()
        context = None if self._starttls else self._context
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.001)

    async def _talk(self, reader, writer):
        self._writers.add(writer)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._converse(reader, writer)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _converse(self, reader, writer):
        if self.mood == "silence":
            await reader.read()
            return
        if self.mood == "bye":
            writer.write(b"* BYE too many connections\r\n")
            return
        offer = "AUTH=XOAUTH2 AUTH=OAUTHBEARER" if self.tokens != () else "AUTH=PLAIN"
        offer = f"IMAP4rev1 SASL-IR {offer}{' STARTTLS' if self._starttls else ''}"
        writer.write(f"* OK [CAPABILITY {offer}] ready\r\n".encode())
        while line := (await reader.readline()).decode().strip():
            tag, verb, *words = line.split(" ")
            self.heard.append(verb.upper())
            if verb.upper() == "STARTTLS":
                writer.write(f"{tag} OK go on\r\n".encode())
                await writer.drain()
                await writer.start_tls(self._context)
                continue
            await self._answer(tag, verb.upper(), words, reader, writer)
            await writer.drain()

    async def _answer(self, tag, verb, words, reader, writer):
        if verb == "AUTHENTICATE":
            said = base64.b64decode(words[1]).decode()
            if self._is_right(said):
                self.signed_in += 1
                writer.write(f"{tag} OK [CAPABILITY IMAP4rev1] welcome\r\n".encode())
                return
            self.refused += 1
            if words[0] != "PLAIN":
                writer.write(b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n")
                await reader.readline()
            writer.write(f"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n".encode())
        elif verb == "LIST":
            writer.write(b'* LIST (\\HasNoChildren) "/" INBOX\r\n')
            writer.write(f"{tag} OK done\r\n".encode())
        elif verb == "LOGOUT":
            writer.write(f"* BYE so long\r\n{tag} OK done\r\n".encode())
        else:
            writer.write(f"{tag} OK done\r\n".encode())

    def _is_right(self, said):
        if self.tokens != ():
            return any(f"auth=Bearer {token}\x01" in said for token in self.tokens)
        return said.split("\0")[-1] == self.password
