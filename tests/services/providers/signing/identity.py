# SPDX-License-Identifier: LicenseRef-Desk
"""An identity provider on this computer: it signs people in, gives tokens, and misbehaves when told to."""

import asyncio
import base64
import contextlib
import hashlib
import json
import threading
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from desk.services.providers import SignInClient, SignInService

PERSON = "contact@atelier.example"


class Identity:
    """`mood`: "" signs in; "deny", "strange" (another state), "away". rotates: every refresh token works once.

    token_mood: "" gives tokens; an OAuth error word; "away" (503), "page" (no JSON), "silence", "short" (nothing to
    renew with). `valid`: the access tokens that a mail server should take. `asked`: the forms at the token endpoint.
    """

    def __init__(self, *, rotates=False, client_secret="", life_s=3600):
        self.mood = self.token_mood = ""
        self.rotates, self.client_secret, self.life_s = rotates, client_secret, life_s
        self.valid, self.asked, self.pages = set(), [], []
        self._codes, self._refreshes = {}, {}
        self._count = 0
        self._writers = set()
        self._lock = threading.Lock()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.001)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def client(self, **more):
        service = SignInService(
            name="other",
            label="Ours",
            authorize_url=f"{self.url}/authorize?tenant=x",
            token_url=f"{self.url}/token",
            scopes=("mail", "offline"),
            **more,
        )
        return SignInClient(service=service, client_id="desk-of-the-shop", secret=self.client_secret)

    def revoke(self):
        """Forget every refresh token, as when somebody changes the password."""
        self._refreshes.clear()
        self.valid.clear()

    # ------------------------------------------------------------------------------------ inside

    async def _talk(self, reader, writer):
        self._writers.add(writer)
        try:
            await self._converse(reader, writer)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _converse(self, reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            verb, target, _ = head.split("\r\n")[0].split(" ")
            length = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
            body = await reader.readexactly(int(length[0].partition(":")[2])) if length else b""
            parts = urlsplit(target)
            if (verb, parts.path) == ("GET", "/authorize"):
                writer.write(self._authorize({k: v[0] for k, v in parse_qs(parts.query).items()}))
            elif self.token_mood == "silence":
                await reader.read()
            else:
                writer.write(self._token({k: v[0] for k, v in parse_qs(body.decode()).items()}))
            await writer.drain()

    def _authorize(self, asked):
        self.pages.append(asked)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["tenant"] == "x"
        said = {"state": asked["state"]}
        if self.mood == "deny":
            said["error"] = "access_denied"
        elif self.mood == "away":
            said["error"] = "temporarily_unavailable"
        else:
            code = self._new("code")
            self._codes[code] = asked["code_challenge"], asked["redirect_uri"]
            said["code"] = code
        if self.mood == "strange":
            said["state"] = "of-somebody-else"
        return (
            f"HTTP/1.1 302 Found\r\nLocation: {asked['redirect_uri']}?{urlencode(said)}\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n"
        ).encode()

    def _token(self, asked):
        with self._lock:
            self.asked.append(asked)
            if self.token_mood == "page":
                return _answer(200, b"<html>Maintenance</html>")
            if self.token_mood == "away":
                return _answer(503, b"")
            if self.token_mood not in {"", "short"}:
                return _json(400, {"error": self.token_mood, "error_description": "because"})
            if asked.get("client_secret", "") != self.client_secret:
                return _json(401, {"error": "invalid_client"})
            return self._tokens(asked)

    def _tokens(self, asked):
        if asked["grant_type"] == "authorization_code":
            challenge, redirect = self._codes.pop(asked["code"], ("", ""))
            proof = hashlib.sha256(asked["code_verifier"].encode()).digest()
            if (
                base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != challenge
                or redirect != asked["redirect_uri"]
            ):
                return _json(400, {"error": "invalid_grant"})
            refresh = self._new("refresh")
            self._refreshes[refresh] = PERSON
        else:
            refresh = asked["refresh_token"]
            if refresh not in self._refreshes:
                return _json(400, {"error": "invalid_grant", "error_description": "Token has been revoked."})
            if self.rotates:
                del self._refreshes[refresh]
                refresh = self._new("refresh")
                self._refreshes[refresh] = PERSON
        access = self._new("access")
        self.valid.add(access)
        given = {"access_token": access, "token_type": "Bearer", "expires_in": self.life_s}
        if asked["grant_type"] == "authorization_code" or self.rotates:
            given["refresh_token"] = refresh
        if self.token_mood == "short":
            del given["refresh_token"]
        return _json(200, given)

    def _new(self, kind):
        self._count += 1
        return f"{kind}-{self._count}-" + "x" * 40


async def browse(url):
    """Do what a browser does: go there, follow every redirection; return what is shown in the end."""
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False) as browser:
        return await browser.get(url)


def _answer(status, body, kind="text/html"):
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def _json(status, document):
    return _answer(status, json.dumps(document).encode(), "application/json")
