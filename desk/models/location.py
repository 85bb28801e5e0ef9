# SPDX-License-Identifier: LicenseRef-Desk
"""Locations: the shop's sites."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime


class Location(Base):
    """A shop site: zone, opening spans, holidays, contact, brand."""

    __tablename__ = "location"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(120))
    timezone: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2), default="FR")
    address: Mapped[str] = mapped_column(String(400), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    opening: Mapped[Json] = mapped_column(Document, default=dict)
    """Weekday ("0" Monday … "6" Sunday) → list of [from, to] wall times "HH:MM"."""
    holidays: Mapped[Json] = mapped_column(Document, default=dict)
    """{"calendar": "FR" or "", "closed": ["2026-12-24"…], "open": […]}: the country's days and the site's own."""
    brand: Mapped[Json] = mapped_column(Document, default=dict)
    """{"colour", "logo", "legal_name", "website", "review_url", "vat_no", "footer"}."""
    is_default: Mapped[bool] = mapped_column(Boolean, default=False)
    """The shop's own zone when a record has no location."""
