# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what a letter is written into readable: its conversation, its thread, the mailbox that answers come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import ContactPoint, Conversation, Customer, Delivery, Mailbox, Message, Provider
from desk.models.vocabulary import Author, Channel, DeliveryState, Direction, MessageKind
from desk.services.channels import channel_kind, takes_marks
from desk.services.shop import CUSTOMER_NAME
from desk.services.store import held

MOST_REFERENCES = 40
_MADE = "sha256:"
"""What an id begins with that we gave to a mail which has none of its own."""
_WORDS = (
    Message.direction.in_((Direction.INCOMING, Direction.OUTGOING)),
    Message.kind == MessageKind.MESSAGE,
    Message.author.in_((Author.CUSTOMER, Author.OPERATOR, Author.ROBOT)),
)
"""What somebody said; not what rules sent, nor what happened."""
_NEVER_LEFT = (DeliveryState.FAILED, DeliveryState.UNDELIVERABLE, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation as a letter needs it. newest_id: what somebody last said, "" for nothing.

    header_ids: Message-IDs of the thread, oldest first.
    """

    id: str
    subject: str
    channel: Channel
    customer_id: str | None
    name: str
    correspondent: str
    record_id: str | None
    location_id: str | None
    mailbox_id: str | None
    language: str
    newest_id: str
    header_ids: tuple[str, ...]
    has_incoming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Postbox:
    """The mailbox that answers come to. provider_id: the account they leave by."""

    id: str
    address: str
    provider_id: str | None
    takes_marks: bool
    is_sandbox: bool


class Correspondents:
    """Who is written to, and where they answer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def thread(self, conversation_id: str) -> Thread:
        """Return a conversation, held until the commit: of two who answer at once, the second sees the first.

        One that was merged away stands for the one it went into. NotFound when it is gone.
        """
        query = select(Conversation).where(Conversation.id == conversation_id)
        row = self._session.execute(
            held(query).execution_options(populate_existing=True)
        ).scalar_one_or_none()
        if row is not None and row.merged_into:
            return self.thread(row.merged_into)
        if row is None or row.deleted_at is not None:
            raise NotFound("no_conversation", id=conversation_id)
        return Thread(
            id=row.id,
            subject=row.subject,
            channel=row.channel,
            customer_id=row.customer_id,
            name=row.correspondent_name,
            correspondent=row.correspondent,
            record_id=row.record_id,
            location_id=row.location_id,
            mailbox_id=row.mailbox_id,
            language=row.language,
            newest_id=self.newest(row.id),
            header_ids=self._header_ids(row.id),
            has_incoming=self._has_incoming(row.id),
        )

    def newest(self, conversation_id: str) -> str:
        """Return what somebody last said in a conversation; "" for nothing."""
        query = select(Message.id).where(Message.conversation_id == conversation_id, *_WORDS)
        found = self._session.execute(query.order_by(Message.at.desc(), Message.id.desc()).limit(1))
        return found.scalar_one_or_none() or ""

    def postbox(self, mailbox_id: str | None, channel: Channel) -> Postbox | None:
        """Return a mailbox that is in use; without a choice the shop's first one; None where there is none."""
        if channel is not Channel.EMAIL:
            return None
        query = select(Mailbox).where(Mailbox.is_active).order_by(Mailbox.position, Mailbox.id)
        boxes = self._session.execute(query.limit(200)).scalars().all()
        own = [box for box in boxes if box.id == mailbox_id]
        shop = [box for box in boxes if box.operator_id is None]
        box = next(iter(own or shop), None)
        if box is None:
            return None
        return Postbox(
            id=box.id,
            address=box.address,
            provider_id=box.provider_id,
            takes_marks=takes_marks(box.settings),
            is_sandbox=box.is_sandbox,
        )

    def customer_name(self, customer_id: str | None) -> str:
        """Return how a customer is called; "" for none."""
        if not customer_id:
            return ""
        found = self._session.execute(select(CUSTOMER_NAME).where(Customer.id == customer_id))
        return (found.scalar_one_or_none() or "").strip()

    def addresses(self, customer_id: str, channel: Channel) -> frozenset[str]:
        """Return the addresses of a customer on a channel."""
        query = select(ContactPoint.address).where(
            ContactPoint.customer_id == customer_id, ContactPoint.kind == channel_kind(channel).point
        )
        return frozenset(self._session.scalars(query))

    def start(self, values: Mapping[str, object], conversation_id: str, now: datetime) -> None:
        """Keep a new conversation that we begin."""
        kept = {"id": conversation_id, "created_at": now, "updated_at": now, "last_at": now}
        self._session.add(Conversation(**kept, **values))
        self._session.flush()

    def _header_ids(self, conversation_id: str) -> tuple[str, ...]:
        """Return the Message-IDs of the newest mails, oldest first; nothing that no mail program knows.

        What was caught in the trial, or never left, is nowhere but here.
        """
        query = (
            select(Message.header_id)
            .outerjoin(Delivery, Delivery.id == Message.delivery_id)
            .outerjoin(Provider, Provider.id == Delivery.provider_id)
            .where(
                Message.conversation_id == conversation_id,
                Message.channel == Channel.EMAIL,
                Message.header_id.is_not(None),
                Message.header_id.not_like(f"{_MADE}%"),
                or_(Delivery.state.is_(None), Delivery.state.not_in(_NEVER_LEFT)),
                or_(Provider.is_sandbox.is_(None), Provider.is_sandbox.is_(False)),
                *_WORDS,
            )
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(MOST_REFERENCES)
        )
        found: Sequence[str | None] = self._session.scalars(query).all()
        return tuple(one for one in reversed(found) if one)

    def _has_incoming(self, conversation_id: str) -> bool:
        query = select(Message.id).where(
            Message.conversation_id == conversation_id, Message.direction == Direction.INCOMING
        )
        return self._session.execute(query.limit(1)).first() is not None
