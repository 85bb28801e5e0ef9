# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is being written, so that nothing that was typed is ever lost."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound
from desk.models import Draft, new_id
from desk.models.vocabulary import DraftKind
from desk.services.delivery import Blobs
from desk.services.inbox.rows import DraftContent, DraftRow, FileRef
from desk.services.inbox.writing.content import as_json, from_json
from desk.services.shop import Deed, Rights
from desk.services.store import AnyRow, changed_rows

MOST_DRAFTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlace:
    """Where a draft belongs. conversation_id: None for a new conversation."""

    kind: DraftKind
    conversation_id: str | None = None
    customer_id: str | None = None
    operator_id: str | None = None


class Drafts:
    """Keeper of drafts; announce Change.DRAFTS with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(
        self,
        place: DraftPlace,
        content: DraftContent,
        at: datetime,
        *,
        draft_id: str | None = None,
        seen_version: int = 0,
    ) -> DraftRow:
        """Keep a draft, a new one or over the version that was seen.

        Conflict("draft_changed") when somebody has kept it since; NotFound when it is gone.
        """
        deed = Deed.NOTE if place.kind is DraftKind.NOTE else Deed.REPLY
        Rights(self._session).demand(deed, place.operator_id)
        if draft_id is None:
            return self._new(place, content, at)
        query = (
            update(Draft)
            .where(Draft.id == draft_id, Draft.version == seen_version)
            .values(
                content=as_json(content),
                updated_at=at,
                version=Draft.version + 1,
                customer_id=place.customer_id,
            )
        )
        if not changed_rows(self._session, query):
            self.get(draft_id)
            raise Conflict("draft_changed", id=draft_id)
        return self.get(draft_id)

    def get(self, draft_id: str) -> DraftRow:
        """Return a draft; NotFound."""
        row = self._session.execute(select(*_COLUMNS).where(Draft.id == draft_id)).one_or_none()
        if row is None:
            raise NotFound("no_draft", id=draft_id)
        return _row(row)

    def of(self, conversation_id: str | None, operator_id: str | None) -> tuple[DraftRow, ...]:
        """Return an operator's drafts of a conversation, the newest of each kind; None: every one of new ones."""
        place = (
            Draft.conversation_id.is_(None)
            if conversation_id is None
            else (Draft.conversation_id == conversation_id)
        )
        whose = Draft.operator_id.is_(None) if operator_id is None else Draft.operator_id == operator_id
        query = select(*_COLUMNS).where(place, whose).order_by(Draft.updated_at.desc(), Draft.id.desc())
        found = [_row(row) for row in self._session.execute(query.limit(MOST_DRAFTS))]
        if conversation_id is None:
            return tuple(found)
        newest: dict[DraftKind, DraftRow] = {}
        for one in found:
            newest.setdefault(one.kind, one)
        return tuple(newest.values())

    def of_others(self, conversation_id: str, operator_id: str | None) -> tuple[DraftRow, ...]:
        """Return what colleagues are writing in a conversation, newest first."""
        query = (
            select(*_COLUMNS)
            .where(Draft.conversation_id == conversation_id, Draft.operator_id.is_distinct_from(operator_id))
            .order_by(Draft.updated_at.desc())
            .limit(MOST_DRAFTS)
        )
        return tuple(_row(row) for row in self._session.execute(query))

    def page(self, operator_id: str, limit: int = MOST_DRAFTS) -> tuple[DraftRow, ...]:
        """Return everything an operator has begun, newest first."""
        query = select(*_COLUMNS).where(Draft.operator_id == operator_id)
        found = self._session.execute(query.order_by(Draft.updated_at.desc(), Draft.id.desc()).limit(limit))
        return tuple(_row(row) for row in found)

    def drop(self, draft_id: str) -> bool:
        """Forget a draft; False when it was gone."""
        return bool(changed_rows(self._session, delete(Draft).where(Draft.id == draft_id)))

    def put_file(self, name: str, media_type: str, body: bytes) -> FileRef:
        """Keep the bytes of a file that goes with a draft."""
        sha256 = Blobs(self._session).put(body)
        return FileRef(name=name[:255], media_type=media_type[:100], size=len(body), sha256=sha256)

    def _new(self, place: DraftPlace, content: DraftContent, at: datetime) -> DraftRow:
        draft_id = new_id()
        self._session.execute(
            insert(Draft).values(
                id=draft_id,
                created_at=at,
                updated_at=at,
                version=1,
                kind=place.kind,
                conversation_id=place.conversation_id,
                operator_id=place.operator_id,
                customer_id=place.customer_id,
                content=as_json(content),
            )
        )
        return self.get(draft_id)


_COLUMNS = (
    Draft.id,
    Draft.version,
    Draft.kind,
    Draft.conversation_id,
    Draft.operator_id,
    Draft.customer_id,
    Draft.updated_at,
    Draft.content,
)


def _row(row: AnyRow) -> DraftRow:
    return DraftRow(
        id=row.id,
        version=row.version,
        kind=row.kind,
        conversation_id=row.conversation_id,
        operator_id=row.operator_id,
        customer_id=row.customer_id,
        updated_at=row.updated_at,
        content=from_json(row.content),
    )
