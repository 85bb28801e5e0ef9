# SPDX-License-Identifier: LicenseRef-Desk
"""Runs HTTP requests for providers: the only door to httpx, with the hand-over barrier before the body."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx

from desk.errors import Misconfigured, Unavailable

MOST_BYTES = 64 * 1024

# At INFO httpx writes every address it asks, and an address can hold a text and a phone number.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; `headers` are put as they are, `query` is encoded.

    server_name: who the certificate must be of, where `url` names a number; "" for the host of `url`.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    server_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; `headers` have lower-case names. is_whole: the body came to its end in time and size."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool


class Withdrawn(Exception):
    """The barrier said no: nothing that the other side could act on has left."""


class Lost(Exception):
    """The request was handed over and no answer came; `code` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Barrier:
    """Lets a request's body leave only after `open_up` said yes; remembers that it did."""

    def __init__(self, open_up: Callable[[], Awaitable[bool]]) -> None:
        self.is_passed = False
        self._open_up = open_up

    async def passing(self) -> None:
        """Wait for the word. Raises Withdrawn."""
        if not await self._open_up():
            raise Withdrawn
        self.is_passed = True


async def _always() -> bool:
    return True


class HttpDoor:
    """A client of one account: connections are kept, no redirect is followed. is_local: no proxy is asked.

    most_bytes: of an answer no more is read.
    """

    def __init__(
        self,
        *,
        connect_s: float,
        answer_s: float,
        connections: int,
        is_local: bool = False,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._most_bytes = most_bytes
        self._total_s = connect_s + 2 * answer_s
        self._timeout = httpx.Timeout(answer_s, connect=connect_s, pool=self._total_s)
        self._limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._is_local = is_local
        self._client: httpx.AsyncClient | None = None

    async def ask(self, request: Request, barrier: Barrier | None = None) -> Answer:
        """Send a request and read its answer.

        Raises Unavailable (host_unknown, connection_refused, connect_timeout, unreachable, timeout,
        connection_lost) or Misconfigured (certificate_refused, bad_url) before the barrier was passed, Lost
        after it, Withdrawn when the barrier stayed shut.
        """
        barrier = barrier or Barrier(_always)
        try:
            async with asyncio.timeout(self._total_s):
                return await self._ask(request, barrier)
        except TimeoutError as error:
            raise _failure("timeout", barrier, request) from error
        except httpx.ConnectTimeout as error:
            raise Unavailable("connect_timeout", None, **_place(request)) from error
        except httpx.ConnectError as error:
            raise _not_connected(error, request) from error
        except httpx.TimeoutException as error:
            raise _failure("timeout", barrier, request) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
            if barrier.is_passed:
                raise Lost("connection_lost") from error
            raise Misconfigured("bad_url") from error
        except httpx.HTTPError as error:
            raise _failure("connection_lost", barrier, request) from error

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _ask(self, request: Request, barrier: Barrier) -> Answer:
        if self._client is None:
            # The computer's own authorities, and its proxy unless the service is this computer.
            self._client = httpx.AsyncClient(
                timeout=self._timeout,
                limits=self._limits,
                verify=ssl.create_default_context(),
                trust_env=not self._is_local,
            )
        headers = dict(request.headers)
        content: AsyncIterator[bytes] | None = None
        if request.body:
            # The length is told, so that a server cannot take what has left for the whole.
            headers["Content-Length"] = str(len(request.body))
            content = _body(request.body, barrier)
        else:
            await barrier.passing()
        stream = self._client.stream(
            request.method,
            request.url,
            headers=headers,
            params=dict(request.query) or None,
            content=content,
            extensions={"sni_hostname": request.server_name} if request.server_name else None,
        )
        async with stream as response:
            body, is_whole = await _read(response, self._most_bytes)
        return Answer(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=body,
            is_whole=is_whole,
        )


async def _body(body: bytes, barrier: Barrier) -> AsyncIterator[bytes]:
    await barrier.passing()
    yield body


async def _read(response: httpx.Response, most: int) -> tuple[bytes, bool]:
    """Return the body as far as it came: the status alone is already an answer."""
    body = bytearray()
    try:
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > most:
                return bytes(body[:most]), False
    except httpx.HTTPError:
        return bytes(body), False
    return bytes(body), True


def _failure(code: str, barrier: Barrier, request: Request) -> Exception:
    return Lost(code) if barrier.is_passed else Unavailable(code, None, **_place(request))


def _not_connected(error: httpx.ConnectError, request: Request) -> Exception:
    """Say why no connection came about; nothing has left, whatever the barrier recorded."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Misconfigured(
                "certificate_refused", expected=_place(request)["host"], reason=cause.verify_message
            )
        if isinstance(cause, ssl.SSLError):
            return Unavailable("tls_failed", None, **_place(request))
        if isinstance(cause, OSError) and type(cause).__name__ == "gaierror":
            return Unavailable("host_unknown", None, **_place(request))
        if isinstance(cause, ConnectionRefusedError):
            return Unavailable("connection_refused", None, **_place(request))
        cause = cause.__cause__ or cause.__context__
    return Unavailable("unreachable", None, **_place(request))


def _place(request: Request) -> dict[str, str]:
    url = httpx.URL(request.url)
    return {"host": url.host, "port": str(url.port or (443 if url.scheme == "https" else 80))}
