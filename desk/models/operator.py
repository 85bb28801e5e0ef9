# SPDX-License-Identifier: LicenseRef-Desk
"""Operators: members of staff."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import Role


class Operator(Base):
    """A member of staff."""

    __tablename__ = "operator"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(320), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[Role] = mapped_column(word(Role), default=Role.OWNER)
    language: Mapped[str] = mapped_column(String(12), default="")
    signature: Mapped[str] = mapped_column(Text, default="")
    location_ids: Mapped[list[str]] = mapped_column(Document, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    """Argon2id; empty while the operator has no password."""
    failed_sign_ins: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wishes: Mapped[Json] = mapped_column(Document, default=dict, server_default=text("'{}'"))
    """How they want to be told: {"desktop": bool, "email_assigned": bool, "email_replied": bool}."""
