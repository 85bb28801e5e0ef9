# SPDX-License-Identifier: LicenseRef-Desk
"""Does on one shop what the composer wants done; every call waits for the store, on the store's own threads."""

from __future__ import annotations

import platform
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from desk import clock
from desk.services import inbox
from desk.services.shop import Operators
from desk.services.store import Change, Session
from desk.translation import _
from desk.ui.panes.messages.composer.desk_drafts import DeskDrafts, my_id
from desk.ui.panes.messages.composer.desk_post import DeskPost
from desk.ui.panes.messages.composer.presence_model import Colleague

if TYPE_CHECKING:
    from desk.bootstrap import Desk


class DeskDeeds(DeskDrafts, DeskPost):
    """Deeds on one shop: drafts, sending, presence, translation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workstation = workstation(str(desk.config.home))

    async def here(self, conversation_id: str, *, is_writing: bool) -> None:
        now, station = clock.now(), self._workstation

        def work(session: Session) -> None:
            inbox.Presences(session).here(
                conversation_id, station, my_id(session), is_writing=is_writing, at=now
            )

        await self._db.write(work, Change.PRESENCE)

    async def away(self) -> None:
        station = self._workstation
        await self._db.write(lambda session: inbox.Presences(session).leave(station), Change.PRESENCE)

    def others(self, conversation_id: str) -> Callable[[Session], tuple[Colleague, ...]]:
        station = self._workstation
        return lambda session: _others(session, conversation_id, station)

    # -------------------------------------------------------------------------------- translation

    async def is_ready(self) -> bool:
        """Say whether a translation service is set up."""
        from desk.services.assistants import engine_ready

        return await self._db.read(engine_ready)

    async def translate(self, text: str, target: str) -> str:
        """Return `text` in another language; raises as `assistants.translate`."""
        from desk.services.assistants import translate

        return await translate(self._db, text, target=target)


def workstation(home: str) -> str:
    """Return what this workstation is called: the same for every window on one data folder of one machine."""
    return f"{platform.node()[:40]}-{sha256(home.encode()).hexdigest()[:12]}"


def _others(session: Session, conversation_id: str, station: str) -> tuple[Colleague, ...]:
    names: dict[str, str] = {one.id: one.name for one in Operators(session).all()}
    drafts = {
        one.operator_id: one.id for one in inbox.Drafts(session).of_others(conversation_id, my_id(session))
    }
    found = [
        Colleague(
            name=names.get(row.operator_id or "", "") or _("Somebody"),
            is_writing=row.is_writing,
            draft_id=drafts.get(row.operator_id, ""),
        )
        for row in inbox.Presences(session).others(conversation_id, station, clock.now())
    ]
    return tuple(found)
