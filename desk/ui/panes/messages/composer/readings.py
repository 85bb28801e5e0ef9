# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what is known around a message that is written: whom it may reach and how, who writes, what texts name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.errors import NotFound
from desk.models.identity import CustomerId, RecordId
from desk.models.vocabulary import Channel, MailboxRole, PointKind, PointState, Topic
from desk.services import inbox
from desk.services.channels import BUILT, channel_kind
from desk.services.delivery import Answerable, placeholder_names
from desk.services.events import Snapshots
from desk.services.preferences import Consents, Suppressions
from desk.services.shop import (
    CustomerCard,
    Customers,
    Locations,
    LocationView,
    OperatorCard,
    Operators,
    Point,
    Records,
    Settings,
)
from desk.services.store import Session
from desk.ui.panes.messages.composer.state import Box, Surroundings, Way
from desk.ui.wording import value_text

Blocked = frozenset[tuple[Channel, str, str]]
"""(channel, address, topic) of what is on the exclusion list; topic "": every topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom and what a message is about. address, channel: those of the conversation, also without a customer.

    people: the addresses that the letter goes to, copies too.
    """

    customer_id: str | None = None
    record_id: str | None = None
    location_id: str | None = None
    channel: Channel | None = None
    address: str = ""
    conversation_id: str | None = None
    people: tuple[str, ...] = ()


def read_surroundings(session: Session, about: About, now: datetime) -> Surroundings:
    """Read them; a customer or record that is gone is left out."""
    me = Operators(session).at_work()
    customer = _customer(session, about.customer_id)
    settings = Settings(session).get()
    blocked = _blocked(session, about, customer, now)
    return Surroundings(
        ways=_ways(about, customer, blocked),
        boxes=_boxes(session, me),
        me=me,
        staff=Operators(session).all(),
        fields=dict(_written(read_snapshot(session, about))),
        language=(customer.language if customer is not None else "") or settings.default_language,
        place=_place(session, about, customer),
        customer_name=customer.full_name if customer is not None else "",
        is_sample=settings.is_sample,
        refused=frozenset((channel, address) for channel, address, _topic in blocked),
        objected=_objected(session, customer),
        closed=_closed(session, about, now),
        heard=inbox.Inbox(session).heard(about.conversation_id) if about.conversation_id else frozenset(),
        country=settings.country,
    )


def spelled(fields: Mapping[str, str], spelling: str) -> str:
    """Return what a placeholder stands for, under whatever name it was written; "" when that is not known."""
    return fields.get(placeholder_names().path_of(spelling)[0], "")


def _customer(session: Session, customer_id: str | None) -> CustomerCard | None:
    if not customer_id:
        return None
    try:
        return Customers(session).get(CustomerId(customer_id))
    except NotFound:
        return None


def _place(session: Session, about: About, customer: CustomerCard | None) -> LocationView | None:
    keeper = Locations(session)
    wanted = about.location_id or (customer.location_id if customer is not None else None)
    places = {one.id: one for one in keeper.all()}
    return next((place for key, place in places.items() if key == wanted), None) or keeper.default()


def _blocked(session: Session, about: About, customer: CustomerCard | None, now: datetime) -> Blocked:
    points = customer.points if customer is not None else ()
    known = {point.address for point in points} | {about.address, *about.people} - {""}
    return Suppressions(session).active(known, now) if known else frozenset()


def _closed(session: Session, about: About, now: datetime) -> frozenset[tuple[Channel, str]]:
    """Return to whom of those that the letter goes to nothing leaves, as the claim decides it; only mail has copies."""
    return frozenset(Answerable(session).refusals({(Channel.EMAIL, one) for one in about.people}, now))


def _objected(session: Session, customer: CustomerCard | None) -> frozenset[Channel]:
    """Return the channels a customer said no to: what was said of one's own orders counts first, then any yes.

    Who was never asked has said nothing, and is no cause to nag.
    """
    if customer is None:
        return frozenset()
    said: dict[Channel, dict[str, bool]] = {}
    for row in Consents(session).latest([customer.id])[customer.id]:
        said.setdefault(row.channel, {})[row.topic] = row.granted
    return frozenset(
        channel for channel, by in said.items() if not by.get(Topic.OPERATIONAL, any(by.values()))
    )


def _ways(about: About, customer: CustomerCard | None, blocked: Blocked) -> tuple[Way, ...]:
    """Return how each channel stands; only what is on the list for every topic closes one."""
    points = customer.points if customer is not None else ()
    stopped = {(channel, address) for channel, address, topic in blocked if not topic}
    return tuple(_way(channel, about, points, stopped) for channel in BUILT)


def _way(channel: Channel, about: About, points: tuple[Point, ...], stopped: set[tuple[Channel, str]]) -> Way:
    """Return how a channel stands: the address of the conversation first, else the first that works."""
    kind = channel_kind(channel)
    addresses = [about.address] if about.channel is channel and about.address else []
    usable = [one for one in points if one.kind is kind.point and kind.takes(one.address)]
    addresses += [one.address for one in usable if one.state is not PointState.DEAD]
    if not addresses:
        has_phone = any(one.kind is PointKind.PHONE for one in points)
        reason = "no_mobile" if channel is Channel.SMS and has_phone else "no_address"
        return Way(channel=channel, reason="dead_address" if usable else reason)
    free = [one for one in addresses if (channel, one) not in stopped]
    if not free:
        return Way(channel=channel, address=addresses[0], reason="suppressed")
    return Way(channel=channel, address=free[0])


def _boxes(session: Session, me: OperatorCard | None) -> tuple[Box, ...]:
    """Return the shop's mailboxes and one's own."""
    rows = [one for one in inbox.Mailboxes(session).page(limit=100) if one.is_active]
    return tuple(
        Box(
            id=one.id,
            address=one.address,
            name=one.name,
            is_personal=one.role == MailboxRole.PERSONAL,
        )
        for one in rows
        if one.role != MailboxRole.PERSONAL or (me is not None and one.operator_id == me.id)
    )


def read_snapshot(session: Session, about: About) -> Mapping[str, object]:
    """Return what is known of customer and record, as rules would carry it: path → JSON value."""
    reader, me = Snapshots(session), Operators(session).at_work()
    actor = me.id if me is not None else None
    try:
        if about.record_id:
            return reader.of_record(Records(session).state(RecordId(about.record_id)), actor=actor)
        if about.customer_id:
            return reader.of_customer(CustomerId(about.customer_id), actor=actor)
    except NotFound:
        pass
    return {}


def _written(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for path, value in fields.items():
        if isinstance(value, bool):
            yield path, value_text(path, "true" if value else "false")
        elif isinstance(value, str | int | float) and value != "":
            yield path, value_text(path, str(value))
