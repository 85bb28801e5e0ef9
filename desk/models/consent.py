# SPDX-License-Identifier: LicenseRef-Desk
"""Consent: an append-only ledger customer × topic × channel."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Id, UtcDateTime, word
from desk.models.vocabulary import Channel


class ConsentEntry(Base):
    """One change of mind, with its proof; the newest entry of a key counts, none means no."""

    __tablename__ = "consent_entry"
    __table_args__ = (Index("ix_consent_entry_customer_id", "customer_id", "topic", "channel", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id, ForeignKey("customer.id"))
    topic: Mapped[str] = mapped_column(String(40))
    channel: Mapped[Channel] = mapped_column(word(Channel))
    granted: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(40))
    """counter, import, preference_page, reply, api, demo."""
    wording: Mapped[str] = mapped_column(Text, default="")
    operator: Mapped[str] = mapped_column(String(120), default="")
