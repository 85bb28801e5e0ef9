# SPDX-License-Identifier: LicenseRef-Desk
"""Messages: every line of a conversation, what came with it, and the bytes as they arrived."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base, partial_index
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import Author, Channel, Direction, MessageKind


class Message(Base):
    """A mail, an SMS, a note, or a system line."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_conversation_id", "conversation_id", "at", "id"),
        Index("uq_message_header_id", "header_id", unique=True),
        Index("uq_message_search_key", "search_key", unique=True),
        partial_index("ix_message_delivery_id", "delivery_id", where="delivery_id is not null"),
        partial_index("ix_message_raw", "raw_sha256", where="raw_sha256 is not null"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(Id, ForeignKey("conversation.id"))
    search_key: Mapped[int] = mapped_column(BigInteger)
    """Its number in the full-text index: grows with `at`, so that newest first is the index's own order."""
    direction: Mapped[Direction] = mapped_column(word(Direction))
    kind: Mapped[MessageKind] = mapped_column(word(MessageKind), default=MessageKind.MESSAGE)
    channel: Mapped[Channel | None] = mapped_column(word(Channel))
    """None for a note and a system line: no channel accepts one."""
    author: Mapped[Author] = mapped_column(word(Author))
    operator_id: Mapped[str | None] = mapped_column(Id)
    """Who wrote it here."""
    rule_id: Mapped[str | None] = mapped_column(Id)
    bot_id: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str | None] = mapped_column(Id)
    record_id: Mapped[str | None] = mapped_column(Id)
    mailbox_id: Mapped[str | None] = mapped_column(Id)
    delivery_id: Mapped[str | None] = mapped_column(Id)
    """The delivery it leaves by, which says how far it is."""
    header_id: Mapped[str | None] = mapped_column(String(250))
    """Its Message-ID without brackets; made from its bytes where it has none. None for notes and system lines."""
    sender: Mapped[str] = mapped_column(String(320), default="")
    sender_name: Mapped[str] = mapped_column(String(200), default="")
    recipients: Mapped[Json] = mapped_column(Document, default=dict)
    """{"to": [[name, address], …], "cc": […], "reply_to": […]}."""
    subject: Mapped[str] = mapped_column(String(998), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    """What it says as plain text, quotes included."""
    preview: Mapped[str] = mapped_column(String(200), default="")
    """Its first own words."""
    has_html: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was sent as far as that can be believed, else when it arrived."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    size: Mapped[int] = mapped_column(Integer, default=0)
    raw_sha256: Mapped[str | None] = mapped_column(String(64))
    """The mail as it arrived or left, in `blob`."""
    language: Mapped[str] = mapped_column(String(12), default="")
    is_read: Mapped[bool] = mapped_column(Boolean, default=True)
    is_flagged: Mapped[bool] = mapped_column(Boolean, default=False)
    is_automatic: Mapped[bool] = mapped_column(Boolean, default=False)
    """Written by a machine (RFC 3834): nothing answers it by itself."""
    images_allowed: Mapped[bool] = mapped_column(Boolean, default=False)
    detail: Mapped[Json] = mapped_column(Document, default=dict)
    """System line: {"code", …}; note: {"mentions": [operator ids]}; mail: {"warnings": […]}, {"bounce": {…}}.

    What a bot wrote: {"leaves_waiting": true} where people are still waited for."""


class Attachment(Base):
    """A file that came, or goes, with a message."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_message_id", "message_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    message_id: Mapped[str] = mapped_column(Id, ForeignKey("message.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    """Which of the mail's parts it is, as `read_mail` counts attachments."""
    name: Mapped[str] = mapped_column(String(255))
    """Made safe to show and to save."""
    media_type: Mapped[str] = mapped_column(String(100), default="application/octet-stream")
    size: Mapped[int] = mapped_column(Integer, default=0)
    """Bytes once decoded."""
    sha256: Mapped[str] = mapped_column(String(64), default="")
    """Of the decoded bytes; those of an outgoing one are in `blob`."""
    content_id: Mapped[str] = mapped_column(String(250), default="")
    is_inline: Mapped[bool] = mapped_column(Boolean, default=False)


class Blob(Base):
    """Bytes under their own sum: mail as it arrived, files that leave."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Tombstone(Base):
    """A message that was deleted here, or never was one as the copy of a rule's mail, so that syncing brings none."""

    __tablename__ = "tombstone"

    header_id: Mapped[str] = mapped_column(String(250), primary_key=True)
    content_sum: Mapped[str] = mapped_column(String(64), default="")
    """Of who said what with which files: another mail under the same Message-ID is not kept away. "": Desk wrote it."""
    deleted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    operator_id: Mapped[str | None] = mapped_column(Id)
    on_server: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it was to be deleted on the mail server too."""


class ImageAllowance(Base):
    """A sender whose distant pictures are shown without asking."""

    __tablename__ = "image_allowance"

    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    allowed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    operator_id: Mapped[str | None] = mapped_column(Id)


class SavedReply(Base):
    """A text that is often needed, inserted with a slash."""

    __tablename__ = "saved_reply"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(120))
    shortcut: Mapped[str] = mapped_column(String(40), default="")
    folder: Mapped[str] = mapped_column(String(80), default="")
    operator_id: Mapped[str | None] = mapped_column(Id)
    """Whose own it is; None for everybody's."""
    texts: Mapped[dict[str, Any]] = mapped_column(Document)
    """Language → {"subject", "text"}; placeholders {{…}} and holes [[what goes here]]."""
    used: Mapped[int] = mapped_column(Integer, default=0)


class Written(Base):
    """What a person or a bot wrote, to be sent by the outbox: kept with its notification until and after it left."""

    __tablename__ = "written"
    __table_args__ = (
        partial_index("ix_written_settled_as", "notification_id", where="settled_as <> 'sent'"),
    )

    notification_id: Mapped[str] = mapped_column(
        Id, ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[Json] = mapped_column(Document)
    """`delivery.WrittenContent` as JSON: subject, text, html, cc, in_reply_to, references, attachments by sum …"""
    raw_sha256: Mapped[str | None] = mapped_column(String(64))
    """The mail as it was last made, in `blob`; None before, and for what is no mail."""
    settled_as: Mapped[str] = mapped_column(String(12), default="")
    """What was done since it came to an end: sent (its copy is on its way to the Sent folder), returned (what was
    typed is a draft again); "": nothing yet."""
