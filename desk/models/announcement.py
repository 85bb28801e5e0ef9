# SPDX-License-Identifier: LicenseRef-Desk
"""Announcements: how often each topic changed, so that another process sees what to read again (SQLite)."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base


class Announcement(Base):
    """A counter for one topic; grows with each write that touches it."""

    __tablename__ = "announcement"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)
