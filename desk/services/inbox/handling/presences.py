# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps who has which conversation open, so that two do not answer the same customer."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from desk.models import Presence
from desk.services.inbox.rows import PresenceRow
from desk.services.store import upsert

STALE = timedelta(seconds=45)
"""Who was not seen for so long is gone: a window says every 15 seconds that it is there."""
FORGOTTEN = timedelta(minutes=10)


class Presences:
    """Keeper of presences; announce PRESENCE with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def here(
        self,
        conversation_id: str,
        workstation: str,
        operator_id: str | None,
        *,
        is_writing: bool,
        at: datetime,
    ) -> None:
        """Note that a workstation has a conversation open, and no other one."""
        elsewhere = Presence.workstation == workstation, Presence.conversation_id != conversation_id
        self._session.execute(delete(Presence).where(*elsewhere))
        self._session.execute(delete(Presence).where(Presence.seen_at < at - FORGOTTEN))
        values = {"operator_id": operator_id, "is_writing": is_writing, "seen_at": at}
        row = upsert(self._session, cast("Table", Presence.__table__)).values(
            conversation_id=conversation_id, workstation=workstation[:64], **values
        )
        keys = ["conversation_id", "workstation"]
        self._session.execute(row.on_conflict_do_update(index_elements=keys, set_=values))

    def leave(self, workstation: str) -> None:
        """Note that a workstation has no conversation open any more."""
        self._session.execute(delete(Presence).where(Presence.workstation == workstation[:64]))

    def others(self, conversation_id: str, workstation: str, at: datetime) -> tuple[PresenceRow, ...]:
        """Return who else has a conversation open at `at`; who is writing comes first."""
        query = (
            select(Presence.operator_id, Presence.workstation, Presence.is_writing, Presence.seen_at)
            .where(
                Presence.conversation_id == conversation_id,
                Presence.workstation != workstation[:64],
                Presence.seen_at >= at - STALE,
            )
            .order_by(Presence.is_writing.desc(), Presence.seen_at.desc())
            .limit(20)
        )
        return tuple(PresenceRow(**row._mapping) for row in self._session.execute(query))  # noqa: SLF001
