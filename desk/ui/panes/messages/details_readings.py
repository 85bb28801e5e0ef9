# SPDX-License-Identifier: LicenseRef-Desk
"""Reads who a conversation is with: the customer, what they agreed to, their records, what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import NotFound
from desk.models.identity import CustomerId
from desk.services import assistants, delivery, events, inbox
from desk.services.preferences import Consents, Granted, SuppressionRow, Suppressions
from desk.services.shop import (
    CustomerCard,
    CustomerFilter,
    Customers,
    RecordCard,
    RecordRow,
    Records,
    Settings,
)
from desk.services.store import Session

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow
    from desk.services.inbox import ConversationCard, ConversationRow
    from desk.services.shop import CustomerRow

MOST_RECORDS = 6
MOST_UPCOMING = 5
MOST_OTHERS = 6
MOST_FOUND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Who a conversation is with. customer None: nobody known; guesses: who it could be.

    choices: records that fit as well as each other, among which a person chooses. mailbox: where mail came in.
    stopped: their addresses that must not be written to. is_handed_over: a bot left it to people, none of whom has
    answered since.
    """

    card: ConversationCard
    customer: CustomerCard | None = None
    granted: Granted = frozenset()
    stopped: tuple[SuppressionRow, ...] = ()
    records: tuple[RecordRow, ...] = ()
    record: RecordCard | None = None
    choices: tuple[RecordCard, ...] = ()
    upcoming: tuple[DeliveryRow, ...] = ()
    others: tuple[ConversationRow, ...] = ()
    guesses: tuple[CustomerRow, ...] = ()
    mailbox: str = ""
    country: str = ""
    is_handed_over: bool = False


def read_details(session: Session, conversation_id: str, _limit: int = 0) -> Details | None:
    """Return everything the pane shows; None when the conversation is gone."""
    try:
        card = inbox.Inbox(session).card(conversation_id)
    except NotFound:
        return None
    row = card.row
    customer = _customer(session, row.customer_id)
    common = {
        "card": card,
        "mailbox": _mailbox(session, row.mailbox_id),
        "country": Settings(session).get().country,
        "record": _record(session, row.record_id),
        "is_handed_over": assistants.Pasts(session).is_handed_over(row.id),
        "choices": tuple(one for key in card.record_choices if (one := _record(session, key)) is not None),
    }
    if customer is None:
        return Details(**common, guesses=find_customers(session, row.name))  # type: ignore[arg-type]
    return Details(
        **common,  # type: ignore[arg-type]
        customer=customer,
        granted=Consents(session).of([customer.id])[customer.id],
        stopped=_stopped(session, customer),
        records=events.open_records(session, customer.id, MOST_RECORDS),
        upcoming=delivery.History(session).upcoming(customer.id, MOST_UPCOMING),
        others=_others(session, customer.id, row.id),
    )


def find_customers(session: Session, text: str) -> tuple[CustomerRow, ...]:
    """Return customers in whose name or address every word of `text` occurs."""
    if not text.strip():
        return ()
    return Customers(session).page(CustomerFilter(text=text), limit=MOST_FOUND)


def _customer(session: Session, customer_id: str | None) -> CustomerCard | None:
    if not customer_id:
        return None
    try:
        return Customers(session).get(CustomerId(customer_id))
    except NotFound:
        return None


def _stopped(session: Session, customer: CustomerCard) -> tuple[SuppressionRow, ...]:
    """Return the lines of the list that hold now, newest first."""
    addresses = [point.address for point in customer.points]
    now = clock.now()
    return tuple(one for one in Suppressions(session).about(addresses) if one.is_active(now))


def _record(session: Session, record_id: str | None) -> RecordCard | None:
    if not record_id:
        return None
    try:
        return Records(session).get(record_id)  # type: ignore[arg-type]
    except NotFound:
        return None


def _mailbox(session: Session, mailbox_id: str | None) -> str:
    if not mailbox_id:
        return ""
    try:
        return inbox.Mailboxes(session).get(mailbox_id).address
    except NotFound:
        return ""


def _others(session: Session, customer_id: CustomerId, but: str) -> tuple[ConversationRow, ...]:
    asked = inbox.ConversationFilter(state=None, customer_id=customer_id)
    found = inbox.Inbox(session).page(asked, None, MOST_OTHERS + 1)
    return tuple(row for row in found if row.id != but)[:MOST_OTHERS]
