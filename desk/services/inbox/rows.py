# SPDX-License-Identifier: LicenseRef-Desk
"""The frozen rows that the message centre hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desk.models.columns import Json
from desk.models.vocabulary import (
    Author,
    Channel,
    ConversationState,
    DeliveryState,
    Direction,
    DraftKind,
    MessageKind,
    Reason,
    TranslationState,
)


class Order(StrEnum):
    """How the list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFilter:
    """What the list shows; an empty field asks for nothing.

    words: found in names, subjects and bodies, with the operators of the search. assignee_id: assigned to this
    operator; is_unassigned: to nobody. follower_id: followed by. waiting_for: unanswered for at least so long.
    """

    state: ConversationState | None = ConversationState.IN_PROGRESS
    words: str = ""
    is_unread: bool = False
    is_flagged: bool = False
    assignee_id: str = ""
    is_unassigned: bool = False
    follower_id: str = ""
    channels: tuple[Channel, ...] = ()
    last_author: Author | None = None
    location_id: str = ""
    mailbox_id: str = ""
    customer_id: str = ""
    record_id: str = ""
    tag: str = ""
    language: str = ""
    has_attachment: bool = False
    waiting_for: timedelta | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """One line of the list. name: the customer's, else the correspondent's. key: (last_at, id), to page by."""

    id: str
    version: int
    subject: str
    channel: Channel
    state: ConversationState
    customer_id: str | None
    name: str
    address: str
    record_id: str | None
    location_id: str | None
    mailbox_id: str | None
    last_at: datetime
    last_author: Author
    preview: str
    unread: int
    message_count: int
    is_flagged: bool
    has_attachment: bool
    waiting_since: datetime | None
    snoozed_until: datetime | None
    tags: tuple[str, ...]
    assignee_ids: tuple[str, ...]
    language: str
    bot_id: str | None
    bot_blocked_until: datetime | None
    has_draft: bool
    has_failure: bool
    """Whether the newest thing sent did not arrive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """One conversation with what its head shows."""

    row: ConversationRow
    record_choices: tuple[str, ...]
    follower_ids: tuple[str, ...]
    merged_into: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file of a message. position: as `read_mail` counts them. is_dangerous: opening it takes two steps."""

    id: str
    position: int
    name: str
    media_type: str
    size: int
    sha256: str
    content_id: str
    is_inline: bool
    is_dangerous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLook:
    """How far what was written has come. is_caught: it only went into the sandbox, and reached nobody."""

    id: str
    state: DeliveryState
    reason: Reason | None
    error: str
    due_at: datetime
    settled_at: datetime | None
    is_caught: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRow:
    """A message in another language. retry_at: when it is tried again after `error`; None unless it is put off."""

    language: str
    source_language: str
    engine: str
    state: TranslationState
    text: str
    error: str
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One line of a conversation. recipients: {"to": [[name, address], …], "cc": …}; detail: as `Message.detail`.

    is_odd: it is kept as it came, since something stumbled over it; nobody reads its bytes again.
    """

    id: str
    conversation_id: str
    direction: Direction
    kind: MessageKind
    channel: Channel | None
    author: Author
    operator_id: str | None
    rule_id: str | None
    bot_id: str | None
    sender: str
    sender_name: str
    recipients: Json
    subject: str
    text: str
    preview: str
    has_html: bool
    at: datetime
    is_read: bool
    is_flagged: bool
    is_automatic: bool
    images_allowed: bool
    """For this message, or for its sender."""
    is_sender_allowed: bool
    """For all that its sender writes."""
    raw_sha256: str | None
    size: int
    detail: Json
    attachments: tuple[AttachmentRow, ...]
    delivery: DeliveryLook | None
    translation: TranslationRow | None
    is_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that was found. marks: the words to highlight, folded."""

    message_id: str
    conversation_id: str
    name: str
    address: str
    subject: str
    excerpt: str
    at: datetime
    channel: Channel | None
    direction: Direction
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file that goes with a draft; its bytes are in the store under their sum."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """What an operator is writing.

    to: the address on the channel; cc: further ones. html: "" while the text is plain. mailbox_id: where answers
    should arrive; None: as the account has it. send_at: not before. template_id: what it was made from.
    translated_into: the language it is to leave in; "" for the writer's own words. translated: the text in that
    language; translated_of: the words it was made of. It is sent instead of `text` while those are the same.
    """

    channel: Channel = Channel.EMAIL
    to: str = ""
    cc: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    files: tuple[FileRef, ...] = ()
    mailbox_id: str | None = None
    send_at: datetime | None = None
    mentions: tuple[str, ...] = ()
    template_id: str | None = None
    translated: str = ""
    translated_of: str = ""
    translated_into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft that is kept."""

    id: str
    version: int
    kind: DraftKind
    conversation_id: str | None
    operator_id: str | None
    customer_id: str | None
    updated_at: datetime
    content: DraftContent


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReplyRow:
    """A text that is often needed. texts: language → (subject, text)."""

    id: str
    version: int
    name: str
    shortcut: str
    folder: str
    operator_id: str | None
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRow:
    """A colleague who has the same conversation open on another workstation."""

    operator_id: str | None
    workstation: str
    is_writing: bool
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One line under the bell."""

    id: str
    kind: str
    conversation_id: str | None
    message_id: str | None
    detail: Json
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRow:
    """A folder, and how far it was read."""

    id: str
    mailbox_id: str
    path: str
    role: str
    is_synced: bool
    uid_validity: int | None
    uid_next: int
    uid_low: int
    highest_modseq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRow:
    """An account that mail arrives in. settings: without secrets. done, total: of the fetching of older mail."""

    id: str
    version: int
    name: str
    address: str
    role: str
    operator_id: str | None
    location_id: str | None
    provider_id: str | None
    settings: Json
    backfill_days: int | None
    is_active: bool
    is_paused: bool
    is_sandbox: bool
    health: str
    health_code: str
    health_text: str
    health_at: datetime | None
    synced_at: datetime | None
    done: int
    total: int
