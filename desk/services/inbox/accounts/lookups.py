# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what detection asks the world: DNS records, documents by https, whether a server answers; all of it in time."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from dns import asyncresolver, exception, name, rdatatype

from desk.errors import DeskError
from desk.services.inbox.accounts.addressing import ascii_host
from desk.services.inbox.accounts.candidate import LOOPBACK
from desk.services.providers import HttpDoor, Lost, Request

LIMIT_S = 5.0
"""So long each question may take."""
MOST_HOPS = 3
MOST_RECORDS = 10
_BANNER = {993: b"* ", 143: b"* ", 465: b"220", 587: b"220"}

Fetch = Callable[[str], Awaitable[bytes | None]]
"""Address → document; None when there is none. Only https, unless the server is this computer."""
Reach = Callable[[str, int, str], Awaitable[bool]]
"""Host, port, security → whether a mail server answers there with a certificate for that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a record of a service leads (RFC 2782)."""

    host: str
    port: int


class Dns:
    """Asks for records. resolver: as the system has it, unless it is handed in."""

    def __init__(self, resolver: asyncresolver.Resolver | None = None) -> None:
        self._resolver = resolver

    async def mx(self, domain: str) -> tuple[str, ...]:
        """Return who takes mail for `domain`, the preferred first; () when nobody says."""
        records = await self._ask(domain, rdatatype.MX)
        ordered = sorted(records, key=lambda one: int(one.preference))  # type: ignore[attr-defined]
        hosts = [ascii_host(str(one.exchange)) for one in ordered]  # type: ignore[attr-defined]
        return tuple(host for host in hosts if host)

    async def srv(self, service: str, domain: str) -> tuple[Target, ...]:
        """Return where `service` ("_imaps._tcp") of `domain` is, the preferred first; "." means: not offered."""
        records = await self._ask(f"{service}.{domain}", rdatatype.SRV)
        ordered = sorted(records, key=lambda one: (int(one.priority), -int(one.weight)))  # type: ignore[attr-defined]
        found = []
        for one in ordered:
            host = ascii_host(str(one.target))  # type: ignore[attr-defined]
            if host and 0 < int(one.port) < 65536:  # type: ignore[attr-defined]
                found.append(Target(host=host, port=int(one.port)))  # type: ignore[attr-defined]
        return tuple(found)

    async def _ask(self, wanted: str, kind: rdatatype.RdataType) -> Sequence[object]:
        try:
            resolver = self._resolver or asyncresolver.Resolver()
            answer = await resolver.resolve(wanted, kind, lifetime=LIMIT_S, search=False)
        except (exception.DNSException, name.LabelTooLong, OSError, ValueError):
            return ()
        return list(answer)[:MOST_RECORDS]


async def fetch(url: str) -> bytes | None:
    """Return the document at `url`, at most three redirections away; None for everything else."""
    door = HttpDoor(connect_s=LIMIT_S, answer_s=LIMIT_S, connections=1)
    try:
        async with asyncio.timeout(LIMIT_S):
            for _ in range(MOST_HOPS + 1):
                if not is_safe(url):
                    return None
                answer = await door.ask(
                    Request(method="GET", url=url, headers={"Accept": "text/xml, */*;q=0.1"})
                )
                if answer.status == 200:
                    return answer.body if answer.is_whole else None
                onwards = answer.headers.get("location", "")
                if answer.status not in {301, 302, 303, 307, 308} or not onwards:
                    return None
                url = urljoin(url, onwards)
    except (DeskError, Lost, TimeoutError, ValueError):
        return None
    finally:
        await door.close()
    return None


def is_safe(url: str) -> bool:
    """Whether a document may be asked for there: by https, or on this computer."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


async def reach(host: str, port: int, security: str) -> bool:
    """Tell whether a mail server answers at `host`, encrypted from the start with a certificate for that name.

    With STARTTLS only its greeting is awaited; the test that follows looks at the certificate.
    """
    context = ssl.create_default_context() if security == "tls" else None
    try:
        async with asyncio.timeout(LIMIT_S):
            reader, writer = await asyncio.open_connection(host, port, ssl=context)
            try:
                return (await reader.readline()).startswith(_BANNER.get(port, b""))
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
    except (OSError, TimeoutError, ValueError):
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Whom detection asks; tests put their own servers in.

    autoconfig, well_known: of the domain, {domain} stands for it. directory: of everybody; "" asks none.
    """

    dns: Dns = field(default_factory=Dns)
    fetch: Fetch = fetch
    reach: Reach = reach
    autoconfig: str = "https://autoconfig.{domain}/mail/config-v1.1.xml"
    well_known: str = "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml"
    directory: str = "https://v1.ispdb.net/{domain}"
