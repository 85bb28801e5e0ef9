# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what all deeds on conversations share: rows held and changed, what they were, a line that says it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import Conversation, Membership, Message
from desk.models.vocabulary import Author, Direction, MembershipKind, MessageKind
from desk.services.inbox.filing import Line, Lines
from desk.services.inbox.handling.undo import Before, Member
from desk.services.inbox.sync import ServerJobs
from desk.services.store import AnyRow, held, portions

UNREAD = (
    Message.direction == Direction.INCOMING,
    Message.kind == MessageKind.MESSAGE,
    Message.is_read.is_(False),
)


class Deeds:
    """What can be done with conversations; every deed is one transaction and returns how to undo it.

    Announce CONVERSATIONS (and NOTICES, MAILBOXES, DRAFTS where a deed touches them) with every write. by: the operator
    who does it. at: now.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lines = Lines(session)
        self._server = ServerJobs(session)

    def _held(self, ids: Collection[str]) -> list[AnyRow]:
        """Return conversations that are there, in the order asked for; nobody else changes them until the commit."""
        found: dict[str, AnyRow] = {}
        for some in portions(ids):
            query = select(*Conversation.__table__.c).where(
                Conversation.id.in_(some),
                Conversation.deleted_at.is_(None),
                Conversation.merged_into.is_(None),
            )
            found |= {row.id: row for row in self._session.execute(held(query.order_by(Conversation.id)))}
        return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]

    def _one(self, conversation_id: str) -> AnyRow:
        """Return one conversation, held; NotFound."""
        rows = self._held([conversation_id])
        if not rows:
            raise NotFound("no_conversation", id=conversation_id)
        return rows[0]

    def _change(
        self, rows: Iterable[AnyRow], values: Mapping[str, object], at: datetime
    ) -> dict[str, Before]:
        """Give conversations the same values; return what was there before, of those that this changes."""
        changed = [row for row in rows if any(getattr(row, name) != value for name, value in values.items())]
        for some in portions([row.id for row in changed]):
            self._session.execute(
                update(Conversation)
                .where(Conversation.id.in_(some))
                .values(**values, updated_at=at, version=Conversation.version + 1)
                .execution_options(synchronize_session=False)
            )
        return {row.id: {name: getattr(row, name) for name in values} for row in changed}

    def _say(
        self, conversation_ids: Collection[str], code: str, by: str | None, at: datetime, **detail: object
    ) -> tuple[str, ...]:
        """Put a line that says what happened into conversations; return the lines' ids."""
        lines = [
            Line(
                conversation_id=id_,
                direction=Direction.SYSTEM,
                author=Author.SYSTEM,
                at=at,
                operator_id=by,
                detail={"code": code, **detail},
            )
            for id_ in conversation_ids
        ]
        return self._lines.add(lines, at) if lines else ()

    def _members(self, conversation_ids: Collection[str]) -> tuple[Member, ...]:
        found: list[Member] = []
        for some in portions(conversation_ids):
            query = select(
                Membership.conversation_id,
                Membership.operator_id,
                Membership.kind,
                Membership.created_at,
            ).where(Membership.conversation_id.in_(some))
            found += [Member(**row._mapping) for row in self._session.execute(query)]  # noqa: SLF001
        return tuple(found)

    def _message_ids(
        self, conversation_ids: Collection[str], *where: ColumnElement[bool]
    ) -> list[tuple[str, str]]:
        """Return (message, conversation) of the messages of conversations that fit, newest first in each."""
        found: list[tuple[str, str]] = []
        for some in portions(conversation_ids):
            query = (
                select(Message.id, Message.conversation_id)
                .where(Message.conversation_id.in_(some), *where)
                .order_by(Message.conversation_id, Message.at.desc(), Message.id.desc())
            )
            found += [(row[0], row[1]) for row in self._session.execute(query)]
        return found

    def _set_messages(self, message_ids: Collection[str], **values: object) -> None:
        for some in portions(message_ids):
            self._session.execute(
                update(Message)
                .where(Message.id.in_(some))
                .values(**values)
                .execution_options(synchronize_session=False)
            )


def of_kind(members: Sequence[Member], conversation_id: str, kind: MembershipKind) -> list[str]:
    """Return the operators of a conversation who are of a kind, in the order they came."""
    mine = [one for one in members if one.conversation_id == conversation_id and one.kind is kind]
    return [one.operator_id for one in sorted(mine, key=lambda one: one.created_at)]
