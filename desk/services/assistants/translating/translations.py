# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps messages in other languages: asked for, under way, done; the same message and language is asked for once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.orm import Session

from desk.models import Conversation, Message, Translation, new_id
from desk.models.vocabulary import Direction, MessageKind, TranslationState
from desk.services.inbox import TranslationRow
from desk.services.store import insert_rows

SPOKEN = (Direction.INCOMING, Direction.OUTGOING)
"""What may be given to an engine: notes never are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A message that waits to be translated. source: "" unknown."""

    id: str
    message_id: str
    conversation_id: str
    text: str
    subject: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A message that arrived and may need a translation. language: as it is known, "" unknown."""

    message_id: str
    text: str
    language: str


class Translations:
    """Keeper of translations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(
        self, message_ids: Collection[str], language: str, *, at: datetime, is_automatic: bool = False
    ) -> int:
        """Ask for messages in `language`; return how many are under way now.

        What is done or under way stays; what has failed or was put off is tried now. Notes and system lines are
        passed over.
        """
        spoken = select(Message.id).where(
            Message.id.in_(list(message_ids)),
            Message.direction.in_(SPOKEN),
            Message.kind == MessageKind.MESSAGE,
        )
        ids = list(self._session.scalars(spoken))
        states = self._states(ids, language)
        new = [id_ for id_ in ids if id_ not in states]
        insert_rows(
            self._session,
            Translation,
            [
                {
                    "id": new_id(),
                    "message_id": id_,
                    "language": language,
                    "state": TranslationState.IN_PROGRESS,
                    "is_automatic": is_automatic,
                    "created_at": at,
                }
                for id_ in new
            ],
        )
        undone = [id_ for id_, state in states.items() if state is not TranslationState.DONE]
        if undone:
            again = update(Translation).where(
                Translation.message_id.in_(undone),
                Translation.language == language,
                Translation.state != TranslationState.DONE,
            )
            self._session.execute(again.values(state=TranslationState.IN_PROGRESS, error="", retry_at=None))
        return len(new) + len(undone)

    def of(self, message_ids: Collection[str], language: str) -> Mapping[str, TranslationRow]:
        """Return message id → its translation into `language`, done or not."""
        query = select(
            Translation.message_id,
            Translation.language,
            Translation.source_language,
            Translation.engine,
            Translation.state,
            Translation.text,
            Translation.error,
            Translation.retry_at,
        ).where(Translation.message_id.in_(list(message_ids)), Translation.language == language)
        return {
            row.message_id: TranslationRow(
                language=row.language,
                source_language=row.source_language,
                engine=row.engine,
                state=row.state,
                text=row.text,
                error=row.error,
                retry_at=row.retry_at,
            )
            for row in self._session.execute(query)
        }

    def waiting(self, limit: int, now: datetime, without: Collection[str] = ()) -> tuple[Order, ...]:
        """Return what is to be translated now, oldest first, but not these ids."""
        query = (
            select(
                Translation.id,
                Translation.message_id,
                Translation.language,
                Message.conversation_id,
                Message.text,
                Message.subject,
                Message.language.label("source"),
            )
            .join(Message, Message.id == Translation.message_id)
            .where(Translation.state == TranslationState.IN_PROGRESS, _is_due(now))
            .order_by(Translation.id)
            .limit(limit + len(without))
        )
        rows = [row for row in self._session.execute(query) if row.id not in without]
        return tuple(
            Order(
                id=row.id,
                message_id=row.message_id,
                conversation_id=row.conversation_id,
                text=row.text,
                subject=row.subject,
                source=row.source,
                target=row.language,
            )
            for row in rows[:limit]
        )

    def finish(self, order: Order, text: str, source: str, engine: str) -> None:
        """Keep a translation, and the language the message turned out to be in."""
        done = update(Translation).where(Translation.id == order.id)
        self._session.execute(
            done.values(
                state=TranslationState.DONE,
                text=text,
                source_language=source[:12],
                engine=engine,
                error="",
                retry_at=None,
            )
        )
        if source and not order.source:
            self.note_language(order.message_id, source)

    def put_off(self, order_ids: Collection[str], error: str, until: datetime) -> None:
        """Let translations wait; error: a code, shown in words."""
        waiting = update(Translation).where(
            Translation.id.in_(list(order_ids)), Translation.state == TranslationState.IN_PROGRESS
        )
        self._session.execute(waiting.values(error=error[:300], retry_at=until))

    def put_off_all(self, error: str, until: datetime, now: datetime) -> None:
        """Let everything wait that could be tried now: none of it would do better."""
        waiting = update(Translation).where(Translation.state == TranslationState.IN_PROGRESS, _is_due(now))
        self._session.execute(waiting.values(error=error[:300], retry_at=until))

    def soonest(self) -> datetime | None:
        """Return when the first of those that were put off is tried again; None for none."""
        query = select(func.min(Translation.retry_at)).where(
            Translation.state == TranslationState.IN_PROGRESS
        )
        return self._session.execute(query).scalar_one()

    def fail(self, order_ids: Collection[str], error: str) -> None:
        """Give up on translations; error: a code, shown in words."""
        given_up = update(Translation).where(
            Translation.id.in_(list(order_ids)), Translation.state == TranslationState.IN_PROGRESS
        )
        self._session.execute(
            given_up.values(state=TranslationState.FAILED, error=error[:300], retry_at=None)
        )

    def note_language(self, message_id: str, language: str) -> None:
        """Keep the language of a message, and of its conversation where none is known."""
        self._session.execute(
            update(Message)
            .where(Message.id == message_id, Message.language == "")
            .values(language=language[:12])
        )
        of = select(Message.conversation_id).where(Message.id == message_id).scalar_subquery()
        self._session.execute(
            update(Conversation)
            .where(Conversation.id == of, Conversation.language == "")
            .values(language=language[:12])
            .execution_options(synchronize_session=False)
        )

    def candidates(self, since: datetime, language: str, limit: int) -> tuple[Candidate, ...]:
        """Return what came in after `since` and was not translated into `language` yet, newest first."""
        known = exists().where(Translation.message_id == Message.id, Translation.language == language)
        query = (
            select(Message.id, Message.text, Message.language)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Conversation.last_at >= since,
                Message.received_at >= since,
                Message.direction == Direction.INCOMING,
                Message.kind == MessageKind.MESSAGE,
                ~known,
            )
            .order_by(Message.received_at.desc())
            .limit(limit)
        )
        return tuple(
            Candidate(message_id=row.id, text=row.text, language=row.language)
            for row in self._session.execute(query)
        )

    def _states(self, message_ids: Sequence[str], language: str) -> dict[str, TranslationState]:
        query = select(Translation.message_id, Translation.state).where(
            Translation.message_id.in_(message_ids), Translation.language == language
        )
        return {row.message_id: row.state for row in self._session.execute(query)}


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(Translation.retry_at.is_(None), Translation.retry_at <= now)
