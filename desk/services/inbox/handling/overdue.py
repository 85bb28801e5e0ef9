# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps whose waiting has become longer than the shop wants, and has not been told yet."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Conversation, Event
from desk.models.vocabulary import ConversationState
from desk.services.inbox.handling.waiting_target import Lateness, waiting_of
from desk.services.inbox.tidings import WAITING, Overdue, Tidings, waiting_key
from desk.services.shop import Locations, LocationView, Settings
from desk.services.store import AnyRow

LOOKS_BACK = timedelta(days=14)
"""A longer waiting is known; whoever turns this on is not told of years."""
LIMIT = 500


class OverdueWaits:
    """Reader of waitings that are too long."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, now: datetime) -> tuple[Overdue, ...]:
        """Return those that nobody was told of, LIMIT at most, the newest first."""
        target = timedelta(hours=Settings(self._session).get().answer_within_hours)
        query = (
            select(Conversation.id, Conversation.waiting_since, Conversation.location_id)
            .where(
                Conversation.state == ConversationState.IN_PROGRESS,
                Conversation.waiting_since <= now - target,
                Conversation.waiting_since > now - LOOKS_BACK,
                Conversation.deleted_at.is_(None),
                Conversation.merged_into.is_(None),
            )
            .order_by(Conversation.waiting_since.desc())
            .limit(LIMIT)
        )
        rows = self._untold(list(self._session.execute(query)))
        if not rows:
            return ()
        keeper = Locations(self._session)
        places, usual = {view.id: view for view in keeper.all()}, keeper.default()
        found = (_overdue(row, places.get(row.location_id, usual), target, now) for row in rows)
        return tuple(one for one in found if one is not None)

    def tell(self, now: datetime) -> int:
        """Say so in the journal; return how many were new."""
        return len(Tidings(self._session).waiting(self.find(now)))

    def _untold(self, rows: list[AnyRow]) -> list[AnyRow]:
        keys = {waiting_key(row.id, row.waiting_since): row for row in rows}
        told = select(Event.key).where(Event.kind == WAITING, Event.key.in_(keys))
        for key in self._session.scalars(told) if keys else ():
            keys.pop(key, None)
        return list(keys.values())


def _overdue(row: AnyRow, place: LocationView | None, target: timedelta, now: datetime) -> Overdue | None:
    how = waiting_of(place, row.waiting_since, target, now)
    if how.lateness is not Lateness.LATE:
        return None
    minutes = int(how.waited.total_seconds() // 60)
    return Overdue(conversation_id=row.id, since=row.waiting_since, due_at=how.due_at or now, minutes=minutes)
