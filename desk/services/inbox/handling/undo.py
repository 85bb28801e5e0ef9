# SPDX-License-Identifier: LicenseRef-Desk
"""What it takes to undo something that was done with conversations: a value, kept by whoever may want to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.models.vocabulary import MembershipKind

Before = Mapping[str, object]
"""Column → value, as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An operator who looked after a conversation, or followed it."""

    conversation_id: str
    operator_id: str
    kind: MembershipKind
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OnServer:
    """What the mail servers are told: flags to set and take (bits), or the folder to move to; "" for neither."""

    message_ids: tuple[str, ...]
    add: int = 0
    remove: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """How things were. count: how many conversations (or messages, of those that were deleted) were changed.

    conversations, messages: id → what was in their columns. members: those of `member_of` as they were.
    lines: system lines that were added. references: (Message-ID, party) → conversation.
    places: table → id → conversation, of drafts, notices, tasks of bots and automatic answers.

    on_server: what the servers are to be told when it is undone. deleted: messages that were to be deleted there.
    tombstones: Message-IDs that may come back. ended: conversations that were made, and end with it.
    stopped: deliveries that were called off. events: what the journal was told.
    """

    deed: str
    count: int = 0
    conversations: Mapping[str, Before] = field(default_factory=dict)
    messages: Mapping[str, Before] = field(default_factory=dict)
    member_of: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    lines: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    references: Mapping[tuple[str, str], str] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    on_server: tuple[OnServer, ...] = ()
    deleted: tuple[str, ...] = ()
    tombstones: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not self.count
