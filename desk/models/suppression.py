# SPDX-License-Identifier: LicenseRef-Desk
"""Suppressions: addresses that must not be written to."""

from datetime import datetime

from sqlalchemy import Boolean, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Id, UtcDateTime, word
from desk.models.vocabulary import Channel


class Suppression(Base):
    """An address that must not be written to, on a channel, for a topic or for all."""

    __tablename__ = "suppression"
    __table_args__ = (Index("ix_suppression_address", "address", "channel"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[Channel] = mapped_column(word(Channel))
    address: Mapped[str] = mapped_column(String(320))
    topic: Mapped[str] = mapped_column(String(40), default="")
    """Empty means every topic."""
    reason: Mapped[str] = mapped_column(String(40))
    """hard_bounce, soft_bounce, complaint, unsubscribed, manual."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")
    is_trial: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """A customer who was played in trial mode asked for it; a shop in service passes it over."""
