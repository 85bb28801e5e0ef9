# SPDX-License-Identifier: LicenseRef-Desk
"""Providers: configured accounts on a channel, with their health."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import Channel


class Provider(Base):
    """An account that messages leave by."""

    __tablename__ = "provider"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[str] = mapped_column(String(40))
    """The way out: smtp, http_sms."""
    channel: Mapped[Channel] = mapped_column(word(Channel))
    name: Mapped[str] = mapped_column(String(120))
    settings: Mapped[Json] = mapped_column(Document)
    """The kind's settings without secrets; those are in the keyring under the provider's id."""
    sender_address: Mapped[str] = mapped_column(String(320), default="")
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    location_id: Mapped[str | None] = mapped_column(Id)
    """Only this location sends by it; None means all."""
    position: Mapped[int] = mapped_column(Integer, default=0)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    is_sandbox: Mapped[bool] = mapped_column(Boolean, default=False)
    """Captures instead of sending; the only kind used in trial mode."""
    health: Mapped[str] = mapped_column(String(24), default="unknown")
    """unknown, ok, failing, refused (stopped until the owner acts)."""
    health_code: Mapped[str] = mapped_column(String(60), default="")
    health_text: Mapped[str] = mapped_column(String(500), default="")
    health_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    open_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """While in the future the circuit is open: nothing is tried."""
    failures: Mapped[int] = mapped_column(Integer, default=0)
