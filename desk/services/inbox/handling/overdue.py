# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps whose waiting has become longer than the shop wants, and has not been told yet."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from desk.models import Conversation, Event
from desk.models.vocabulary import ConversationState
from desk.services.inbox.handling.waiting_target import LONGEST, due_at, waited
from desk.services.inbox.tidings import WAITING, Overdue, Tidings, waiting_key
from desk.services.shop import Locations, LocationView, Settings
from desk.services.store import AnyRow

LOOKS_BACK = timedelta(days=14)
"""What has been too long for more than this is known; whoever turns this on is not told of years."""
LIMIT = 500


class OverdueWaits:
    """Reader of waitings that are too long."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, now: datetime) -> tuple[Overdue, ...]:
        """Return those that nobody was told of, LIMIT at most, the newest first."""
        target = timedelta(hours=Settings(self._session).get().answer_within_hours)
        keeper = Locations(self._session)
        places, usual = {view.id: view for view in keeper.all()}, keeper.default()
        found: list[Overdue] = []
        for rows in self._pages(target, now):
            told = (
                _overdue(row, places.get(row.location_id, usual), target, now) for row in self._untold(rows)
            )
            found += (one for one in told if one is not None)
            if len(found) >= LIMIT or _is_known(
                (*places.values(), usual), rows[-1].waiting_since, target, now
            ):
                break
        return tuple(found[:LIMIT])

    def tell(self, now: datetime) -> int:
        """Say so in the journal; return how many were new."""
        return len(Tidings(self._session).waiting(self.find(now)))

    def _pages(self, target: timedelta, now: datetime) -> Iterator[list[AnyRow]]:
        """Yield who can have waited too long, the newest first, LIMIT at a time."""
        query = (
            select(Conversation.id, Conversation.waiting_since, Conversation.location_id)
            .where(
                Conversation.state == ConversationState.IN_PROGRESS,
                Conversation.waiting_since <= now - target,
                Conversation.waiting_since > now - LOOKS_BACK - LONGEST,
                Conversation.deleted_at.is_(None),
                Conversation.merged_into.is_(None),
            )
            .order_by(Conversation.waiting_since.desc(), Conversation.id.desc())
            .limit(LIMIT)
        )
        after = query
        while rows := list(self._session.execute(after)):
            yield rows
            last = rows[-1]
            key = tuple_(Conversation.waiting_since, Conversation.id)
            after = query.where(key < (last.waiting_since, last.id))

    def _untold(self, rows: list[AnyRow]) -> list[AnyRow]:
        keys = {waiting_key(row.id, row.waiting_since): row for row in rows}
        told = select(Event.key).where(Event.kind == WAITING, Event.key.in_(keys))
        for key in self._session.scalars(told) if keys else ():
            keys.pop(key, None)
        return list(keys.values())


def _is_known(
    places: Iterable[LocationView | None], since: datetime, target: timedelta, now: datetime
) -> bool:
    """Say whether what began so long ago, or longer, has been too long for a while, wherever it is."""
    dues = (due_at(place, since, target) for place in places)
    return all(due is not None and due <= now - LOOKS_BACK for due in dues)


def _overdue(row: AnyRow, place: LocationView | None, target: timedelta, now: datetime) -> Overdue | None:
    due = due_at(place, row.waiting_since, target)
    if due is None or not now - LOOKS_BACK < due <= now:
        return None
    minutes = int(waited(place, row.waiting_since, now).total_seconds() // 60)
    return Overdue(conversation_id=row.id, since=row.waiting_since, due_at=due, minutes=minutes)
