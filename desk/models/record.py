# SPDX-License-Identifier: LicenseRef-Desk
"""Records: the objects of the shop that events are about."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime


class Record(Base):
    """An order, an appointment, a lead, or any kind the catalogue declares."""

    __tablename__ = "record"
    __table_args__ = (
        Index("uq_record_kind_reference", "kind", "reference", unique=True),
        Index("ix_record_kind_id", "kind", "id"),
        Index("ix_record_kind_status_id", "kind", "status", "id"),
        Index("ix_record_customer_id", "customer_id"),
        Index("ix_record_kind_due_at", "kind", "due_at"),
        Index("ix_record_updated_at", "updated_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300), default="")
    customer_id: Mapped[str] = mapped_column(Id, ForeignKey("customer.id"))
    location_id: Mapped[str | None] = mapped_column(Id, ForeignKey("location.id"))
    assignee_id: Mapped[str | None] = mapped_column(Id, ForeignKey("operator.id"))
    people: Mapped[Json] = mapped_column(Document, default=dict)
    """Role → customer id, for people other than the customer."""
    status: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The date that the kind's calendar turns around: due date of an order, start of an appointment."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fields: Mapped[Json] = mapped_column(Document, default=dict)
    """Values of the kind's fields, name without the kind's prefix → JSON value."""
    search_text: Mapped[str] = mapped_column(Text, default="")
