# SPDX-License-Identifier: LicenseRef-Desk
"""Bots, translations, and what was answered by itself."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import TranslationState


class Bot(Base):
    """Something that answers in a person's place, until a person does."""

    __tablename__ = "bot"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(24))
    """keyword, hours, http, openai."""
    settings: Mapped[Json] = mapped_column(Document)
    """The kind's settings without secrets; those are in the keyring under the bot's id."""
    channels: Mapped[list[str]] = mapped_column(Document, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    health_code: Mapped[str] = mapped_column(String(60), default="")
    health_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BotTask(Base):
    """A message that a bot should look at."""

    __tablename__ = "bot_task"
    __table_args__ = (
        Index("ix_bot_task_due_at", "due_at"),
        Index("ix_bot_task_conversation_id", "conversation_id"),
    )

    message_id: Mapped[str] = mapped_column(
        Id, ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    conversation_id: Mapped[str] = mapped_column(Id)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    is_forced: Mapped[bool] = mapped_column(Boolean, default=False)
    """A person asked for it (run now)."""


class AutomaticAnswer(Base):
    """An answer that nobody wrote, counted so that two machines never talk to each other for long."""

    __tablename__ = "automatic_answer"
    __table_args__ = (
        Index("ix_automatic_answer_address", "address", "at"),
        Index("ix_automatic_answer_conversation_id", "conversation_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    conversation_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Translation(Base):
    """A message in another language."""

    __tablename__ = "translation"
    __table_args__ = (
        Index("uq_translation_message_id", "message_id", "language", unique=True),
        Index("ix_translation_state", "state", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    message_id: Mapped[str] = mapped_column(Id, ForeignKey("message.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    """Into which."""
    source_language: Mapped[str] = mapped_column(String(12), default="")
    """From which, as the engine found out."""
    engine: Mapped[str] = mapped_column(String(24), default="")
    state: Mapped[TranslationState] = mapped_column(word(TranslationState))
    text: Mapped[str] = mapped_column(Text, default="")
    error: Mapped[str] = mapped_column(String(300), default="")
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """Under way, but put off until then: `error` says why."""
    is_automatic: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
