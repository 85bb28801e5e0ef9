# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps written messages that are sent again whole: what was written, and the line of the conversation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from desk.models import Message, ThreadReference, Written
from desk.services.delivery.replies import Replies
from desk.services.store import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One written message that goes once more; header_id: the Message-ID it goes under."""

    old_notification: str
    old_delivery: str
    new_notification: str
    new_delivery: str
    header_id: str


class Repeating:
    """Sending again what somebody wrote."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def possible(self, notification_ids: Collection[str]) -> frozenset[str]:
        """Return the notifications of which it is still known what was written."""
        if not notification_ids:
            return frozenset()
        return frozenset(Replies(self._session).contents(notification_ids))

    def repeat(self, repeats: Sequence[Repeat]) -> None:
        """Keep what was written for the new notifications; the lines of conversations follow the new deliveries.

        What answers the old Message-ID still finds its conversation.
        """
        contents = Replies(self._session).contents({one.old_notification for one in repeats})
        for one in repeats:
            content = contents[one.old_notification].as_json()
            values = {"notification_id": one.new_notification, "content": content}
            self._session.execute(insert(Written).values(**values))
            moved = (
                update(Message)
                .where(Message.delivery_id == one.old_delivery)
                .values(delivery_id=one.new_delivery, header_id=one.header_id)
                .returning(Message.conversation_id)
            )
            for conversation_id in self._session.scalars(moved).all():
                self._refer(one.header_id, conversation_id)

    def _refer(self, header_id: str, conversation_id: str) -> None:
        row = upsert(self._session, cast("Table", ThreadReference.__table__)).values(
            header_id=header_id, conversation_id=conversation_id
        )
        self._session.execute(row.on_conflict_do_nothing(index_elements=["header_id", "party"]))
