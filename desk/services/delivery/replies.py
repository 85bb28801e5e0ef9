# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what people and bots write, in the one outbox: queued, taken back, looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from desk.models import Delivery, Notification, Written, new_id
from desk.models.identity import CustomerId, LocationId, OperatorId, RecordId
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Reason, Topic, Urgency
from desk.services.channels import channel_kind
from desk.services.delivery.cancelling import Cancelling
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Intention, LegPlan, Subject
from desk.services.delivery.written import NO_RULE, WRITTEN, WrittenContent
from desk.services.events import Journal
from desk.services.events import Subject as About
from desk.services.providers import Roster
from desk.services.shop import Settings
from desk.services.store import held

NOWHERE = "desk.invalid"
"""The right-hand side of a Message-ID when no account has an address."""
MOST_DOMAIN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom it is for and what it is about. customer_id: "" for somebody who is no customer.

    is_staff: a notice to a member of staff, whose id stands in customer_id; it waits behind answers.
    """

    customer_id: str = ""
    record_id: str | None = None
    location_id: str | None = None
    is_staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """What was queued. header_id: its Message-ID without brackets, fixed for good (of an SMS: our reference)."""

    delivery_id: str
    notification_id: str
    header_id: str


class Replies:
    """The way of written messages into the outbox, and back out of it while they have not left."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, content: WrittenContent, whom: Recipient, *, due_at: datetime, now: datetime) -> Queued:
        """Queue a message, in this transaction; NotFound for a channel that is not built.

        What must not stand in a message is refused by `inbox.Writing` before, and once more when it is made.
        """
        channel_kind(content.channel)
        delivery_id, notification_id = new_id(), new_id()
        header_id = f"{delivery_id}@{self._domain(content, whom)}"
        event_id = self._recorded(content, whom, notification_id, now)
        intention = Intention(
            id=notification_id,
            evaluation_id="",
            subject=Subject(
                customer_id=whom.customer_id,
                event_id=event_id,
                event_kind=WRITTEN,
                rule_id=NO_RULE,
                record_id=whom.record_id,
                location_id=whom.location_id,
            ),
            template_version_id=None,
            language=content.language,
            topic=Topic.OPERATIONAL,
            urgency=Urgency.NORMAL if whom.is_staff or content.automatic else Urgency.CRITICAL,
            state=NotificationState.PLANNED,
            delivery_state=DeliveryState.QUEUED,
            reason=None,
            due_at=due_at,
            expires_at=None,
            route=(LegPlan(channel=content.channel, address=content.to),),
            delivery_id=delivery_id,
            message_id=header_id,
            author=content.author[:120],
        )
        Outbox(self._session).add([intention], now)
        self._session.execute(
            insert(Written).values(notification_id=notification_id, content=content.as_json())
        )
        return Queued(delivery_id=delivery_id, notification_id=notification_id, header_id=header_id)

    def take_back(self, delivery_id: str, now: datetime) -> WrittenContent | None:
        """Call a message off that has not left; return what was written, None when it is too late.

        It is forgotten here: nothing can send it again.
        """
        content = self.content(delivery_id)
        if content is None or not Cancelling(self._session).of_deliveries([delivery_id], now):
            return None
        self._session.execute(
            delete(Written).where(
                Written.notification_id.in_(
                    select(Delivery.notification_id).where(Delivery.id == delivery_id)
                )
            )
        )
        return content

    def hasten(self, delivery_id: str, now: datetime) -> bool:
        """Let a message leave now that would have left later; False when it has begun to, or was called off."""
        query = select(Delivery.id, Delivery.notification_id).where(
            Delivery.id == delivery_id,
            Delivery.state == DeliveryState.QUEUED,
            Delivery.reason.is_(None),
            Delivery.due_at > now,
            Delivery.rule_id == NO_RULE,
        )
        row = self._session.execute(held(query)).one_or_none()
        if row is None:
            return False
        self._session.execute(update(Delivery).where(Delivery.id == row.id).values(due_at=now))
        self._session.execute(
            update(Notification).where(Notification.id == row.notification_id).values(due_at=now)
        )
        return True

    def under_way(self, delivery_ids: Collection[str], now: datetime) -> int:
        """Count which of these are leaving: due and not tried yet, or being handed over."""
        is_due = (
            (Delivery.state == DeliveryState.QUEUED)
            & Delivery.reason.is_(None)
            & (Delivery.attempts == 0)
            & (Delivery.due_at <= now)
        )
        is_held = Delivery.state.in_((DeliveryState.SENDING, DeliveryState.HANDED_OVER))
        query = select(func.count()).where(Delivery.id.in_(list(delivery_ids)), is_due | is_held)
        return self._session.execute(query).scalar_one()

    def held_up(self, delivery_ids: Collection[str]) -> int:
        """Count which of these were to leave and could not yet: the server does not answer, or nobody has tried."""
        query = select(func.count()).where(
            Delivery.id.in_(list(delivery_ids)),
            Delivery.state == DeliveryState.QUEUED,
            Delivery.reason.is_(None) | Delivery.reason.in_((Reason.PROVIDER_DOWN, Reason.NO_SENDER)),
        )
        return self._session.execute(query).scalar_one()

    def content(self, delivery_id: str) -> WrittenContent | None:
        """Return what was written; None when a rule sent it, it was taken back, or nobody can read it."""
        query = (
            select(Written.content)
            .join(Delivery, Delivery.notification_id == Written.notification_id)
            .where(Delivery.id == delivery_id)
        )
        found = self._session.execute(query).scalar_one_or_none()
        return None if found is None else WrittenContent.read(found)

    def contents(self, notification_ids: Collection[str]) -> dict[str, WrittenContent]:
        """Return notification → what was written, of those that can be read."""
        if not notification_ids:
            return {}
        query = select(Written.notification_id, Written.content).where(
            Written.notification_id.in_(list(notification_ids))
        )
        read = {row.notification_id: WrittenContent.read(row.content) for row in self._session.execute(query)}
        return {id_: content for id_, content in read.items() if content is not None}

    def note_made(self, notification_id: str, raw_sha256: str) -> None:
        """Keep which bytes a message was made into."""
        self._session.execute(
            update(Written).where(Written.notification_id == notification_id).values(raw_sha256=raw_sha256)
        )

    def _recorded(self, content: WrittenContent, whom: Recipient, notification_id: str, now: datetime) -> str:
        """Record that it was written, for the feeds; the planner never sees it."""
        is_customer = bool(whom.customer_id) and not whom.is_staff
        about = About(
            record_id=RecordId(whom.record_id) if whom.record_id else None,
            customer_id=CustomerId(whom.customer_id) if is_customer else None,
            location_id=LocationId(whom.location_id) if whom.location_id else None,
            operator_id=OperatorId(content.operator_id) if content.operator_id else None,
        )
        journal = Journal(self._session)
        event_id = journal.record(WRITTEN, {}, notification_id, subject=about, at=now)
        assert event_id is not None, "the key is new"
        journal.mark_planned([event_id], now)
        return event_id

    def _domain(self, content: WrittenContent, whom: Recipient) -> str:
        """Return the right-hand side of the Message-ID: that of the account it will most likely leave by."""
        if content.channel is not Channel.EMAIL:
            return NOWHERE
        is_trial = Settings(self._session).get().trial_mode
        roster = Roster(self._session)
        accounts = [one for one in roster.in_use(sandbox=is_trial) if one.id == content.provider_id]
        accounts += roster.for_channel(Channel.EMAIL, whom.location_id, sandbox=is_trial)
        domain = accounts[0].sender_address.rpartition("@")[2] if accounts else ""
        return domain if domain and domain.isascii() and len(domain) <= MOST_DOMAIN else NOWHERE
