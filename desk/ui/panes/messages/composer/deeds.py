# SPDX-License-Identifier: LicenseRef-Desk
"""What the composer wants done to what is kept, as its models ask for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent, DraftRow, FileRef
from desk.ui.panes.messages.composer.readings import About
from desk.ui.panes.messages.composer.state import Kept, Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a letter belongs. conversation_id: None for a new conversation, which needs a customer.

    number: which of the new conversations that were begun in this sitting; 0 for the first.
    """

    kind: DraftKind
    conversation_id: str | None = None
    customer_id: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be sent. seen_id: the newest message the writer has seen. at: not before; None: as soon as may be.

    whom: who it is for, as a person calls them. archives: the conversation is done with once it is sent.
    """

    place: Place
    content: DraftContent
    kept: Kept | None = None
    seen_id: str = ""
    at: datetime | None = None
    is_sure: bool = False
    """Send also when a newer message arrived."""
    whom: str = ""
    archives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What was sent. leaves_at: until then it can be taken back; None for a note, which is there at once."""

    conversation_id: str
    message_id: str
    leaves_at: datetime | None = None
    queued_offline: int = 0


class Drafting(Protocol):
    """Drafts and files."""

    async def surroundings(self, about: About) -> Surroundings:
        """Return what is known around a message."""

    async def drafts(self, conversation_id: str | None) -> tuple[DraftRow, ...]:
        """Return one’s own drafts of a conversation, at most a reply and a note; None: of new ones, all of them.

        The newest first.
        """

    async def keep(self, place: Place, kept: Kept | None, content: DraftContent) -> Kept:
        """Keep what is written; Conflict when it was kept by somebody else since `kept`, NotFound when it is gone."""

    async def drop(self, kept: Kept) -> None:
        """Forget a draft; nothing happens when it is gone."""

    async def put_file(self, name: str, media_type: str, body: bytes) -> FileRef:
        """Keep the bytes of a file that goes with a draft."""


class Posting(Protocol):
    """Sending, and what can be done until it has left."""

    async def send(self, order: Order) -> Gone:
        """Send a reply or a new conversation, or add a note.

        Refused names what is wrong; Conflict "stale_send" when a newer message arrived that the writer has not seen.
        """

    async def take_back(self, message_id: str) -> DraftRow | None:
        """Take back what has not left yet and return it as a draft; None when it was too late."""

    async def send_now(self, message_id: str) -> None:
        """Let it leave without waiting for the time in which it can be taken back."""

    async def held_up(self, message_ids: tuple[str, ...]) -> int:
        """Count what was to leave and could not yet."""

    async def not_left(self, message_ids: tuple[str, ...]) -> int:
        """Count what is on its way out; what has failed, or is to be tried again, is not waited for."""
