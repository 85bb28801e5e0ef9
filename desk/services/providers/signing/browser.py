# SPDX-License-Identifier: LicenseRef-Desk
"""Runs a sign-in in the person's own browser: a listener on this computer waits until it comes back (RFC 8252)."""

import asyncio
import contextlib
import hmac
import html
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from desk.errors import Misconfigured, Unavailable
from desk.services.providers.signing.exchange import Grant, redeem
from desk.services.providers.signing.presets import SignInClient
from desk.services.providers.signing.tokens import Tokens

WAIT_S = 300.0
"""So long a person may take; then the listener goes."""
LINE_S = 5.0
MOST_BYTES = 16 * 1024
VERIFIER_BYTES = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What the browser shows when it comes back (translated)."""

    done: str = "You are signed in. You can close this page and go back to Desk."
    refused: str = "Desk was not allowed in. Close this page and go back to Desk."
    strange: str = "This page does not belong to the sign-in that Desk waits for. Start again in Desk."


class BrowserSignIn:
    """One sign-in. address: whose, to be filled in on the service's page."""

    def __init__(
        self,
        client: SignInClient,
        *,
        address: str = "",
        words: PageWords | None = None,
        wait_s: float = WAIT_S,
    ) -> None:
        self._client = client
        self._address = address
        self._words = words or PageWords()
        self._wait_s = wait_s
        self._state = secrets.token_urlsafe(24)
        self._verifier = secrets.token_urlsafe(VERIFIER_BYTES)
        self._answer: asyncio.Future[Mapping[str, str]] | None = None

    async def run(self, open_page: Callable[[str], object]) -> Tokens:
        """Give `open_page` the address to open, wait for the browser, and return the tokens.

        Raises Misconfigured (sign_in_denied, or as `redeem`) or Unavailable (sign_in_timeout: nobody came back;
        sign_in_away). Cancelling it closes the listener.
        """
        self._answer = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0, limit=MOST_BYTES)
        try:
            port = server.sockets[0].getsockname()[1]
            redirect = f"http://{self._client.service.redirect_host}:{port}/"
            open_page(self._address_of_page(redirect))
            try:
                async with asyncio.timeout(self._wait_s):
                    answer = await self._answer
            except TimeoutError as error:
                raise Unavailable("sign_in_timeout") from error
            return await redeem(self._client, self._grant(answer, redirect))
        finally:
            server.close()

    def _address_of_page(self, redirect: str) -> str:
        service = self._client.service
        extra = dict(service.extra)
        if self._address:
            extra["login_hint"] = self._address
        return str(
            prepare_grant_uri(
                service.authorize_url,
                self._client.client_id,
                "code",
                redirect_uri=redirect,
                scope=" ".join(service.scopes),
                state=self._state,
                code_challenge=create_s256_code_challenge(self._verifier),
                code_challenge_method="S256",
                **extra,
            )
        )

    def _grant(self, answer: Mapping[str, str], redirect: str) -> Grant:
        code = answer.get("code", "")
        if code:
            return Grant(code=code, verifier=self._verifier, redirect_uri=redirect)
        reason = answer.get("error", "")[:60]
        is_away = reason in {"server_error", "temporarily_unavailable"}
        if is_away:
            raise Unavailable("sign_in_away", None, reason=reason)
        raise Misconfigured("sign_in_denied", reason=reason)

    # ----------------------------------------------------------------------------------- listener

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(LINE_S):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self._reply(head))
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _reply(self, head: bytes) -> bytes:
        """Answer one request; only one with our own state ends the waiting, any other changes nothing."""
        words = head.split(b"\r\n", 1)[0].decode("ascii", "replace").split(" ")
        if len(words) != 3 or words[0] != "GET":
            return _page(405, self._words.strange)
        parts = urlsplit(words[1]) if words[1].startswith("/") else None
        if parts is None or parts.path != "/":
            return _page(404, self._words.strange)
        said = dict(parse_qsl(parts.query, max_num_fields=30) if parts.query.count("&") < 30 else ())
        if not hmac.compare_digest(said.get("state", "").encode(), self._state.encode()):
            return _page(400, self._words.strange)
        assert self._answer is not None
        if not self._answer.done():
            self._answer.set_result(said)
        return _page(200, self._words.done if said.get("code") else self._words.refused)


def _page(status: int, sentence: str) -> bytes:
    body = (
        "<!doctype html><html><head><meta charset=utf-8><title>Desk</title></head>"
        '<body style="font:18px sans-serif;max-width:32em;margin:4em auto;padding:0 1em">'
        f"<p>{html.escape(sentence)}</p></body></html>"
    ).encode()
    head = (
        f"HTTP/1.1 {status} Desk",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'",
        "Referrer-Policy: no-referrer",
        "Connection: close",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
