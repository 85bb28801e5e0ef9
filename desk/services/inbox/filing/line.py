# SPDX-License-Identifier: LicenseRef-Desk
"""A line of a conversation, to be added: a mail, an SMS, a note, or what happened; pure."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.models.columns import Json
from desk.models.vocabulary import Author, Channel, Direction, MessageKind
from desk.services.inbox.filing.standing import LEAVES_WAITING, Spoken
from desk.services.inbox.mail import preview

_PREVIEW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFile:
    """A file of a line. position: as `read_mail` counts; sha256: of the decoded bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    position: int = 0
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What `Message` keeps; every field as described there.

    id: "" makes a new one. references: Message-IDs that it names, for answers that name the same. parties: folded
    addresses outside the shop that it came from, or goes to.
    """

    conversation_id: str
    direction: Direction
    author: Author
    at: datetime
    id: str = ""
    kind: MessageKind = MessageKind.MESSAGE
    channel: Channel | None = None
    operator_id: str | None = None
    rule_id: str | None = None
    bot_id: str | None = None
    customer_id: str | None = None
    record_id: str | None = None
    mailbox_id: str | None = None
    delivery_id: str | None = None
    header_id: str | None = None
    references: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    sender: str = ""
    sender_name: str = ""
    recipients: Json = field(default_factory=dict)
    subject: str = ""
    text: str = ""
    preview: str = ""
    has_html: bool = False
    received_at: datetime | None = None
    size: int = 0
    raw_sha256: str | None = None
    language: str = ""
    is_read: bool = True
    is_flagged: bool = False
    is_automatic: bool = False
    files: tuple[LineFile, ...] = ()
    detail: Json = field(default_factory=dict)
    texts: tuple[str, str, str, str] | None = None
    """What the index keeps of it, where that was made beforehand."""


def spoken_of(line: Line, id_: str) -> Spoken:
    """Return a new line as the list is concerned with it."""
    return Spoken(
        id=id_,
        at=line.at,
        direction=line.direction,
        author=line.author,
        kind=line.kind,
        channel=line.channel,
        preview=preview_of(line),
        is_read=line.is_read,
        is_automatic=line.is_automatic,
        is_flagged=line.is_flagged,
        has_attachment=any(not file.is_inline for file in line.files),
        leaves_waiting=line.detail.get(LEAVES_WAITING) is True,
    )


def preview_of(line: Line) -> str:
    """Return the first words of a line."""
    return line.preview or (preview(line.text, _PREVIEW) if line.text else "")
