# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the setting up of a shop from a file: what is there already stays as it is, so that it may be done again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desk import clock
from desk.bootstrap.new_shop import create_shop
from desk.bootstrap.opening import open_desk
from desk.bootstrap.setting_up_mail import make_mail
from desk.bootstrap.shop_file import DAYS, CustomerPlan, Left, ShopPlan
from desk.config import Config
from desk.errors import Problem, Refused
from desk.models.vocabulary import PointKind, RuleState
from desk.services.channels import BUILT
from desk.services.delivery import go_live
from desk.services.events import event_types
from desk.services.inbox import parted
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import Roster
from desk.services.rules import Rulebook, RuleFilter
from desk.services.shop import (
    Customers,
    Locations,
    Settings,
    ShopSettings,
    draft_of,
    fold,
    full_name,
    take_in,
)
from desk.services.store import Change, Session, wait_for_turn

SETTING_UP = 0x6465736B03
"""Which turn it is to keep the customers of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one part came to. passed_over: customers who were there already, by name.

    left: what the file says otherwise than what is there, and stays; stays_live: it says that the shop is in trial.
    """

    made_shop: bool = False
    left: tuple[Left, ...] = ()
    made_mail: bool = False
    new_password: bool = False
    customers: int = 0
    passed_over: tuple[str, ...] = ()
    rules: int = 0
    went_live: bool = False
    stays_live: bool = False


Tell = Callable[[Done], object]


async def set_up(place: Config, plan: ShopPlan, password: str, tell: Tell) -> None:
    """Bring about what a plan asks for, in the order of its parts; a part that is refused leaves those before it.

    tell: hears of each part that was brought about. Raises what the parts raise: Refused for what cannot be kept,
    Misconfigured and Unavailable of the mail servers.
    """
    _check(plan)
    tell(_make_shop(place, plan))
    desk = open_desk(place)
    try:
        if plan.mail is not None:
            mail = await make_mail(desk, plan.mail, password)
            tell(Done(made_mail=mail.is_made, new_password=mail.has_new_password, left=mail.left))
        passed_over = await desk.db.write(
            lambda session: _make_customers(session, plan.customers), Change.CUSTOMERS, Change.CONSENT
        )
        tell(Done(customers=len(plan.customers) - len(passed_over), passed_over=passed_over))
        tell(Done(rules=await desk.db.write(lambda session: _activate(session, plan), Change.RULES)))
        if plan.is_live:
            tell(await desk.db.write(_go_live, Change.SETTINGS, Change.DELIVERIES))
        elif plan.is_live is False:
            tell(await desk.db.read(_stay))
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


def _make_shop(place: Config, plan: ShopPlan) -> Done:
    """Make the shop where there is none; Refused when there is none to make, either."""
    desk = open_desk(place)
    try:
        there, hours = desk.db.read_now(lambda session: (Settings(session).get(), _hours_kept(session)))
    finally:
        desk.close()
    if there.shop_name:
        return Done(left=_left(there, hours, plan))
    if plan.shop is None:
        raise Refused(Problem(code="no_shop", place="shop"))
    try:
        create_shop(place, plan.shop)
    except Refused as error:
        raise Refused(*(_of_shop(one) for one in error.problems)) from error
    return Done(made_shop=True)


def _hours_kept(session: Session) -> str:
    """Return when the shop is open, as it was first made: at its usual location."""
    usual = [row for row in Locations(session).all() if row.is_default]
    return _hours(draft_of(usual[0]).opening) if usual else ""


def _hours(opening: Mapping[int, Sequence[tuple[str, str]]]) -> str:
    """Return a week in the words of the file: "mon 09:00-12:00 14:00-18:00, tue …"."""
    days = [
        (DAYS[day], sorted(f"{start:0>5}-{end:0>5}" for start, end in spans))
        for day, spans in sorted(opening.items())
    ]
    return ", ".join(" ".join([day, *spans]) for day, spans in days) or "closed"


def _left(there: ShopSettings, hours: str, plan: ShopPlan) -> tuple[Left, ...]:
    """Return what the file says otherwise than the shop that is there; it was decided on in the window, perhaps."""
    if plan.shop is None:
        return ()
    both = {
        "name": (there.shop_name, plan.shop.name),
        "country": (there.country, plan.shop.country),
        "language": (there.default_language, plan.shop.language),
        "timezone": (there.timezone, plan.shop.timezone),
        "opening": (hours, _hours(plan.shop.opening)),
    }
    return tuple(
        Left(name=f"shop.{name}", kept=kept, asked=asked)
        for name, (kept, asked) in both.items()
        if name in plan.named and kept != asked
    )


def _of_shop(problem: Problem) -> Problem:
    """Return a problem with the place that it has in the file."""
    places = {"shop_name": "name", "default_language": "language"}
    return replace(problem, place=f"shop.{places.get(problem.place, problem.place)}")


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


def _go_live(session: Session) -> Done:
    if not Settings(session).get().trial_mode:
        return Done()
    go_live(session, clock.now())
    return Done(went_live=True)


def _stay(session: Session) -> Done:
    """Say that a shop which is live stays so: a file of before must not stop what people have put in service."""
    return Done(stays_live=not Settings(session).get().trial_mode)


def _placed(problem: Problem, place: str) -> Problem:
    return replace(problem, place=f"{place}.{problem.place}")
