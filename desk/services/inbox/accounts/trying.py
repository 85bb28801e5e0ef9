# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the test of an address in both directions: signing in to read, signing in to send; each ends in one word."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from desk.errors import DeskError, Misconfigured, Refused
from desk.models.columns import Json
from desk.services.inbox.imap import Imap, Server
from desk.services.providers import (
    WELL,
    BearerToken,
    Credential,
    Diagnosis,
    Password,
    Secret,
    SignIn,
    Signing,
    certificate_names,
    check_account,
    explain,
    fingerprint,
    uses_browser,
)

PATIENCE_S = 10.0


class MailWay(StrEnum):
    """A direction."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayTest:
    """What is tried. incoming: a mailbox's settings; outgoing: an SMTP account's; None leaves that way out.

    secret: what was typed, or the token that the browser has just brought; None takes what is kept for
    `owner_id` (or under the settings' own name).
    """

    incoming: Json | None
    outgoing: Json | None
    secret: str | None = field(default=None, repr=False)
    owner_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayReport:
    """What it came to; a way that was left out is well."""

    incoming: Diagnosis = WELL
    outgoing: Diagnosis = WELL

    @property
    def is_well(self) -> bool:
        """Whether both ways work."""
        return self.incoming == WELL and self.outgoing == WELL


OnWay = Callable[[MailWay, Diagnosis], object]


async def try_both(attempt: TwoWayTest, signing: Signing, on_way: OnWay | None = None) -> TwoWayReport:
    """Sign in to both servers at once, with little patience; nothing is sent, nothing is read.

    on_way: told as each way ends. Cancelling it stops waiting. Nothing is raised but what is no DeskError.
    """
    tell = on_way or (lambda _way, _said: None)

    async def tried(way: MailWay, work: Awaitable[None]) -> Diagnosis:
        try:
            await work
        except DeskError as error:
            said = explain(_plain(error))
        else:
            said = WELL
        tell(way, said)
        return said

    incoming, outgoing = await asyncio.gather(
        tried(MailWay.INCOMING, _read(attempt, signing)), tried(MailWay.OUTGOING, _send(attempt, signing))
    )
    return TwoWayReport(incoming=incoming, outgoing=outgoing)


async def _read(attempt: TwoWayTest, signing: Signing) -> None:
    if attempt.incoming is not None:
        try:
            await asyncio.to_thread(_Visit(attempt, signing).make)
        except Misconfigured as error:
            if error.code != "certificate_refused":
                raise
            raise await _described(error, Server.of(attempt.incoming)) from error


async def _send(attempt: TwoWayTest, signing: Signing) -> None:
    if attempt.outgoing is not None:
        await check_account("smtp", attempt.outgoing, _secret(attempt, attempt.outgoing, signing))


def _secret(attempt: TwoWayTest, settings: Json, signing: Signing) -> Secret:
    if attempt.secret is not None:
        return attempt.secret
    return SignIn(signing, attempt.owner_id, settings)


class _Visit:
    """One sign-in to read; blocks. Its secret is no argument of a thread: a loop may log those."""

    def __init__(self, attempt: TwoWayTest, signing: Signing) -> None:
        assert attempt.incoming is not None
        quick = dict.fromkeys(("connect_s", "stall_s", "command_s"), PATIENCE_S)
        self._settings: Json = {**attempt.incoming, **quick}
        self._attempt, self._signing = attempt, signing

    def make(self) -> None:
        server = Server.of(self._settings)
        try:
            self._visit(server, self._credential(is_refused=False))
        except DeskError as error:
            if error.code != "token_refused" or self._attempt.secret is not None:
                raise
            self._visit(server, self._credential(is_refused=True))

    def _visit(self, server: Server, credential: Credential) -> None:
        with Imap.open(server, credential) as imap:
            imap.folders()

    def _credential(self, *, is_refused: bool) -> Credential:
        attempt = self._attempt
        if attempt.secret is not None:
            by_browser = uses_browser(self._settings)
            return BearerToken(text=attempt.secret) if by_browser else Password(text=attempt.secret)
        found = self._signing.credential_now(attempt.owner_id, self._settings, is_refused=is_refused)
        assert isinstance(found, Password | BearerToken)
        return found


async def _described(error: Misconfigured, server: Server) -> Misconfigured:
    """Look at the refused certificate, without trusting it, so that the owner reads whose it is; no secret leaves."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE_S):
            is_tls = server.security == "tls"
            opened = await asyncio.open_connection(server.host, server.port, ssl=context if is_tls else None)
            writer = opened[1]
            if not is_tls:
                await _start_tls(*opened, context)
            seen = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
    except (OSError, TimeoutError, ValueError):
        return error
    found = {"name": certificate_names(seen), "fingerprint": fingerprint(seen)}
    return Misconfigured(error.code, **{**error.details, **found})


async def _start_tls(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: ssl.SSLContext
) -> None:
    """Ask an IMAP server to go on encrypted; raises OSError when it does not."""
    await reader.readline()
    writer.write(b"a STARTTLS\r\n")
    while not (line := await reader.readline()).lower().startswith(b"a ok"):
        if not line or line[:2] == b"a ":
            raise ConnectionError
    await writer.start_tls(context)


def _plain(error: DeskError) -> DeskError:
    """Return a refusal of the settings themselves as its first problem: there is one verb for it."""
    if isinstance(error, Refused) and error.problems:
        return DeskError(error.problems[0].code, place=error.problems[0].place)
    return error
