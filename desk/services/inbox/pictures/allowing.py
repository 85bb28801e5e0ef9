# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps whose distant pictures are shown: those of one message, or of a sender for good."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from desk.models import ImageAllowance, Message
from desk.services.shop import normalise_email


class Pictures:
    """Keeper of what a person allowed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def allow_message(self, message_id: str, *, allowed: bool = True) -> None:
        """Show the pictures of one message from now on, or no longer."""
        query = update(Message).where(Message.id == message_id).values(images_allowed=allowed)
        self._session.execute(query)

    def allow_sender(self, address: str, operator_id: str | None, at: datetime) -> str:
        """Show the pictures of everything a sender writes; return the address as it is kept, "" for none."""
        kept = _kept(address)
        if kept and not self.is_allowed(kept):
            values = {"address": kept, "operator_id": operator_id, "allowed_at": at}
            self._session.execute(insert(ImageAllowance).values(values))
        return kept

    def block_sender(self, address: str, conversation_id: str) -> None:
        """Show a sender's pictures no longer without asking, and none of them in the conversation that is open."""
        kept = _kept(address)
        self._session.execute(delete(ImageAllowance).where(ImageAllowance.address == kept))
        shown = select(Message.id, Message.sender).where(
            Message.conversation_id == conversation_id, Message.images_allowed
        )
        theirs = [row.id for row in self._session.execute(shown) if _kept(row.sender) == kept]
        if theirs:
            query = update(Message).where(Message.id.in_(theirs))
            self._session.execute(query.values(images_allowed=False))

    def is_allowed(self, address: str) -> bool:
        """Say whether a sender's pictures are shown without asking."""
        query = select(ImageAllowance.address).where(ImageAllowance.address == _kept(address))
        return self._session.execute(query).first() is not None


def _kept(address: str) -> str:
    return (normalise_email(address) or address.strip()).casefold()[:320]
