# SPDX-License-Identifier: LicenseRef-Desk
"""Drafts and files of one shop, and what is known around them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import NotFound
from desk.services import inbox
from desk.services.inbox import AttachmentRow, DraftContent, DraftPlace, DraftRow, FileRef
from desk.services.shop import Operators
from desk.services.store import Change, Session
from desk.ui.panes.messages.composer.deeds import Place
from desk.ui.panes.messages.composer.file_taking import Given
from desk.ui.panes.messages.composer.letters import kept_as
from desk.ui.panes.messages.composer.readings import About, read_surroundings
from desk.ui.panes.messages.composer.state import Kept, Surroundings

if TYPE_CHECKING:
    from desk.bootstrap import Desk


class DeskDrafts:
    """See `deeds.Drafting`."""

    def __init__(self, desk: Desk) -> None:
        self._db = desk.db

    async def surroundings(self, about: About) -> Surroundings:
        now = clock.now()
        return await self._db.read(lambda session: read_surroundings(session, about, now))

    async def drafts(self, conversation_id: str | None) -> tuple[DraftRow, ...]:
        return await self._db.read(lambda session: inbox.Drafts(session).of(conversation_id, my_id(session)))

    async def draft(self, draft_id: str) -> DraftRow | None:
        """Return one draft, also a colleague's; None when it is gone."""
        try:
            return await self._db.read(lambda session: inbox.Drafts(session).get(draft_id))
        except NotFound:
            return None

    async def keep(self, place: Place, kept: Kept | None, content: DraftContent) -> Kept:
        now = clock.now()

        def work(session: Session) -> DraftRow:
            return inbox.Drafts(session).keep(
                draft_place(session, place),
                content,
                now,
                draft_id=kept.id if kept is not None else None,
                seen_version=kept.version if kept is not None else 0,
            )

        return kept_as(await self._db.write(work, Change.DRAFTS))

    async def drop(self, kept: Kept) -> None:
        await self._db.write(lambda session: inbox.Drafts(session).drop(kept.id), Change.DRAFTS)

    async def note_used(self, reply_id: str) -> None:
        """Note that a saved reply was put in."""
        await self._db.write(lambda session: inbox.SavedReplies(session).use(reply_id))

    async def put_file(self, name: str, media_type: str, body: bytes) -> FileRef:
        return await self._db.write(lambda session: inbox.Drafts(session).put_file(name, media_type, body))

    async def files_of(self, attachment_ids: tuple[str, ...]) -> tuple[Given, ...]:
        """Return files of messages that are passed on; those that are gone are left out."""
        found = []
        for one in attachment_ids:
            read = partial(_attachment, attachment_id=one)
            try:
                row, body = await self._db.read(read)
            except NotFound:
                continue
            found.append(Given(name=row.name, media_type=row.media_type, body=body))
        return tuple(found)


def _attachment(session: Session, attachment_id: str) -> tuple[AttachmentRow, bytes]:
    return inbox.Inbox(session).attachment(attachment_id)


def my_id(session: Session) -> str | None:
    """Return who works here; None for nobody."""
    me = Operators(session).at_work()
    return me.id if me is not None else None


def draft_place(session: Session, place: Place) -> DraftPlace:
    """Return where a letter of whoever works here belongs."""
    return DraftPlace(
        kind=place.kind,
        conversation_id=place.conversation_id,
        customer_id=place.customer_id,
        operator_id=my_id(session),
    )
