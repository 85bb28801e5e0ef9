# SPDX-License-Identifier: LicenseRef-Desk
"""Deliveries, their attempts, and the content as sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base, partial_index
from desk.models.columns import Id, UtcDateTime, word
from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, Reason, Standing, Urgency

_OPEN = "state = 'queued' or state = 'sending' or state = 'handed_over'"
"""SQLite takes a partial index for `state = 'queued'` only when it stands there literally, in both."""


class Delivery(Base):
    """One leg of one notification; the outbox is its open rows, the history all of them."""

    __tablename__ = "delivery"
    __table_args__ = (
        partial_index("ix_delivery_open", "state", "urgency", "channel", "due_at", where=_OPEN),
        Index("ix_delivery_standing", "standing", "id"),
        Index("ix_delivery_channel", "channel", "standing", "id"),
        # What comes after the id is there so that a second filter is answered from the index alone.
        Index("ix_delivery_rule_id", "rule_id", "standing", "id", "channel", "location_id"),
        Index("ix_delivery_location_id", "location_id", "standing", "id", "channel"),
        Index("ix_delivery_customer_id", "customer_id", "id"),
        Index("ix_delivery_record_id", "record_id", "id"),
        Index("ix_delivery_notification_id", "notification_id"),
        Index("uq_delivery_message_id", "message_id", unique=True),
        partial_index("ix_delivery_resend_of", "resend_of", where="resend_of is not null"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    notification_id: Mapped[str] = mapped_column(Id, ForeignKey("notification.id"))
    leg: Mapped[int] = mapped_column(Integer, default=0)
    channel: Mapped[Channel] = mapped_column(word(Channel))
    address: Mapped[str] = mapped_column(String(320), default="")
    state: Mapped[DeliveryState] = mapped_column(word(DeliveryState))
    standing: Mapped[Standing] = mapped_column(word(Standing))
    """Roll-up of state and reason (`delivery.standing.of`); kept for filters."""
    reason: Mapped[Reason | None] = mapped_column(word(Reason))
    error: Mapped[str] = mapped_column(String(500), default="")
    """The other side's last words, for the detail."""
    urgency: Mapped[Urgency] = mapped_column(word(Urgency), default=Urgency.NORMAL)
    """The notification's, kept here so that instant ones are claimed first."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    message_id: Mapped[str | None] = mapped_column(String(120))
    """Ours, chosen when claimed: the Message-ID of a mail, our reference at a provider."""
    provider_id: Mapped[str | None] = mapped_column(Id)
    provider_reference: Mapped[str | None] = mapped_column(String(200))
    """The other side's id, when it gave one."""
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resend_of: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str] = mapped_column(Id)
    rule_id: Mapped[str] = mapped_column(Id)
    record_id: Mapped[str | None] = mapped_column(Id)
    location_id: Mapped[str | None] = mapped_column(Id)


class Attempt(Base):
    """One call to one provider."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_delivery_id", "delivery_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    delivery_id: Mapped[str] = mapped_column(Id, ForeignKey("delivery.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    provider_id: Mapped[str | None] = mapped_column(Id)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[AttemptOutcome] = mapped_column(word(AttemptOutcome))
    code: Mapped[str] = mapped_column(String(40), default="")
    reply: Mapped[str] = mapped_column(String(500), default="")


class Content(Base):
    """What a delivery said, as it left: kept when handed over."""

    __tablename__ = "content"

    delivery_id: Mapped[str] = mapped_column(
        Id, ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(String(998), default="")
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """zlib of UTF-8 JSON {"text", "html", "segments"?}."""


class DeliveryTotal(Base):
    """How many deliveries stand where, by day of creation (UTC) and channel; counters for the tiles and the footer."""

    __tablename__ = "delivery_total"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel: Mapped[Channel] = mapped_column(word(Channel), primary_key=True)
    standing: Mapped[Standing] = mapped_column(word(Standing), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
