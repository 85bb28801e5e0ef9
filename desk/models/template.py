# SPDX-License-Identifier: LicenseRef-Desk
"""Templates and their versions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import VersionState


class Template(Base):
    """A named text that rules send."""

    __tablename__ = "template"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(200))
    folder: Mapped[str] = mapped_column(String(80), default="")
    event_kind: Mapped[str] = mapped_column(String(60), default="")
    """The event type whose fields its placeholders may use."""
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TemplateVersion(Base):
    """The texts of a template at one time; a published one never changes."""

    __tablename__ = "template_version"
    __table_args__ = (Index("uq_template_version_template_id_number", "template_id", "number", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    template_id: Mapped[str] = mapped_column(Id, ForeignKey("template.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[VersionState] = mapped_column(word(VersionState), default=VersionState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(String(120), default="")
    texts: Mapped[Json] = mapped_column(Document)
    """Channel → language → {"subject": …, "body": …}; `services.templates.Text`."""
    policies: Mapped[Json] = mapped_column(Document, default=dict)
    """Placeholder path → {"policy": "required" | "default" | "drop", "default": …}."""
