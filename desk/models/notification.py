# SPDX-License-Identifier: LicenseRef-Desk
"""Notifications: one intention to tell one person one thing."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import NotificationState, Reason, Urgency


class Notification(Base):
    """An intention; its legs are tried one after the other."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_state_due_at", "state", "due_at"),
        Index("ix_notification_event_id", "event_id"),
        Index("ix_notification_record_id", "record_id"),
        Index("ix_notification_customer_id", "customer_id"),
        Index("ix_notification_rule_id", "rule_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evaluation_id: Mapped[str] = mapped_column(Id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    event_kind: Mapped[str] = mapped_column(String(60))
    rule_id: Mapped[str] = mapped_column(Id)
    template_version_id: Mapped[str | None] = mapped_column(Id)
    """Pinned when planned; an edit never changes what waits."""
    customer_id: Mapped[str] = mapped_column(Id)
    """Whom it is for: a customer, or an operator where a rule tells staff."""
    record_id: Mapped[str | None] = mapped_column(Id)
    location_id: Mapped[str | None] = mapped_column(Id)
    language: Mapped[str] = mapped_column(String(12), default="")
    topic: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[Urgency] = mapped_column(word(Urgency))
    state: Mapped[NotificationState] = mapped_column(word(NotificationState))
    reason: Mapped[Reason | None] = mapped_column(word(Reason))
    """Why it is held, cancelled or done without a send."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    route: Mapped[list[Json]] = mapped_column(Document)
    """The legs still possible, in order: {"channel", "address", "point_id"}."""
    leg: Mapped[int] = mapped_column(Integer, default=0)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a person let it go (rules that ask first)."""
    approved_by: Mapped[str] = mapped_column(String(120), default="")
    is_trial: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Made in trial mode: it never leaves by an account of the shop's own."""
