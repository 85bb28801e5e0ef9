# SPDX-License-Identifier: LicenseRef-Desk
"""Conversations: everything said with one person about one thing, and who of the staff looks after it."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base, partial_index
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import Author, Channel, ConversationState, DraftKind, MembershipKind

_THERE = "deleted_at is null and merged_into is null"
"""What the list shows: neither deleted nor become part of another."""


class Conversation(Base):
    """What the list shows in one row; kept up with every message, so that a page is one index read."""

    __tablename__ = "conversation"
    __table_args__ = (
        # What comes after the id is there so that a filter, and the counts, are answered from the index alone.
        partial_index(
            "ix_conversation_state",
            "state",
            "last_at",
            "id",
            "unread",
            "waiting_since",
            "is_flagged",
            "has_attachment",
            "channel",
            "last_author",
            "location_id",
            "mailbox_id",
            "language",
            "deleted_at",
            "merged_into",
            where=_THERE,
        ),
        partial_index(
            "ix_conversation_unread",
            "state",
            "last_at",
            "id",
            "deleted_at",
            "merged_into",
            where=f"unread > 0 and {_THERE}",
        ),
        partial_index(
            "ix_conversation_waiting",
            "state",
            "waiting_since",
            "id",
            "deleted_at",
            "merged_into",
            where=f"waiting_since is not null and {_THERE}",
        ),
        partial_index("ix_conversation_snoozed", "snoozed_until", where="snoozed_until is not null"),
        partial_index("ix_conversation_merged_into", "merged_into", where="merged_into is not null"),
        partial_index("ix_conversation_deleted_at", "deleted_at", where="deleted_at is not null"),
        Index("ix_conversation_customer_id", "customer_id", "last_at"),
        Index("ix_conversation_correspondent", "correspondent", "last_at"),
        Index("ix_conversation_record_id", "record_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    subject: Mapped[str] = mapped_column(String(300), default="")
    channel: Mapped[Channel] = mapped_column(word(Channel))
    """That of the newest message."""
    state: Mapped[ConversationState] = mapped_column(
        word(ConversationState), default=ConversationState.IN_PROGRESS
    )
    customer_id: Mapped[str | None] = mapped_column(Id)
    correspondent: Mapped[str] = mapped_column(String(320), default="")
    """The other side's address, normalised."""
    correspondent_name: Mapped[str] = mapped_column(String(200), default="")
    """The customer's name, else the name that came with the address."""
    record_id: Mapped[str | None] = mapped_column(Id)
    record_choices: Mapped[list[str]] = mapped_column(Document, default=list)
    """Records that fit as well as each other: a person is asked. Empty once decided."""
    location_id: Mapped[str | None] = mapped_column(Id)
    mailbox_id: Mapped[str | None] = mapped_column(Id)
    language: Mapped[str] = mapped_column(String(12), default="")
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_author: Mapped[Author] = mapped_column(word(Author))
    preview: Mapped[str] = mapped_column(String(200), default="")
    unread: Mapped[int] = mapped_column(Integer, default=0)
    message_count: Mapped[int] = mapped_column(Integer, default=0)
    is_flagged: Mapped[bool] = mapped_column(Boolean, default=False)
    has_attachment: Mapped[bool] = mapped_column(Boolean, default=False)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the customer wrote what nobody has answered yet."""
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tags: Mapped[list[str]] = mapped_column(Document, default=list)
    assignee_ids: Mapped[list[str]] = mapped_column(Document, default=list)
    """As in `Membership`, kept here to be shown."""
    bot_id: Mapped[str | None] = mapped_column(Id)
    """The bot that answers here; None: none, or it handed over."""
    bot_blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """In the future: bots keep quiet here; the year 9999: for good."""
    is_separate: Mapped[bool] = mapped_column(Boolean, default=False)
    """A person split it off: it is never joined with another by itself."""
    merged_into: Mapped[str | None] = mapped_column(Id)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ThreadReference(Base):
    """A Message-ID that was seen (sent, received or only referred to) and the conversation it belongs to."""

    __tablename__ = "thread_reference"
    __table_args__ = (Index("ix_thread_reference_conversation_id", "conversation_id"),)

    header_id: Mapped[str] = mapped_column(String(250), primary_key=True)
    party: Mapped[str] = mapped_column(String(320), primary_key=True, default="")
    """Whose message named it (a folded address, or "-" and that message's own Message-ID).

    "": the message itself is here, and whoever names it belongs to it.
    """
    conversation_id: Mapped[str] = mapped_column(Id, ForeignKey("conversation.id", ondelete="CASCADE"))


class Membership(Base):
    """An operator who looks after a conversation, or follows it."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_operator_id", "operator_id", "kind"),)

    conversation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    operator_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[MembershipKind] = mapped_column(word(MembershipKind), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Draft(Base):
    """What an operator is writing."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_conversation_id", "conversation_id"),
        Index("ix_draft_operator_id", "operator_id", "updated_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[DraftKind] = mapped_column(word(DraftKind))
    conversation_id: Mapped[str | None] = mapped_column(Id)
    operator_id: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str | None] = mapped_column(Id)
    content: Mapped[Json] = mapped_column(Document)
    """`inbox.DraftContent` as JSON."""


class Presence(Base):
    """An operator who has a conversation open on a workstation."""

    __tablename__ = "presence"

    conversation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    workstation: Mapped[str] = mapped_column(String(64), primary_key=True)
    operator_id: Mapped[str | None] = mapped_column(Id)
    is_writing: Mapped[bool] = mapped_column(Boolean, default=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Notice(Base):
    """Something an operator should know: one line under the bell."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_operator_id", "operator_id", "read_at", "id"),
        Index("ix_notice_conversation_id", "conversation_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    operator_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(24))
    """assigned, replied, mentioned, failed."""
    conversation_id: Mapped[str | None] = mapped_column(Id)
    message_id: Mapped[str | None] = mapped_column(Id)
    detail: Mapped[Json] = mapped_column(Document, default=dict)
    """What its sentence names: {"who", "subject"}."""
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was told outside the window as well (by e-mail)."""
