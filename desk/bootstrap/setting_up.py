# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the setting up of a shop from a file: what is there already stays as it is, so that it may be done again."""

from dataclasses import dataclass

from desk import clock
from desk.bootstrap.new_shop import create_shop
from desk.bootstrap.opening import Desk, open_desk
from desk.bootstrap.shop_file import CustomerPlan, MailPlan, ShopPlan
from desk.config import Config
from desk.errors import Misconfigured, Problem, Refused
from desk.models.columns import Json
from desk.models.vocabulary import RuleState
from desk.services.channels import BUILT
from desk.services.delivery import go_live
from desk.services.events import event_types
from desk.services.inbox import (
    MailboxDraft,
    Mailboxes,
    MailboxSafe,
    TwoWayTest,
    TypedSecret,
    detect,
    parted,
    try_both,
)
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import WELL, AccountDraft, AccountSafe, Roster, Signing
from desk.services.rules import Rulebook, RuleFilter
from desk.services.shop import Customers, Settings, fold, full_name
from desk.services.store import Change, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where mail leaves and arrives; None where it does not."""

    smtp: Json | None
    imap: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one setting up came to. passed_over: customers who were there already, by name."""

    made_shop: bool = False
    made_mail: bool = False
    customers: int = 0
    passed_over: tuple[str, ...] = ()
    rules: int = 0
    went_live: bool = False


async def set_up(place: Config, plan: ShopPlan, password: str) -> Done:
    """Bring about what a plan asks for, in the order of its parts; a part that is refused leaves those before it.

    Raises what the parts raise: Refused for what cannot be kept, Misconfigured and Unavailable of the mail servers.
    """
    made_shop = _make_shop(place, plan)
    desk = open_desk(place)
    try:
        made_mail = plan.mail is not None and await _make_mail(desk, plan.mail, password)
        passed_over = await desk.db.write(
            lambda session: _make_customers(session, plan.customers), Change.CUSTOMERS, Change.CONSENT
        )
        await desk.db.write(lambda session: _activate(session, plan), Change.RULES)
        went_live = plan.is_live and await desk.db.write(_go_live, Change.SETTINGS, Change.DELIVERIES)
    finally:
        desk.close()
    return Done(
        made_shop=made_shop,
        made_mail=made_mail,
        customers=len(plan.customers) - len(passed_over),
        passed_over=passed_over,
        rules=len(plan.rules),
        went_live=went_live,
    )


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
    create_shop(place, plan.shop)
    return True


# -------------------------------------------------------------------------------------------- mail


async def _make_mail(desk: Desk, plan: MailPlan, password: str) -> bool:
    """Keep what is missing of an address, after its servers were tried; False when all of it is there."""
    if parted(plan.address) is None:
        raise Refused(Problem(code="bad_email", place="mail.address", details={"value": plan.address}))
    there = await desk.db.read(lambda session: _halves(session, plan.address))
    if there.box >= plan.has_imap and there.account >= plan.has_smtp:
        return False
    servers = await _servers(plan)
    if not password and any(server and server.get("username") for server in (servers.smtp, servers.imap)):
        raise Refused(Problem(code="missing_field", place="mail.password_file"))
    signing = Signing()
    await _try(servers, password, signing)
    account = servers.smtp and AccountDraft(
        kind="smtp",
        name=plan.address,
        settings=servers.smtp,
        sender_address=plan.address,
        sender_name=plan.name,
    )
    if servers.imap is not None and not there.box:
        box = MailboxDraft(name=plan.address, address=plan.address, settings=servers.imap)
        await MailboxSafe(desk.db, signing).create(box, account or None, TypedSecret(password=password))
    elif account and not there.account:
        await AccountSafe(desk.db).create(account, password)
    return True


async def _try(servers: Servers, password: str, signing: Signing) -> None:
    """Sign in to both servers; raises the first failure."""
    attempt = TwoWayTest(incoming=servers.imap, outgoing=servers.smtp, secret=password)
    report = await try_both(attempt, signing)
    for said in (report.incoming, report.outgoing):
        if said != WELL:
            raise Misconfigured(said.code, **said.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Halves:
    """What there is of an address: the mailbox it arrives in, the account that sends for it."""

    box: bool
    account: bool


def _halves(session: Session, address: str) -> _Halves:
    wanted = address.lower()
    accounts = (row for row in Roster(session).page() if not row.is_sandbox)
    return _Halves(
        box=any(row.address.lower() == wanted for row in Mailboxes(session).page()),
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
    passed_over = []
    for number, plan in enumerate(plans):
        name = _name(plan)
        if _is_there(session, plan, name):
            passed_over.append(name)
        else:
            _make_customer(session, plan, number)
    return tuple(passed_over)


def _is_there(session: Session, plan: CustomerPlan, name: str) -> bool:
    """Whether somebody of that name has one of the addresses; a family may share one."""
    customers = Customers(session)
    for point in plan.draft.points:
        ids = customers.by_address(point.kind, point.address)
        if any(fold(row.name or row.company) == fold(name) for row in customers.rows(ids).values()):
            return True
    return False


def _make_customer(session: Session, plan: CustomerPlan, number: int) -> None:
    try:
        made = Customers(session).create(plan.draft)  # quietly: customers of old are not greeted as new ones
    except Refused as error:
        raise Refused(*(_placed(one, f"customers.{number}") for one in error.problems)) from error
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


def _activate(session: Session, plan: ShopPlan) -> None:
    """Let the ready rules of some event types work; Refused names what keeps any of them from it.

    A rule whose first leg has a sender works, whatever its other legs lack: what cannot leave by one goes on
    to the next.
    """
    if not plan.rules:
        return
    book, shop = Rulebook(session), Settings(session).get()
    rows = [row for row in book.page(RuleFilter(event_kinds=plan.rules), limit=500) if row.catalogue_key]
    there = {row.event_kind for row in rows}
    wrong = [_missing(kind) for kind in plan.rules if kind not in there]
    trial = shop.trial_mode and not plan.is_live
    senders = {row.channel for row in Roster(session).in_use(sandbox=trial)}
    for row in rows:
        if row.state is not RuleState.ACTIVE:
            usable = BUILT if row.channels and row.channels[0] in senders else senders
            refused = book.activate_all([row.id], usable)
            wrong += [_placed(one, f"rules.{row.event_kind}") for one in refused.get(row.id, ())]
    if wrong:
        raise Refused(*wrong)


def _missing(kind: str) -> Problem:
    """Return what is wrong with an event type that has no ready rule here."""
    is_known = any(event.name == kind for event in event_types())
    code = "no_ready_rule" if is_known else "unknown_event_kind"
    return Problem(code=code, place="rules", details={"value": kind})


def _go_live(session: Session) -> bool:
    if not Settings(session).get().trial_mode:
        return False
    go_live(session, clock.now())
    return True


def _placed(problem: Problem, place: str) -> Problem:
    return Problem(code=problem.code, place=f"{place}.{problem.place}", details=problem.details)
