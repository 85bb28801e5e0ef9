# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the setting up of the shop's address from a file: both servers are tried before anything is kept."""

import asyncio
from dataclasses import dataclass

from desk.bootstrap.opening import Desk
from desk.bootstrap.shop_file import Left, MailPlan
from desk.errors import Misconfigured, Problem, Refused
from desk.models.columns import Json
from desk.services.inbox import (
    MailboxDraft,
    Mailboxes,
    MailboxRow,
    MailboxSafe,
    TwoWayTest,
    TypedSecret,
    detect,
    try_both,
)
from desk.services.providers import (
    WELL,
    AccountDraft,
    AccountRow,
    AccountSafe,
    Roster,
    Signing,
    secret_name,
    uses_browser,
)
from desk.services.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDone:
    """What it came to: whether something was made, and whether a new password was taken over.

    left: which servers the file calls otherwise than the window does.
    """

    is_made: bool = False
    has_new_password: bool = False
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where mail leaves and arrives; None where it does not."""

    smtp: Json | None = None
    imap: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """What there is of an address: the mailbox it arrives in, and the account that sends for it."""

    box: MailboxRow | None = None
    account: AccountRow | None = None


async def make_mail(desk: Desk, plan: MailPlan, password: str) -> MailDone:
    """Keep what is missing of an address, and a new password of what is there, after its servers were tried.

    Raises what the trial raises, Misconfigured or Unavailable, and Refused for servers or a password not known.
    """
    there = await desk.db.read(lambda session: _halves(session, plan))
    signing = Signing()
    stale = await _stale(signing, plan, there, password)
    is_whole = bool(there.box) >= plan.has_imap and bool(there.account) >= plan.has_smtp
    left = _left(plan, there)
    if is_whole and stale == Halves():
        return MailDone(left=left)
    servers = Servers() if is_whole else await _servers(plan)
    if not password and any(server and server.get("username") for server in (servers.smtp, servers.imap)):
        raise Refused(Problem(code="missing_field", place="mail.password_file"))
    await _try(_tried(servers, stale), password, signing)
    secret = TypedSecret(password=password)
    if not is_whole:
        await _keep(desk, plan, servers, there, secret, signing)
    for half in {_name_of(half): half for half in (stale.box, stale.account) if half}.values():
        await MailboxSafe(desk.db, signing).sign_in_again(half, secret)
    return MailDone(is_made=not is_whole, has_new_password=stale != Halves(), left=left)


def _left(plan: MailPlan, there: Halves) -> tuple[Left, ...]:
    """Return what the file says otherwise of a server that is there already."""
    both = (("imap", plan.imap, there.box), ("smtp", plan.smtp, there.account))
    return tuple(
        Left(name=f"mail.{part}.{name}", kept=kept, asked=str(asked[name]))
        for part, asked, half in both
        if asked is not None and half is not None
        for name in ("host", "port", "username")
        if name in asked and (kept := str(half.settings.get(name, ""))) not in {"", str(asked[name])}
    )


async def _stale(signing: Signing, plan: MailPlan, there: Halves, password: str) -> Halves:
    """Return the halves of an address that are kept with another password than this; none without one."""
    halves = ((there.box, plan.has_imap), (there.account, plan.has_smtp))
    names = {
        _name_of(half) for half, is_asked in halves if half and is_asked and _has_password(half.settings)
    }
    if not password or not names:
        return Halves()
    other = await asyncio.to_thread(lambda: {name for name in names if signing.kept(name) != password})
    return Halves(
        box=there.box if there.box and _name_of(there.box) in other else None,
        account=there.account if there.account and _name_of(there.account) in other else None,
    )


def _has_password(settings: Json) -> bool:
    """Whether it is signed in to, and not by browser, which a password would undo."""
    return bool(settings.get("username")) and not uses_browser(settings)


def _name_of(half: MailboxRow | AccountRow) -> str:
    return secret_name(half.id, half.settings)


def _tried(servers: Servers, stale: Halves) -> Servers:
    """Return the servers to try: what is there signs in where the window says, whatever the file calls them."""
    return Servers(
        smtp=stale.account.settings if stale.account else servers.smtp,
        imap=stale.box.settings if stale.box else servers.imap,
    )


async def _keep(  # noqa: PLR0913, PLR0917 - what was read, found and tried
    desk: Desk, plan: MailPlan, servers: Servers, there: Halves, secret: TypedSecret, signing: Signing
) -> None:
    account = servers.smtp and AccountDraft(
        kind="smtp",
        name=plan.address,
        settings=servers.smtp,
        sender_address=plan.address,
        sender_name=plan.name,
    )
    if servers.imap is not None and there.box is None:
        name = plan.name or plan.address
        box = MailboxDraft(name=name, address=plan.address, settings=servers.imap)
        await MailboxSafe(desk.db, signing).create(box, account or None, secret)
    elif account and there.account is None:
        await AccountSafe(desk.db).create(account, secret.password)


async def _try(servers: Servers, password: str, signing: Signing) -> None:
    """Sign in to both servers; raises the first failure, with the server's place in the file."""
    attempt = TwoWayTest(incoming=servers.imap, outgoing=servers.smtp, secret=password)
    report = await try_both(attempt, signing)
    ways = (("mail.imap", report.incoming, servers.imap), ("mail.smtp", report.outgoing, servers.smtp))
    for place, said, server in ways:
        if said != WELL and server is not None:
            where = {"host": str(server.get("host")), "port": str(server.get("port", ""))}
            raise Misconfigured(said.code, **{**where, **said.details, "place": place})


def _halves(session: Session, plan: MailPlan) -> Halves:
    wanted = plan.address.lower()
    rows = (row for row in Roster(session).page() if not row.is_sandbox)
    accounts = [row for row in rows if row.sender_address.lower() == wanted]
    host = plan.smtp.get("host") if plan.smtp else None
    return Halves(
        box=next((row for row in Mailboxes(session).page() if row.address.lower() == wanted), None),
        account=min(accounts, key=lambda row: row.settings.get("host") != host, default=None),
    )


async def _servers(plan: MailPlan) -> Servers:
    """Return the servers of the plan, or those that are known for its address."""
    if not plan.is_found:
        return Servers(smtp=plan.smtp, imap=plan.imap)
    found = await detect(plan.address)
    if found is None or not found.is_sure:  # a guess wants a person's word, and here is none
        raise Refused(Problem(code="servers_unknown", place="mail", details={"value": plan.address}))
    return Servers(
        smtp=found.outgoing.settings if found.outgoing else None,
        imap=found.incoming.settings if found.incoming else None,
    )
