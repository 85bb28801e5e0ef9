# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the way back from a report to what it is about: our Message-ID, our token, or what was last sent there.

What was last sent somewhere is a guess that anybody can provoke: nothing that harms an address follows from it.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Conversation, Delivery, Message, ThreadReference, Written
from desk.models.vocabulary import Channel, Direction, MessageKind
from desk.services.delivery import Returned, Sent
from desk.services.shop import address_key, normalise_email

MOST_CLUES = 25
MOST_SPOKEN = 500
_MARK = re.compile(r"(?:^|\+)dc([a-z2-7]{26})(?:@|$)", re.IGNORECASE | re.ASCII)
"""Of a conversation, as `filing.tokens` writes it."""
_TOKEN = re.compile(r"(?:^|[+=])(?P<kind>[cd])\.(?P<id>[0-9a-f]{32}|[0-9a-f-]{36})(?:@|$)")
"""c: of a conversation, d: of a delivery; what stands behind the plus of an address of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a report says about its mail. references: Message-IDs, most telling first. tokens: of ours.

    address: to which it went; only what left after `since` is guessed by it.
    """

    references: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    address: str = ""
    since: datetime


class Tracing:
    """Finds the delivery that a report tells of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._returned = Returned(session)

    def sent(self, clues: Clues) -> Sent | None:
        """Return the delivery, guessed by the address at worst; None when nothing that left fits."""
        found = self.named(clues)
        plain = "" if found else normalise_email(clues.address)
        return self._returned.newest_to(Channel.EMAIL, plain, clues.since) if plain else found

    def named(self, clues: Clues) -> Sent | None:
        """Return the delivery that is named by what only its recipients know; None without such proof."""
        for reference in clues.references[:MOST_CLUES]:
            found = self._returned.by_reference(reference)
            if found is not None:
                return found
        for token in clues.tokens[:MOST_CLUES]:
            found = self._by_token(token)
            if found is not None:
                return found
        return None

    def is_about(self, sent: Sent, address: str) -> bool:
        """Whether a failure at `address` is a failure of this delivery, and not of a further recipient (Cc)."""
        if not address or address_key(address) == address_key(sent.address):
            return True
        content = self._session.scalar(
            select(Written.content).where(Written.notification_id == sent.notification_id)
        )
        further = {address_key(one[1]) for one in (content or {}).get("cc", ())}
        return address_key(address) not in further  # else the mail was passed on to another address

    def has_written_since(self, sent: Sent, address: str) -> bool:
        """Whether somebody has written from an address after a delivery left."""
        if sent.handed_over_at is None:
            return False
        answer = (
            select(Message.id)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Conversation.correspondent == address.casefold(),
                Message.direction == Direction.INCOMING,
                Message.kind == MessageKind.MESSAGE,
                Message.at > sent.handed_over_at,
            )
        )
        return self._session.scalar(answer.limit(1)) is not None

    def is_known_to_others(self, sent: Sent) -> bool:
        """Whether others than who got a delivery know its mark and its Message-ID: who reads along (Cc)."""
        named = select(ThreadReference.conversation_id).join(
            Delivery, Delivery.message_id == ThreadReference.header_id
        )
        conversations = (
            select(Message.conversation_id)
            .where(Message.delivery_id == sent.id)
            .union(named.where(Delivery.id == sent.id))
        )
        parties = select(ThreadReference.party).where(ThreadReference.conversation_id.in_(conversations))
        outside = {address_key(one) for one in self._session.scalars(parties.distinct())}
        spoken = (
            select(Message.sender, Message.recipients)
            .where(Message.conversation_id.in_(conversations), Message.kind == MessageKind.MESSAGE)
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(MOST_SPOKEN)
        )
        there: set[str] = set()  # servers that reported something are parties too, and were never spoken with
        for sender, recipients in self._session.execute(spoken):
            told = recipients or {}
            there |= {sender, *(one[1] for role in ("to", "cc") for one in told.get(role, ()))}
        return bool(outside & {address_key(one) for one in there} - {address_key(sent.address)})

    def _by_token(self, token: str) -> Sent | None:
        if (marked := _MARK.search(token)) is not None:
            return self._newest_of(base64.b32decode(marked[1].upper() + "======").hex())
        match = _TOKEN.search(token)
        if match is None:
            return None
        return self._newest_of(match["id"]) if match["kind"] == "c" else self._returned.by_id(match["id"])

    def _newest_of(self, conversation_id: str) -> Sent | None:
        query = (
            select(Message.delivery_id)
            .where(Message.conversation_id == conversation_id, Message.delivery_id.is_not(None))
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(1)
        )
        delivery_id = self._session.scalar(query)
        return self._returned.by_id(delivery_id) if delivery_id else None
