# SPDX-License-Identifier: LicenseRef-Desk
"""Timers: the agenda of instants at which an event becomes due."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base, partial_index
from desk.models.columns import Document, Id, Json, UtcDateTime


class Timer(Base):
    """One instant at which one rule wants one event for one subject."""

    __tablename__ = "timer"
    __table_args__ = (
        partial_index("ix_timer_pending", "due_at", where="fired_at is null"),
        Index("uq_timer_key", "key", unique=True),
        Index("ix_timer_record_id", "record_id"),
        Index("ix_timer_rule_id", "rule_id"),
        Index("ix_timer_customer_id", "customer_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    """What it is for, once: rule, subject, anchor and occurrence."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    event_kind: Mapped[str] = mapped_column(String(60))
    rule_id: Mapped[str | None] = mapped_column(Id)
    record_id: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str | None] = mapped_column(Id)
    payload: Mapped[Json] = mapped_column(Document, default=dict)
    fired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
