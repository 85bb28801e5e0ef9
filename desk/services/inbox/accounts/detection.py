# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the search for the servers of an address: everybody is asked at once, the surest answer counts."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.errors import Problem, Refused
from desk.services.inbox.accounts.addressing import MailAddress, base_domain, parted
from desk.services.inbox.accounts.autoconfig import Unreadable, read_autoconfig
from desk.services.inbox.accounts.candidate import Candidate, MailServer, SettingsSource
from desk.services.inbox.accounts.lookups import LIMIT_S, World
from desk.services.inbox.accounts.services import service_at, service_by_mx, service_for

_IMAP_NAMES = ("imap", "mail", "")
_SMTP_NAMES = ("smtp", "mail", "")
_IMAP_PORTS = ((993, "tls"), (143, "starttls"))
_SMTP_PORTS = ((465, "tls"), (587, "starttls"))


class LookStep(StrEnum):
    """How far one source is."""

    ASKING = "asking"
    FOUND = "found"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What happened at one source."""

    source: SettingsSource
    step: LookStep


OnLook = Callable[[Look], object]
Question = Callable[[], Awaitable[Candidate | None]]


async def detect(
    address: str, *, world: World | None = None, on_look: OnLook | None = None
) -> Candidate | None:
    """Return where the mail of `address` arrives and leaves; None: nobody knows, a person has to say.

    Desk's own list answers without the network; else everybody is asked at once, five seconds at most, and
    whoever is surest counts. Only the domain is told to anybody. Cancelling it stops every question.
    on_look: told as sources answer, for a list that grows. Raises Refused (bad_email).
    """
    whose = parted(address)
    if whose is None:
        raise Refused(Problem(code="bad_email", place="address", details={"value": address}))
    tell = on_look or (lambda _look: None)
    if (known := service_for(whose.domain)) is not None:
        tell(Look(source=SettingsSource.TABLE, step=LookStep.FOUND))
        return known.candidate(whose, SettingsSource.TABLE)
    tell(Look(source=SettingsSource.TABLE, step=LookStep.NOTHING))
    return await _Search(whose, world or World(), tell).run()


class _Search:
    """One search; the questions in the order of trust."""

    def __init__(self, address: MailAddress, world: World, tell: OnLook) -> None:
        self._address, self._world, self._tell = address, world, tell

    async def run(self) -> Candidate | None:
        asked: tuple[tuple[SettingsSource, Question], ...] = (
            (SettingsSource.AUTOCONFIG, self._autoconfig),
            (SettingsSource.WELL_KNOWN, self._well_known),
            (SettingsSource.DIRECTORY, self._directory),
            (SettingsSource.MX, self._mx),
            (SettingsSource.MX_DIRECTORY, self._mx_directory),
            (SettingsSource.SRV, self._srv),
            (SettingsSource.GUESS, self._guess),
        )
        async with asyncio.TaskGroup() as group:
            self._hosts = group.create_task(self._world.dns.mx(self._address.domain))
            tasks: list[asyncio.Task[Candidate | None]] = [
                group.create_task(self._ask(*one)) for one in asked
            ]
            found = None
            for task in tasks:
                found = await task
                if found is not None:
                    break
            for other in (*tasks, self._hosts):
                other.cancel()
        return found

    async def _ask(self, source: SettingsSource, question: Question) -> Candidate | None:
        self._tell(Look(source=source, step=LookStep.ASKING))
        try:
            async with asyncio.timeout(2 * LIMIT_S if source is SettingsSource.MX_DIRECTORY else LIMIT_S):
                found = await question()
        except TimeoutError:
            found = None
        self._tell(Look(source=source, step=LookStep.NOTHING if found is None else LookStep.FOUND))
        return found

    # ---------------------------------------------------------------------------------- sources

    async def _autoconfig(self) -> Candidate | None:
        return await self._document(self._world.autoconfig, self._address.domain, SettingsSource.AUTOCONFIG)

    async def _well_known(self) -> Candidate | None:
        return await self._document(self._world.well_known, self._address.domain, SettingsSource.WELL_KNOWN)

    async def _directory(self) -> Candidate | None:
        return await self._document(self._world.directory, self._address.domain, SettingsSource.DIRECTORY)

    async def _mx(self) -> Candidate | None:
        for host in await asyncio.shield(self._hosts):
            if (known := service_by_mx(host)) is not None:
                return known.candidate(self._address, SettingsSource.MX)
        return None

    async def _mx_directory(self) -> Candidate | None:
        hosts = await asyncio.shield(self._hosts)
        names = dict.fromkeys(base_domain(host) for host in hosts[:2])
        for domain in names:
            if domain == self._address.domain:
                continue
            found = await self._document(self._world.directory, domain, SettingsSource.MX_DIRECTORY)
            if found is not None:
                return found
        return None

    async def _srv(self) -> Candidate | None:
        """RFC 6186, and RFC 8314 for sending encrypted from the start."""
        domain, dns = self._address.domain, self._world.dns
        imaps, imap, submissions, submission = await asyncio.gather(
            dns.srv("_imaps._tcp", domain),
            dns.srv("_imap._tcp", domain),
            dns.srv("_submissions._tcp", domain),
            dns.srv("_submission._tcp", domain),
        )
        incoming = [self._server(one.host, one.port, "tls") for one in imaps]
        incoming += [self._server(one.host, one.port, "starttls") for one in imap]
        outgoing = [self._server(one.host, one.port, "tls") for one in submissions]
        outgoing += [self._server(one.host, one.port, "starttls") for one in submission]
        return self._pair(SettingsSource.SRV, incoming, outgoing)

    async def _guess(self) -> Candidate | None:
        incoming, outgoing = await asyncio.gather(
            self._answering(_IMAP_NAMES, _IMAP_PORTS), self._answering(_SMTP_NAMES, _SMTP_PORTS)
        )
        return self._pair(SettingsSource.GUESS, incoming, outgoing)

    # ----------------------------------------------------------------------------------- inside

    async def _document(self, pattern: str, domain: str, source: SettingsSource) -> Candidate | None:
        document = await self._world.fetch(pattern.format(domain=domain)) if pattern else None
        if document is None:
            return None
        try:
            return read_autoconfig(document, self._address, source)
        except Unreadable:
            return None

    async def _answering(self, names: Sequence[str], ports: Sequence[tuple[int, str]]) -> list[MailServer]:
        """Return the servers that answer, the likeliest first; all are asked at once."""
        places = [
            (f"{name}.{self._address.domain}".lstrip("."), port, security)
            for port, security in ports
            for name in names
        ]
        answers = await asyncio.gather(*(self._world.reach(*place) for place in places))
        return [self._server(*place) for place, is_there in zip(places, answers, strict=True) if is_there]

    def _server(self, host: str, port: int, security: str) -> MailServer:
        return MailServer(host=host, port=port, security=security, username=self._address.whole)

    def _pair(
        self, source: SettingsSource, incoming: Sequence[MailServer], outgoing: Sequence[MailServer]
    ) -> Candidate | None:
        if not incoming or not outgoing:
            return None
        known = service_at(incoming[0].host)
        if known is not None:
            return known.candidate(self._address, source)
        return Candidate(source=source, incoming=incoming[0], outgoing=outgoing[0])
