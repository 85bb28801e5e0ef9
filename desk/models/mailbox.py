# SPDX-License-Identifier: LicenseRef-Desk
"""Mailboxes, their folders, where each message lies in them, and what is still to be done on the server."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import FolderRole, MailboxRole

SEEN, FLAGGED, ANSWERED, DELETED, DRAFT = 1, 2, 4, 8, 16
"""The system flags of IMAP, as bits of `Placement.flags`."""


class Mailbox(Base):
    """An account that mail arrives in."""

    __tablename__ = "mailbox"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(320))
    role: Mapped[MailboxRole] = mapped_column(word(MailboxRole), default=MailboxRole.MAIN)
    operator_id: Mapped[str | None] = mapped_column(Id)
    """Whose own it is; None for the shop's."""
    location_id: Mapped[str | None] = mapped_column(Id)
    provider_id: Mapped[str | None] = mapped_column(Id)
    """The account that answers leave by; None: the shop's first one for e-mail."""
    settings: Mapped[Json] = mapped_column(Document)
    """host, port, security (tls, starttls, none), username, sign_in (password, oauth2), oauth preset; no secret."""
    backfill_days: Mapped[int | None] = mapped_column(Integer)
    """How far back mail is fetched; None: all of it."""
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether it is synced at all; off shows a permanent warning."""
    is_paused: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the fetching of older mail rests."""
    is_sandbox: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    health: Mapped[str] = mapped_column(String(24), default="unknown")
    """unknown, ok, failing, refused (stopped until the owner acts)."""
    health_code: Mapped[str] = mapped_column(String(60), default="")
    health_text: Mapped[str] = mapped_column(String(500), default="")
    health_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    progress_done: Mapped[int] = mapped_column(Integer, default=0)
    """Messages fetched of `progress_total`, while older mail is fetched; both 0 when nothing is to do."""
    progress_total: Mapped[int] = mapped_column(Integer, default=0)


class Folder(Base):
    """A folder on the server, and how far it was read."""

    __tablename__ = "folder"
    __table_args__ = (Index("uq_folder_path", "mailbox_id", "path", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mailbox_id: Mapped[str] = mapped_column(Id, ForeignKey("mailbox.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(500))
    delimiter: Mapped[str] = mapped_column(String(4), default="/")
    role: Mapped[FolderRole] = mapped_column(word(FolderRole), default=FolderRole.OTHER)
    is_synced: Mapped[bool] = mapped_column(Boolean, default=True)
    uid_validity: Mapped[int | None] = mapped_column(BigInteger)
    uid_next: Mapped[int] = mapped_column(BigInteger, default=1)
    """Every UID from `uid_low` up to this one (without it) was looked at."""
    uid_low: Mapped[int] = mapped_column(BigInteger, default=1)
    """Where the fetching of older mail has come to; 1 when all of it is here."""
    highest_modseq: Mapped[int] = mapped_column(BigInteger, default=0)
    """0 where the server counts no changes (no CONDSTORE)."""
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Placement(Base):
    """One message in one folder; the same message in two boxes has two."""

    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_message_id", "message_id"),)

    folder_id: Mapped[str] = mapped_column(Id, ForeignKey("folder.id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[str] = mapped_column(Id)
    flags: Mapped[int] = mapped_column(Integer, default=0)


class ServerJob(Base):
    """Something to do on the mail server: set flags, move, delete, append."""

    __tablename__ = "server_job"
    __table_args__ = (
        Index("ix_server_job_mailbox_id", "mailbox_id", "due_at"),
        Index("ix_server_job_message_id", "message_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mailbox_id: Mapped[str] = mapped_column(Id, ForeignKey("mailbox.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(24))
    """flags, move, delete, append."""
    detail: Mapped[Json] = mapped_column(Document, default=dict)
    """flags: {"add": bits, "remove": bits}; move: {"role": folder role}; append: {"sha256", "flags": bits}."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str] = mapped_column(String(300), default="")
