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
from desk.models.vocabulary import PointKind, RuleState
from desk.services.delivery import go_live
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
from desk.services.shop import Customers, Settings
from desk.services.store import Change, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where mail leaves and arrives; None where it does not."""

    smtp: Json | None
    imap: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one setting up came to."""

    made_shop: bool
    made_mail: bool
    customers: int
    rules: int
    went_live: bool


async def set_up(place: Config, plan: ShopPlan, password: str) -> Done:
    """Bring about what a plan asks for, in the order of its parts; a part that is refused leaves those before it.

    Raises what the parts raise: Refused for what cannot be kept, Misconfigured and Unavailable of the mail servers.
    """
    made_shop = plan.shop is not None and _make_shop(place, plan)
    desk = open_desk(place)
    try:
        made_mail = plan.mail is not None and await _make_mail(desk, plan.mail, password)
        made = await desk.db.write(
            lambda session: _make_customers(session, plan.customers),
            Change.CUSTOMERS,
            Change.CONSENT,
        )
        await desk.db.write(lambda session: _activate(session, plan.rules), Change.RULES)
        went_live = plan.is_live and await desk.db.write(_go_live, Change.SETTINGS, Change.DELIVERIES)
    finally:
        desk.close()
    return Done(
        made_shop=made_shop, made_mail=made_mail, customers=made, rules=len(plan.rules), went_live=went_live
    )


def _make_shop(place: Config, plan: ShopPlan) -> bool:
    assert plan.shop is not None
    desk = open_desk(place)
    try:
        is_there = desk.db.read_now(lambda session: bool(Settings(session).get().shop_name))
    finally:
        desk.close()
    if not is_there:
        create_shop(place, plan.shop)
    return not is_there


# -------------------------------------------------------------------------------------------- mail


async def _make_mail(desk: Desk, plan: MailPlan, password: str) -> bool:
    """Keep the address after both of its servers were tried; False when it is there."""
    if parted(plan.address) is None:
        raise Refused(Problem(code="bad_email", place="mail.address", details={"value": plan.address}))
    if await desk.db.read(lambda session: _has_address(session, plan)):
        return False
    servers = await _servers(plan)
    signing = Signing()
    report = await try_both(
        TwoWayTest(incoming=servers.imap, outgoing=servers.smtp, secret=password), signing
    )
    for said in (report.incoming, report.outgoing):
        if said != WELL:
            raise Misconfigured(said.code, **said.details)
    account = servers.smtp and AccountDraft(
        kind="smtp",
        name=plan.address,
        settings=servers.smtp,
        sender_address=plan.address,
        sender_name=plan.name,
    )
    if servers.imap is not None:
        box = MailboxDraft(name=plan.address, address=plan.address, settings=servers.imap)
        await MailboxSafe(desk.db, signing).create(box, account or None, TypedSecret(password=password))
    elif account:
        await AccountSafe(desk.db).create(account, password)
    return True


def _has_address(session: Session, plan: MailPlan) -> bool:
    wanted = plan.address.lower()
    if any(row.address.lower() == wanted for row in Mailboxes(session).page()):
        return True
    sends = any(row.sender_address.lower() == wanted for row in Roster(session).page() if not row.is_sandbox)
    return sends and plan.imap is None


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


def _make_customers(session: Session, plans: tuple[CustomerPlan, ...]) -> int:
    return sum(_make_customer(session, plan, number) for number, plan in enumerate(plans))


def _make_customer(session: Session, plan: CustomerPlan, number: int) -> bool:
    """Keep a customer with what they agreed to; False when one with an address of theirs is there."""
    customers = Customers(session)
    for point in plan.draft.points:
        if point.kind in {PointKind.EMAIL, PointKind.PHONE} and customers.by_address(
            point.kind, point.address
        ):
            return False
    try:
        made = customers.create(plan.draft)  # quietly: customers of old are not greeted as new ones
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
    return True


def _activate(session: Session, kinds: tuple[str, ...]) -> None:
    """Let the ready rules of some event types work; Refused names what keeps any of them from it."""
    if not kinds:
        return
    book, shop = Rulebook(session), Settings(session).get()
    rows = [row for row in book.page(RuleFilter(event_kinds=kinds), limit=500) if row.catalogue_key]
    there = {row.event_kind for row in rows}
    wrong = [_unknown(kind) for kind in kinds if kind not in there]
    senders = {row.channel for row in Roster(session).in_use(sandbox=shop.trial_mode)}
    resting = [row.id for row in rows if row.state is not RuleState.ACTIVE]
    refused = book.activate_all(resting, senders)
    wrong += [_placed(one, "rules") for problems in refused.values() for one in problems]
    if wrong:
        raise Refused(*wrong)


def _unknown(kind: str) -> Problem:
    return Problem(code="unknown_event_kind", place="rules", details={"value": kind})


def _go_live(session: Session) -> bool:
    if not Settings(session).get().trial_mode:
        return False
    go_live(session, clock.now())
    return True


def _placed(problem: Problem, place: str) -> Problem:
    return Problem(code=problem.code, place=f"{place}.{problem.place}", details=problem.details)
