# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps messages readable one after the other, for support and for programs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.models import Attachment, Blob, Conversation, Message
from desk.models.vocabulary import Author, Channel, Direction, MessageKind
from desk.services.inbox.mail import date_of
from desk.services.store import AnyRow

_HEAD = func.substr(Blob.body, 1, 1 << 16)
"""What of a mail is read for its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of a message. sha256: of the decoded bytes."""

    name: str
    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEntry:
    """A message with everything that is known of it. message_id: its Message-ID; key: what the next page follows.

    date: as the mail says, else when it came; the list may show another, where that cannot be believed.
    """

    id: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    date: datetime
    text: str
    attachments: tuple[FileEntry, ...]
    conversation: str
    customer: str | None
    direction: Direction
    kind: MessageKind
    author: Author
    channel: Channel | None
    key: int


class Inspection:
    """Reader of all messages."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def messages(self, after: int | None = None, limit: int = 200) -> tuple[MessageEntry, ...]:
        """Return messages, newest first, beyond the one with key `after`; without those that were deleted."""
        query = (
            select(*Message.__table__.c, Conversation.customer_id.label("whose"), _HEAD.label("head"))
            .join(Conversation, Conversation.id == Message.conversation_id)
            .outerjoin(Blob, Blob.sha256 == Message.raw_sha256)
            .where(Conversation.deleted_at.is_(None))
        )
        if after is not None:
            query = query.where(Message.search_key < after)
        rows = self._session.execute(query.order_by(Message.search_key.desc()).limit(limit)).all()
        files = self._files([row.id for row in rows])
        return tuple(_entry(row, tuple(files[row.id])) for row in rows)

    def _files(self, message_ids: Collection[str]) -> dict[str, list[FileEntry]]:
        found: defaultdict[str, list[FileEntry]] = defaultdict(list)
        query = select(*Attachment.__table__.c).where(Attachment.message_id.in_(message_ids))
        for row in self._session.execute(query.order_by(Attachment.message_id, Attachment.position)):
            found[row.message_id].append(
                FileEntry(name=row.name, size=row.size, sha256=row.sha256, media_type=row.media_type)
            )
        return found


def _entry(row: AnyRow, files: tuple[FileEntry, ...]) -> MessageEntry:
    people = [*(row.recipients.get("to") or ()), *(row.recipients.get("cc") or ())]
    return MessageEntry(
        id=row.id,
        message_id=row.header_id or "",
        sender=row.sender,
        recipients=tuple(address for _, address in people),
        subject=row.subject,
        date=(date_of(row.head) if row.head else None) or row.at,
        text=row.text,
        attachments=files,
        conversation=row.conversation_id,
        customer=row.customer_id or row.whose,
        direction=row.direction,
        kind=row.kind,
        author=row.author,
        channel=row.channel,
        key=row.search_key,
    )
