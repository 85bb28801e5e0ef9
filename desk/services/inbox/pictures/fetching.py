# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the fetching of distant pictures that a person asked for: no cookie, no referrer, no name, no own network."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from desk.errors import DeskError
from desk.services.inbox.pictures.places import is_public
from desk.services.providers import Answer, HttpDoor, Lost, Request

MOST_PICTURES = 100
MOST_BYTES = 5_000_000
AT_ONCE = 6
CONNECT_S = 5.0
ANSWER_S = 10.0
REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
MOVED = frozenset({301, 302, 303, 307, 308})
HEADERS = {"Accept": "image/png,image/jpeg,image/gif,image/webp", "User-Agent": "Mozilla/5.0"}
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)

Ask = Callable[[Request], Awaitable[Answer]]
Find = Callable[[str, int], Awaitable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A picture that came. address: as the mail names it. media_type: as its bytes say, whatever was claimed."""

    address: str
    media_type: str
    body: bytes


class PictureFetcher:
    """Fetches pictures; what came once is kept while the program runs, up to `most` of them."""

    def __init__(self, ask: Ask | None = None, find: Find | None = None, most: int = 200) -> None:
        """ask, find: stand-ins for the network and the names, for tests."""
        self._ask = ask or _ask
        self._find = find or _addresses
        self._most = most
        self._kept: dict[str, Fetched] = {}

    async def fetch(self, addresses: Iterable[str]) -> tuple[Fetched, ...]:
        """Return those of `addresses` that are pictures and came; the others are simply not there."""
        wanted = tuple(dict.fromkeys(addresses))[:MOST_PICTURES]
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(address: str) -> Fetched | None:
            async with turns:
                return await self._one(address)

        found = await asyncio.gather(*(one(address) for address in wanted))
        return tuple(one for one in found if one is not None)

    async def _one(self, address: str) -> Fetched | None:
        kept = self._kept.get(address)
        if kept is not None:
            return kept
        try:
            answer = await self._answer(address)
        except (DeskError, Lost, ValueError, OSError):
            return None
        media_type = kind_of(answer.body) if answer is not None and answer.is_whole else ""
        if answer is None or answer.status != 200 or not media_type:
            return None
        fetched = Fetched(address=address, media_type=media_type, body=answer.body)
        if len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)))
        self._kept[address] = fetched
        return fetched

    async def _answer(self, address: str) -> Answer | None:
        for _hop in range(REDIRECTS + 1):
            place = await self._outside(address)
            if not place:
                return None
            answer = await self._ask(request_to(address, place))
            moved = answer.headers.get("location", "")
            if answer.status not in MOVED or not moved:
                return answer
            address = urljoin(address, moved)
        return None

    async def _outside(self, address: str) -> str:
        """Return the number of the computer an address names; "" unless it is out on the internet.

        The name is looked up this once, and that number is asked: a second answer of the names could be another.
        """
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            return ""
        found = await self._find(parts.hostname, parts.port or PORTS[parts.scheme])
        return found[0] if found and all(is_public(one) for one in found) else ""


def request_to(address: str, place: str) -> Request:
    """Return the request for `address` that goes to the computer with the number `place`, whatever its name."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    told = name if name.isascii() else name.encode("idna").decode()
    port = f":{parts.port}" if parts.port is not None else ""
    number = f"[{place}]" if ":" in place else place
    url = urlunsplit((parts.scheme, number + port, parts.path or "/", parts.query, ""))
    own = {**HEADERS, "Host": f"[{told}]{port}" if ":" in told else told + port}
    return Request(method="GET", url=url, headers=own, server_name=told if parts.scheme == "https" else "")


def kind_of(body: bytes) -> str:
    """Return the kind of picture these bytes are, by their first ones; "" for none that is shown."""
    for head, kind in _KINDS:
        if body.startswith(head):
            return kind
    return "image/webp" if body[:4] == b"RIFF" and body[8:12] == b"WEBP" else ""


async def _ask(request: Request) -> Answer:
    # A door for one picture: a client that is kept would keep cookies too.
    # No proxy either: it would look the name up once more.
    door = HttpDoor(
        connect_s=CONNECT_S, answer_s=ANSWER_S, connections=1, is_local=True, most_bytes=MOST_BYTES
    )
    try:
        return await door.ask(request)
    finally:
        await door.close()


async def _addresses(host: str, port: int) -> tuple[str, ...]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(str(one[4][0]).partition("%")[0] for one in found)
