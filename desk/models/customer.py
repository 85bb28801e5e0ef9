# SPDX-License-Identifier: LicenseRef-Desk
"""Customers and their contact points."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import PointKind, PointState


class Customer(Base):
    """A person or company served."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_name_key", "name_key", "id"),
        Index("ix_customer_birth_key", "birth_key"),
        Index("ix_customer_updated_at", "updated_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    """Grows with every edit; an edit names the version it saw (compare and set)."""
    first_name: Mapped[str] = mapped_column(String(120), default="")
    last_name: Mapped[str] = mapped_column(String(120), default="")
    company: Mapped[str] = mapped_column(String(200), default="")
    salutation: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(12), default="")
    """A language tag such as fr or fr-CA; empty means the shop's."""
    timezone: Mapped[str] = mapped_column(String(64), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    birth_date: Mapped[date | None] = mapped_column(Date)
    birth_key: Mapped[str | None] = mapped_column(String(4))
    """Month and day of the birthday as MMDD, to find who has one."""
    registered_at: Mapped[date | None] = mapped_column(Date)
    location_id: Mapped[str | None] = mapped_column(Id, ForeignKey("location.id"))
    tags: Mapped[list[str]] = mapped_column(Document, default=list)
    fields: Mapped[Json] = mapped_column(Document, default=dict)
    """The shop's own fields, name → value."""
    name_key: Mapped[str] = mapped_column(String(400), default="")
    """Folded name to sort and page by."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded names, company, addresses and tags, to search in."""
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactPoint(Base):
    """One address of a customer on one channel, normalised."""

    __tablename__ = "contact_point"
    __table_args__ = (
        Index("ix_contact_point_customer_id", "customer_id"),
        Index("ix_contact_point_address", "kind", "address"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id, ForeignKey("customer.id", ondelete="CASCADE"))
    kind: Mapped[PointKind] = mapped_column(word(PointKind))
    address: Mapped[str] = mapped_column(String(320))
    """E-mail in lower-case domain form, phone as E.164, postal as lines."""
    label: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[PointState] = mapped_column(word(PointState), default=PointState.UNKNOWN)
    position: Mapped[int] = mapped_column(Integer, default=0)
    """The lowest is written to first."""
    soft_bounces: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    """How often in a row it could not be reached for the moment; enough of them count as gone."""
