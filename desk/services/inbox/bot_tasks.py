# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps which messages a bot should look at: durable, and each message once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, delete, exists, func, select, update
from sqlalchemy.orm import Session

from desk.models import Bot, BotTask, Message
from desk.models.vocabulary import Direction, MessageKind
from desk.services.shop import Deed, needs
from desk.services.store import changed_rows, upsert

BOTS_LOOK_BACK = timedelta(hours=12)
"""Older mail is history that is being fetched: nobody waits for an answer by itself any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotTaskRow:
    """One message to look at. is_forced: a person asked for it now."""

    message_id: str
    conversation_id: str
    due_at: datetime
    attempts: int
    is_forced: bool


class BotTasks:
    """Keeper of what bots have to do."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, message_ids: Collection[str], now: datetime) -> int:
        """Let bots look at messages that were just kept; return how many. Called by whoever files them.

        Only words of others count that arrived lately and that no machine wrote; without a bot nothing is done.
        """
        if not message_ids or not self._session.scalar(select(exists().where(Bot.is_active))):
            return 0
        query = select(Message.id, Message.conversation_id).where(
            Message.id.in_(list(message_ids)),
            Message.direction == Direction.INCOMING,
            Message.kind == MessageKind.MESSAGE,
            Message.is_automatic.is_(False),
            Message.at > now - BOTS_LOOK_BACK,
        )
        found = self._session.execute(query).all()
        for row in found:
            self._insert(row.id, row.conversation_id, now, is_forced=False)
        return len(found)

    @needs(Deed.REPLY)
    def force(self, conversation_id: str, now: datetime) -> bool:
        """Let a bot answer the newest message of a conversation now; False when that is no customer's."""
        return self._force(conversation_id, now)

    def pass_on(self, task: BotTaskRow, now: datetime) -> None:
        """Take a task off the list; what a person asked for holds for what the customer has written since."""
        if self.finish(task.message_id) and task.is_forced:
            self._force(task.conversation_id, now, but=task.message_id)

    def due(self, now: datetime, limit: int) -> tuple[BotTaskRow, ...]:
        """Return what is due, oldest first."""
        query = select(*BotTask.__table__.c).where(BotTask.due_at <= now)
        return tuple(
            BotTaskRow(
                message_id=row.message_id,
                conversation_id=row.conversation_id,
                due_at=row.due_at,
                attempts=row.attempts,
                is_forced=row.is_forced,
            )
            for row in self._session.execute(query.order_by(BotTask.due_at).limit(limit))
        )

    def next_due(self) -> datetime | None:
        """Return when the next one is due."""
        found: datetime | None = self._session.scalar(select(func.min(BotTask.due_at)))
        return found

    def put_off(self, message_id: str, until: datetime, *, counts: bool) -> None:
        """Look at a message later; counts: whether that was a try."""
        query = update(BotTask).where(BotTask.message_id == message_id)
        self._session.execute(query.values(due_at=until, attempts=BotTask.attempts + int(counts)))

    def finish(self, message_id: str) -> bool:
        """Take a task off the list; False when it was off already: then somebody else has answered."""
        return changed_rows(self._session, delete(BotTask).where(BotTask.message_id == message_id)) > 0

    def _force(self, conversation_id: str, now: datetime, *, but: str = "") -> bool:
        query = (
            select(Message.id, Message.direction)
            .where(
                Message.conversation_id == conversation_id,
                Message.direction.in_((Direction.INCOMING, Direction.OUTGOING)),
                Message.kind == MessageKind.MESSAGE,
            )
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(1)
        )
        newest = self._session.execute(query).first()
        if newest is None or newest.direction is not Direction.INCOMING or newest.id == but:
            return False
        self._insert(newest.id, conversation_id, now, is_forced=True)
        return True

    def _insert(self, message_id: str, conversation_id: str, now: datetime, *, is_forced: bool) -> None:
        table = BotTask.__table__
        assert isinstance(table, Table)
        row = upsert(self._session, table).values(
            message_id=message_id,
            conversation_id=conversation_id,
            due_at=now,
            attempts=0,
            is_forced=is_forced,
        )
        if is_forced:
            again = {"due_at": now, "attempts": 0, "is_forced": True}
            self._session.execute(row.on_conflict_do_update(index_elements=["message_id"], set_=again))
        else:
            self._session.execute(row.on_conflict_do_nothing(index_elements=["message_id"]))
