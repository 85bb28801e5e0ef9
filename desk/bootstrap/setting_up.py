# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the setting up of a shop from a file: what is there already stays as it is, so that it may be done again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from desk import clock
from desk.bootstrap.new_shop import create_shop
from desk.bootstrap.opening import Desk, open_desk
from desk.bootstrap.shop_file import CustomerPlan, MailPlan, ShopPlan
from desk.config import Config
from desk.errors import Misconfigured, Problem, Refused
from desk.models.columns import Json
from desk.models.vocabulary import PointKind, RuleState
from desk.services.channels import BUILT
from desk.services.delivery import go_live
from desk.services.events import event_types
from desk.services.inbox import (
    MailboxDraft,
    Mailboxes,
    MailboxRow,
    MailboxSafe,
    TwoWayTest,
    TypedSecret,
    detect,
    parted,
    try_both,
)
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import WELL, AccountDraft, AccountSafe, Roster, Signing, secret_name
from desk.services.rules import Rulebook, RuleFilter
from desk.services.shop import Customers, Settings, fold, full_name, take_in
from desk.services.store import Change, Session, wait_for_turn

SETTING_UP = 0x6465736B03
"""Which turn it is to keep the customers of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where mail leaves and arrives; None where it does not."""

    smtp: Json | None
    imap: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one part came to. passed_over: customers who were there already, by name."""

    made_shop: bool = False
    made_mail: bool = False
    customers: int = 0
    passed_over: tuple[str, ...] = ()
    rules: int = 0
    went_live: bool = False


Tell = Callable[[Done], object]


async def set_up(place: Config, plan: ShopPlan, password: str, tell: Tell) -> None:
    """Bring about what a plan asks for, in the order of its parts; a part that is refused leaves those before it.

    tell: hears of each part that was brought about. Raises what the parts raise: Refused for what cannot be kept,
    Misconfigured and Unavailable of the mail servers.
    """
    _check(plan)
    if _make_shop(place, plan):
        tell(Done(made_shop=True))
    desk = open_desk(place)
    try:
        if plan.mail is not None and await _make_mail(desk, plan.mail, password):
            tell(Done(made_mail=True))
        passed_over = await desk.db.write(
            lambda session: _make_customers(session, plan.customers), Change.CUSTOMERS, Change.CONSENT
        )
        tell(Done(customers=len(plan.customers) - len(passed_over), passed_over=passed_over))
        tell(Done(rules=await desk.db.write(lambda session: _activate(session, plan), Change.RULES)))
        if plan.is_live and await desk.db.write(_go_live, Change.SETTINGS, Change.DELIVERIES):
            tell(Done(went_live=True))
    finally:
        desk.close()


def _check(plan: ShopPlan) -> None:
    """Refuse what can be seen to be wrong before anything is kept."""
    known = {event.name for event in event_types()}
    wrong = [_unknown(kind) for kind in plan.rules if kind not in known]
    if plan.mail is not None and parted(plan.mail.address) is None:
        details = {"value": plan.mail.address}
        wrong.append(Problem(code="bad_email", place="mail.address", details=details))
    country = plan.shop.country if plan.shop else ""
    for number, customer in enumerate(plan.customers):
        found = take_in(customer.draft, country=country or "FR", today=clock.now().date()).problems
        if country or not any(point.kind is PointKind.PHONE for point in customer.draft.points):
            wrong += [_of_customer(one, customer, number) for one in found]
    if wrong:
        raise Refused(*wrong)


def _of_customer(problem: Problem, plan: CustomerPlan, number: int) -> Problem:
    """Return a problem with the place that it has in the file."""
    part = problem.place
    if part.startswith("points."):
        point = plan.draft.points[int(part.split(".")[1])]
        part = "email" if point.kind is PointKind.EMAIL else "phone"
    return replace(problem, place=f"customers.{number}.{part}")


def _make_shop(place: Config, plan: ShopPlan) -> bool:
    """Make the shop where there is none; Refused when there is none to make, either."""
    desk = open_desk(place)
    try:
        is_there = desk.db.read_now(lambda session: bool(Settings(session).get().shop_name))
    finally:
        desk.close()
    if is_there:
        return False
    if plan.shop is None:
        raise Refused(Problem(code="no_shop", place="shop"))
    try:
        create_shop(place, plan.shop)
    except Refused as error:
        raise Refused(*(_of_shop(one) for one in error.problems)) from error
    return True


def _of_shop(problem: Problem) -> Problem:
    """Return a problem with the place that it has in the file."""
    places = {"shop_name": "name", "default_language": "language"}
    return replace(problem, place=f"shop.{places.get(problem.place, problem.place)}")


# -------------------------------------------------------------------------------------------- mail


async def _make_mail(desk: Desk, plan: MailPlan, password: str) -> bool:
    """Keep what is missing of an address, after its servers were tried; False when all of it is there."""
    there = await desk.db.read(lambda session: _halves(session, plan.address))
    is_whole = bool(there.box) >= plan.has_imap and there.account >= plan.has_smtp
    signing = Signing()
    if is_whole and (there.box is None or not password or not await _is_new(signing, there.box, password)):
        return False
    servers = await _servers(plan)
    if not password and any(server and server.get("username") for server in (servers.smtp, servers.imap)):
        raise Refused(Problem(code="missing_field", place="mail.password_file"))
    await _try(servers, password, signing)
    await _keep(desk, plan, servers, there, TypedSecret(password=password), signing)
    return True


async def _is_new(signing: Signing, box: MailboxRow, password: str) -> bool:
    """Whether a password is another one than what is kept."""
    return await asyncio.to_thread(lambda: signing.kept(secret_name(box.id, box.settings)) != password)


async def _keep(  # noqa: PLR0913, PLR0917 - what was read, found and tried
    desk: Desk, plan: MailPlan, servers: Servers, there: "_Halves", secret: TypedSecret, signing: Signing
) -> None:
    safe = MailboxSafe(desk.db, signing)
    account = servers.smtp and AccountDraft(
        kind="smtp",
        name=plan.address,
        settings=servers.smtp,
        sender_address=plan.address,
        sender_name=plan.name,
    )
    if there.box is not None and there.account >= plan.has_smtp:
        await safe.sign_in_again(there.box, secret)
    elif servers.imap is not None and there.box is None:
        name = plan.name or plan.address
        box = MailboxDraft(name=name, address=plan.address, settings=servers.imap)
        await safe.create(box, account or None, secret)
    elif account:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Halves:
    """What there is of an address: the mailbox it arrives in, whether an account sends for it."""

    box: MailboxRow | None
    account: bool


def _halves(session: Session, address: str) -> _Halves:
    wanted = address.lower()
    accounts = (row for row in Roster(session).page() if not row.is_sandbox)
    return _Halves(
        box=next((row for row in Mailboxes(session).page() if row.address.lower() == wanted), None),
        account=any(row.sender_address.lower() == wanted for row in accounts),
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


# --------------------------------------------------------------------------- customers, rules, live


def _make_customers(session: Session, plans: tuple[CustomerPlan, ...]) -> tuple[str, ...]:
    """Keep customers with what they agreed to; return the names of those who were there already."""
    wait_for_turn(session.connection(), SETTING_UP)
    passed_over = []
    for number, plan in enumerate(plans):
        name = _name(plan)
        if _is_there(session, plan, name):
            passed_over.append(name)
        else:
            _make_customer(session, plan, number)
    return tuple(passed_over)


def _is_there(session: Session, plan: CustomerPlan, name: str) -> bool:
    """Whether somebody of that name has one of the addresses, archived or not; a family may share one.

    So nobody who said no comes back with a yes.
    """
    customers = Customers(session)
    for point in plan.draft.points:
        ids = customers.by_address(point.kind, point.address, with_archived=True)
        if any(fold(row.name or row.company) == fold(name) for row in customers.rows(ids).values()):
            return True
    return False


def _make_customer(session: Session, plan: CustomerPlan, number: int) -> None:
    try:
        made = Customers(session).create(plan.draft)  # quietly: customers of old are not greeted as new ones
    except Refused as error:
        raise Refused(*(_of_customer(one, plan, number) for one in error.problems)) from error
    drafts = [
        ConsentDraft(
            customer_id=made,
            topic=topic.value,
            channel=channel,
            granted=True,
            source="import",
            wording=plan.wording,
        )
        for topic, channel in plan.consents
    ]
    if drafts:
        Consents(session).record(*drafts)


def _name(plan: CustomerPlan) -> str:
    return full_name(plan.draft.first_name, plan.draft.last_name, plan.draft.company)


def _activate(session: Session, plan: ShopPlan) -> int:
    """Let the ready rules of some event types work, return how many did not before; Refused names what keeps any.

    A rule whose first leg has a sender works, whatever its other legs lack: what cannot leave by one goes on
    to the next.
    """
    if not plan.rules:
        return 0
    book, shop = Rulebook(session), Settings(session).get()
    rows = [row for row in book.page(RuleFilter(event_kinds=plan.rules), limit=500) if row.catalogue_key]
    there = {row.event_kind for row in rows}
    wrong = [replace(_unknown(kind), code="no_ready_rule") for kind in plan.rules if kind not in there]
    trial = shop.trial_mode and not plan.is_live
    senders = {row.channel for row in Roster(session).in_use(sandbox=trial)}
    resting = [row for row in rows if row.state is not RuleState.ACTIVE]
    for row in resting:
        usable = BUILT if row.channels and row.channels[0] in senders else senders
        refused = book.activate_all([row.id], usable)
        wrong += [_placed(one, f"rules.{row.event_kind}") for one in refused.get(row.id, ())]
    if wrong:
        raise Refused(*wrong)
    return len(resting)


def _unknown(kind: str) -> Problem:
    return Problem(code="unknown_event_kind", place="rules", details={"value": kind})


def _go_live(session: Session) -> bool:
    if not Settings(session).get().trial_mode:
        return False
    go_live(session, clock.now())
    return True


def _placed(problem: Problem, place: str) -> Problem:
    return replace(problem, place=f"{place}.{problem.place}")
