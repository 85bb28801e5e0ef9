# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: looks up, for many messages at once, what is known of whom and what they name."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from desk.models import (
    Attachment,
    ContactPoint,
    Customer,
    Delivery,
    Location,
    Mailbox,
    Message,
    Provider,
    Record,
    ThreadReference,
    Tombstone,
)
from desk.models.vocabulary import Channel, MessageKind, PointKind
from desk.services.channels import unmarked
from desk.services.inbox.filing.letter import content_sum
from desk.services.inbox.filing.matching import RecordFact
from desk.services.shop import full_name
from desk.services.store import AnyRow, AnySelect, read_rows

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_MESSAGES = select(Message.header_id, Message.id, Message.sender, Message.text, Message.delivery_id).where(
    Message.header_id.in_(_IDS)
)
_FILES = select(Attachment.message_id, Attachment.sha256).where(Attachment.message_id.in_(_IDS))
_TOMBSTONES = select(Tombstone.header_id, Tombstone.content_sum).where(Tombstone.header_id.in_(_IDS))
_LINKS = select(ThreadReference.header_id, ThreadReference.party, ThreadReference.conversation_id).where(
    ThreadReference.header_id.in_(_IDS)
)
_PEOPLE = select(Message.conversation_id, Message.sender, Message.recipients).where(
    Message.conversation_id.in_(_IDS), Message.kind == MessageKind.MESSAGE, Message.channel.is_not(None)
)
_DELIVERIES = select(
    Delivery.message_id, Delivery.id, Delivery.customer_id, Delivery.record_id, Delivery.rule_id
).where(Delivery.message_id.in_(_IDS))
_OWNERS = (
    select(
        ContactPoint.address,
        Customer.id,
        Customer.first_name,
        Customer.last_name,
        Customer.company,
        Customer.language,
        Customer.location_id,
    )
    .join(Customer, Customer.id == ContactPoint.customer_id)
    .where(ContactPoint.kind == bindparam("kind"), ContactPoint.address.in_(_IDS))
    .where(Customer.archived_at.is_(None))
)
_CUSTOMERS = select(
    Customer.id,
    Customer.first_name,
    Customer.last_name,
    Customer.company,
    Customer.language,
    Customer.location_id,
).where(Customer.id.in_(_IDS))
_RECORDS = (
    select(Record.customer_id, Record.id, Record.reference, Record.closed_at)
    .where(Record.customer_id.in_(_IDS))
    .order_by(Record.id)
)
_RECORD_OWNERS = select(Record.id, Record.customer_id).where(Record.id.in_(_IDS))
MOST = 1_000
_MAILBOXES = select(Mailbox.id, Mailbox.address, Mailbox.location_id, Mailbox.operator_id).limit(MOST)
_SENDERS = select(Provider.sender_address).where(Provider.channel == Channel.EMAIL).limit(MOST)
_PLACES = select(Location.email).limit(MOST)
_OPENLY = ("to", "cc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose address it is."""

    id: str
    name: str
    language: str
    location_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A message that is here. content_sum: of what it says; is_written: Desk wrote it, and it left by a delivery."""

    id: str
    sender: str
    text: str
    content_sum: str
    is_written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A delivery of ours that a message names."""

    id: str
    customer_id: str
    record_id: str | None
    is_written: bool
    """A person or a bot wrote it: it is a line of a conversation already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A mailbox of the shop."""

    address: str
    location_id: str | None
    operator_id: str | None


class Known:
    """What the database knows of ids and addresses."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def messages(self, header_ids: Collection[str]) -> dict[str, Here]:
        """Return Message-ID → message, of those that are here."""
        rows = self._read(_MESSAGES, header_ids)
        files: defaultdict[str, list[str]] = defaultdict(list)
        for message_id, sha256 in self._read(_FILES, [row.id for row in rows]):
            files[message_id].append(sha256)
        return {
            row.header_id: Here(
                id=row.id,
                sender=row.sender,
                text=row.text,
                content_sum=content_sum(row.sender, row.text, files[row.id]),
                is_written=row.delivery_id is not None,
            )
            for row in rows
        }

    def deleted(self, header_ids: Collection[str]) -> dict[str, str]:
        """Return Message-ID → `content_sum` of those that were deleted here; "" for what Desk wrote."""
        return {row.header_id: row.content_sum for row in self._read(_TOMBSTONES, header_ids)}

    def links(self, header_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """Return Message-ID → party → conversation."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for header_id, party, conversation_id in self._read(_LINKS, header_ids):
            found[header_id][party] = conversation_id
        return dict(found)

    def people(self, conversation_ids: Collection[str]) -> dict[str, set[str]]:
        """Return conversation → folded addresses of all who wrote in it, or to whom a mail of it went openly."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for conversation_id, sender, recipients in self._read(_PEOPLE, conversation_ids):
            told = (address for kind in _OPENLY for _, address in recipients.get(kind, ()))
            found[conversation_id] |= {one.casefold()[:320] for one in (sender, *told) if one}
        return dict(found)

    def deliveries(self, header_ids: Collection[str]) -> dict[str, Answered]:
        """Return Message-ID → delivery that left, or leaves, under it."""
        return {
            row.message_id: Answered(
                id=row.id,
                customer_id=row.customer_id,
                record_id=row.record_id,
                is_written=row.rule_id == "",
            )
            for row in self._read(_DELIVERIES, header_ids)
        }

    def owners(self, kind: PointKind, addresses: Collection[str]) -> dict[str, tuple[Owner, ...]]:
        """Return folded address → customers who have it, in either spelling."""
        asked = {spelling for one in addresses for spelling in (one, one.casefold())}
        found: defaultdict[str, dict[str, Owner]] = defaultdict(dict)
        rows = read_rows(self._session, _OWNERS, asked, kind=kind) if asked else []
        for row in rows:
            found[row.address.casefold()][row.id] = _owner(row)
        return {address: tuple(owners.values()) for address, owners in found.items()}

    def customers(self, customer_ids: Collection[str]) -> dict[str, Owner]:
        """Return id → customer."""
        return {row.id: _owner(row) for row in self._read(_CUSTOMERS, customer_ids)}

    def records(self, customer_ids: Collection[str]) -> dict[str, list[RecordFact]]:
        """Return customer → records, oldest first."""
        found: defaultdict[str, list[RecordFact]] = defaultdict(list)
        for row in self._read(_RECORDS, customer_ids):
            fact = RecordFact(id=row.id, reference=row.reference, is_open=row.closed_at is None)
            found[row.customer_id].append(fact)
        return dict(found)

    def owners_of_records(self, record_ids: Collection[str]) -> dict[str, str]:
        """Return record → its customer, of those that exist."""
        return {row.id: row.customer_id for row in self._read(_RECORD_OWNERS, record_ids)}

    def boxes(self) -> dict[str, Box]:
        """Return id → mailbox."""
        return {
            row.id: Box(address=row.address, location_id=row.location_id, operator_id=row.operator_id)
            for row in read_rows(self._session, _MAILBOXES)
        }

    def ours(self, boxes: Mapping[str, Box]) -> frozenset[str]:
        """Return the shop's own addresses, as `unmarked` has them."""
        told = [box.address for box in boxes.values()]
        told += [one for query in (_SENDERS, _PLACES) for (one,) in read_rows(self._session, query) if one]
        return frozenset(unmarked(one) for one in told if "@" in one)

    def _read(self, statement: AnySelect, ids: Collection[str]) -> list[AnyRow]:
        return read_rows(self._session, statement, ids) if ids else []


def _owner(row: AnyRow) -> Owner:
    name = full_name(row.first_name, row.last_name, row.company)
    return Owner(id=row.id, name=name, language=row.language, location_id=row.location_id)


def content_sums(session: Session, message_ids: Collection[str]) -> dict[str, str]:
    """Return Message-ID → `content_sum` of messages that have one; "" for what Desk wrote."""
    query = select(Message.header_id).where(Message.id.in_(_IDS), Message.header_id.is_not(None))
    named = [row.header_id for row in read_rows(session, query, message_ids)] if message_ids else []
    here = Known(session).messages(named)
    return {header_id: "" if one.is_written else one.content_sum for header_id, one in here.items()}
