# SPDX-License-Identifier: LicenseRef-Desk
"""A thread as it was read: the messages, what they say made safe, and the pictures that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.services.inbox import ConversationCard, MessageRow

if TYPE_CHECKING:
    from desk.services.inbox import TranslationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a mail may not be from whom it seems to be. seen: what it shows; meant: what it may be taken for."""

    code: str
    seen: str
    meant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a message says, as safe HTML, quotes folded in it.

    is_page: it is laid out as a page and gets white paper; else it reads like text. warned: places of links
    whose words name another one; sound: of the other links (as `place_of` names them). remote: addresses of
    distant pictures that are not shown. key: the same for the same content.
    """

    key: str
    own: str
    is_page: bool = False
    is_mail: bool = False
    """Whether `own` is a stranger's HTML, which gets a shadow root; else it is text that was escaped."""
    remote: tuple[str, ...] = ()
    translated: str = ""
    doubts: tuple[Doubt, ...] = ()
    warned: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A picture the view may ask for, from memory."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation. messages: oldest first. bodies: message → what it says. parts: path → picture.

    rules, bots: id → name. has_older: not all of it is here. country: of the shop, for how numbers are written.
    """

    card: ConversationCard
    messages: tuple[MessageRow, ...] = ()
    bodies: Mapping[str, Body] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    operators: Mapping[str, str] = field(default_factory=dict)
    shop: str = ""
    country: str = ""
    has_older: bool = False
    is_partial: bool = False
    """Whether of some messages only the first words are here yet."""

    @property
    def id(self) -> str:
        """Which conversation."""
        return self.card.row.id

    def message(self, message_id: str) -> MessageRow | None:
        """Return a message of the thread; None when it is not here."""
        return next((one for one in self.messages if one.id == message_id), None)

    def translation(self, message: MessageRow) -> TranslationRow | None:
        """Return the message in another language, where there is such a text or one is made."""
        return message.translation
