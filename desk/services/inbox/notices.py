# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what operators should know: the lines under the bell, and whether they were told elsewhere too."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from desk.models import Conversation, Membership, Message, Notice, Operator, new_id
from desk.models.columns import Json
from desk.models.vocabulary import Direction, MessageKind
from desk.services.inbox.rows import NoticeRow
from desk.services.store import AnyRow, changed_rows, insert_rows

ASSIGNED, REPLIED, MENTIONED, FAILED = "assigned", "replied", "mentioned", "failed"
WORTH_TELLING = timedelta(days=1)
"""Mail that is older when it is fetched is history: nobody is told of it."""
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """Something for one operator. detail: what its sentence names ("who", "subject")."""

    operator_id: str
    kind: str
    conversation_id: str | None = None
    message_id: str | None = None
    detail: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A notice that its operator wants by e-mail as well."""

    id: str
    kind: str
    operator_id: str
    name: str
    email: str
    language: str
    conversation_id: str | None
    detail: Json


class Notices:
    """Keeper of notices; announce NOTICES with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, drafts: Iterable[NoticeDraft], now: datetime) -> int:
        """Tell operators; an unread notice of the same kind about the same conversation is brought up to date."""
        rows = []
        for draft in drafts:
            if draft.kind == REPLIED and self._again(draft, now):
                continue
            rows.append(
                {
                    "id": new_id(),
                    "created_at": now,
                    "operator_id": draft.operator_id,
                    "kind": draft.kind,
                    "conversation_id": draft.conversation_id,
                    "message_id": draft.message_id,
                    "detail": draft.detail,
                    "read_at": None,
                    "told_at": None,
                }
            )
        insert_rows(self._session, Notice, rows)
        return len(rows)

    def replied(self, message_ids: Collection[str], now: datetime) -> int:
        """Tell who looks after, or follows, the conversations of new messages that customers wrote.

        For whoever files messages, in the same transaction; what is old or a machine's own is passed over.
        """
        if not message_ids:
            return 0
        query = (
            select(
                Message.id,
                Message.conversation_id,
                Message.preview,
                Conversation.subject,
                Conversation.correspondent_name,
                Conversation.correspondent,
                Membership.operator_id,
            )
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(Membership, Membership.conversation_id == Conversation.id)
            .where(
                Message.id.in_(list(message_ids)),
                Message.direction == Direction.INCOMING,
                Message.kind == MessageKind.MESSAGE,
                Message.is_automatic.is_(False),
                Message.at >= now - WORTH_TELLING,
            )
            .order_by(Message.at, Message.id)
        )
        newest: dict[tuple[str, str], NoticeDraft] = {}
        for row in self._session.execute(query):
            detail = {
                "who": row.correspondent_name or row.correspondent,
                "subject": row.subject,
                "preview": row.preview,
            }
            newest[row.operator_id, row.conversation_id] = NoticeDraft(
                operator_id=row.operator_id,
                kind=REPLIED,
                conversation_id=row.conversation_id,
                message_id=row.id,
                detail=detail,
            )
        return self.add(newest.values(), now)

    def page(self, operator_id: str, after: str | None = None, limit: int = 50) -> tuple[NoticeRow, ...]:
        """Return an operator's notices that follow `after`, newest first."""
        query = select(*_COLUMNS).where(Notice.operator_id == operator_id)
        if after is not None:
            query = query.where(Notice.id < after)
        return tuple(
            _row(row) for row in self._session.execute(query.order_by(Notice.id.desc()).limit(limit))
        )

    def unread(self, operator_id: str) -> int:
        """Return how many an operator has not read, MOST at the most."""
        some = select(Notice.id).where(_unread_of(operator_id)).limit(MOST).subquery()
        return self._session.execute(select(func.count()).select_from(some)).scalar_one()

    def mark_read(
        self,
        operator_id: str,
        now: datetime,
        *,
        ids: Collection[str] = (),
        conversation_ids: Collection[str] = (),
    ) -> int:
        """Note that an operator has read some, those about conversations, or (asked for neither) all."""
        query = update(Notice).where(_unread_of(operator_id))
        if ids:
            query = query.where(Notice.id.in_(list(ids)))
        if conversation_ids:
            query = query.where(Notice.conversation_id.in_(list(conversation_ids)[:MOST]))
        return changed_rows(self._session, query.values(read_at=now))

    def read_elsewhere(self, conversation_ids: Collection[str], now: datetime) -> None:
        """Note that answers are read, of conversations in which another program has left nothing unread."""
        ids = list(conversation_ids)
        for start in range(0, len(ids), MOST):
            read = select(Conversation.id).where(
                Conversation.id.in_(ids[start : start + MOST]), Conversation.unread == 0
            )
            self._session.execute(
                update(Notice)
                .where(Notice.kind == REPLIED, Notice.read_at.is_(None), Notice.conversation_id.in_(read))
                .values(read_at=now)
                .execution_options(synchronize_session=False)
            )

    def untold(self, before: datetime, limit: int = 50) -> tuple[Untold, ...]:
        """Return what operators want by e-mail too and have not read since `before`, oldest first."""
        wishes = self._wishes()
        if not wishes:
            return ()
        query = (
            select(
                Notice.id,
                Notice.kind,
                Notice.operator_id,
                Notice.conversation_id,
                Notice.detail,
                Operator.name,
                Operator.email,
                Operator.language,
            )
            .join(Operator, Operator.id == Notice.operator_id)
            .where(
                or_(*((Notice.operator_id == who) & Notice.kind.in_(kinds) for who, kinds in wishes.items())),
                Notice.read_at.is_(None),
                Notice.told_at.is_(None),
                Notice.created_at <= before,
                Notice.created_at > before - WORTH_TELLING,
            )
            .order_by(Notice.id)
            .limit(limit)
        )
        return tuple(Untold(**row._mapping) for row in self._session.execute(query))  # noqa: SLF001

    def mark_told(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these were told outside the window as well."""
        if ids:
            self._session.execute(update(Notice).where(Notice.id.in_(list(ids))).values(told_at=now))

    def _again(self, draft: NoticeDraft, now: datetime) -> bool:
        """Bring an unread notice up to date instead of adding another one; say whether there was one."""
        same = (
            update(Notice)
            .where(
                _unread_of(draft.operator_id),
                Notice.kind == draft.kind,
                Notice.conversation_id == draft.conversation_id,
            )
            .values(message_id=draft.message_id, detail=draft.detail, created_at=now)
        )
        return bool(changed_rows(self._session, same))

    def _wishes(self) -> dict[str, frozenset[str]]:
        """Return operator → the kinds of notices that they want by e-mail."""
        query = select(Operator.id, Operator.wishes).where(Operator.is_active, Operator.email != "")
        found = {}
        for row in self._session.execute(query.limit(MOST)):
            kinds = frozenset(
                kind
                for kind in (ASSIGNED, REPLIED)
                if isinstance(row.wishes, dict) and row.wishes.get(f"email_{kind}")
            )
            if kinds:
                found[row.id] = kinds
        return found


_COLUMNS = (
    Notice.id,
    Notice.kind,
    Notice.conversation_id,
    Notice.message_id,
    Notice.detail,
    Notice.created_at,
    Notice.read_at,
)


def _unread_of(operator_id: str) -> ColumnElement[bool]:
    return (Notice.operator_id == operator_id) & Notice.read_at.is_(None)


def _row(row: AnyRow) -> NoticeRow:
    return NoticeRow(
        id=row.id,
        kind=row.kind,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        detail=row.detail,
        created_at=row.created_at,
        is_read=row.read_at is not None,
    )
