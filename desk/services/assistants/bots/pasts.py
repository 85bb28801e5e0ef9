# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what happened before in a conversation, as far as a bot must know it: who answered, and when it was left."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.models import AutomaticAnswer, Message
from desk.models.vocabulary import Author, Direction
from desk.services.assistants.bots.silence import DAY, Past
from desk.services.shop import address_key
from desk.services.store import AnyRow

LEFT_TO_PEOPLE = frozenset({"hand_over", "bot_failed"})
"""Codes of the lines with which a bot leaves a conversation to people."""


class Pasts:
    """Keeper of what bots and people did before in conversations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, row: AnyRow, now: datetime) -> Past:
        """Return what came before a message; row: conversation_id, sender and bot_blocked_until."""
        today = select(func.count()).where(
            AutomaticAnswer.address == address_key(row.sender), AutomaticAnswer.at > now - DAY
        )
        ever = select(func.count()).where(AutomaticAnswer.conversation_id == row.conversation_id)
        return replace(
            self._of_people(row.conversation_id),
            today=self._session.scalar(today) or 0,
            ever=self._session.scalar(ever) or 0,
            blocked_until=row.bot_blocked_until,
        )

    def is_handed_over(self, conversation_id: str) -> bool:
        """Say whether a bot left a conversation to people, and none has answered since: bots keep quiet there."""
        return self._of_people(conversation_id).is_handed_over

    def _of_people(self, conversation_id: str) -> Past:
        there = Message.conversation_id == conversation_id
        person = select(func.max(Message.at)).where(
            there, Message.direction == Direction.OUTGOING, Message.author == Author.OPERATOR
        )
        said = (
            select(Message.at, Message.detail)
            .where(there, Message.direction == Direction.SYSTEM, Message.author == Author.SYSTEM)
            .order_by(Message.at.desc())
        )
        left = (row.at for row in self._session.execute(said) if row.detail.get("code") in LEFT_TO_PEOPLE)
        return Past(person_at=self._session.scalar(person), handed_over_at=next(left, None))
