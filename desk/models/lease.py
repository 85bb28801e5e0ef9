# SPDX-License-Identifier: LicenseRef-Desk
"""Leases: who runs which worker, until when."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Json, UtcDateTime


class Lease(Base):
    """A named right held by one process for a while."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    report: Mapped[Json] = mapped_column(Document, default=dict)
    """What the holder says of itself: health of each worker, for the status bar."""
