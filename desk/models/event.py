# SPDX-License-Identifier: LicenseRef-Desk
"""Events: facts that happened, append-only."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base, partial_index
from desk.models.columns import Document, Id, Json, UtcDateTime


class Event(Base):
    """A fact, with the fields it carried when it happened."""

    __tablename__ = "event"
    __table_args__ = (
        Index("uq_event_kind_key", "kind", "key", unique=True),
        partial_index("ix_event_unplanned", "id", where="planned_at is null"),
        Index("ix_event_record_id", "record_id", "id"),
        Index("ix_event_customer_id", "customer_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    """The event type's name, such as order.ready."""
    key: Mapped[str] = mapped_column(String(200))
    """Idempotency key: one event for a kind and a key."""
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(40))
    """window, cli, timer, import, api."""
    record_id: Mapped[str | None] = mapped_column(Id, ForeignKey("record.id"))
    customer_id: Mapped[str | None] = mapped_column(Id, ForeignKey("customer.id"))
    location_id: Mapped[str | None] = mapped_column(Id, ForeignKey("location.id"))
    operator_id: Mapped[str | None] = mapped_column(Id)
    rule_id: Mapped[str | None] = mapped_column(Id)
    """Only this rule is evaluated (a timer that a rule asked for); None means every rule of the kind."""
    snapshot: Mapped[Json] = mapped_column(Document)
    """Dotted placeholder path → value, such as {"order.number": "1042"}."""
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the planner was through with it; None while it waits."""
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was taken back; its unsent effects were cancelled."""
