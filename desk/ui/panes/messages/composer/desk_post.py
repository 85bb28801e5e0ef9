# SPDX-License-Identifier: LicenseRef-Desk
"""Sends what was written in one shop, and takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desk import clock
from desk.models.vocabulary import DraftKind
from desk.services import inbox
from desk.services.inbox import DraftRow, Sent
from desk.services.store import Change, Database, Session
from desk.ui.panes.messages.composer.deeds import Gone, Order
from desk.ui.panes.messages.composer.desk_drafts import draft_place, my_id

NEWS = (Change.CONVERSATIONS, Change.DELIVERIES, Change.DRAFTS, Change.EVENTS)


class DeskPost:
    """See `deeds.Posting`; whoever inherits it has the database."""

    _db: Database

    async def send(self, order: Order) -> Gone:
        # The time in which it can be taken back begins once it is kept: a busy database does not use it up.
        if order.place.kind is DraftKind.NOTE:
            return await self._db.write(
                lambda session: _note(session, order, clock.now()), *NEWS, Change.NOTICES
            )
        sent = await self._db.write(lambda session: _send(session, order, clock.now()), *NEWS)
        return Gone(
            conversation_id=sent.conversation_id, message_id=sent.message_id, leaves_at=sent.leaves_at
        )

    async def take_back(self, message_id: str) -> DraftRow | None:
        now = clock.now()
        return await self._db.write(lambda session: inbox.Writing(session).take_back(message_id, now), *NEWS)

    async def send_now(self, message_id: str) -> None:
        now = clock.now()
        await self._db.write(lambda session: inbox.Writing(session).send_now(message_id, now), *NEWS)

    async def held_up(self, message_ids: tuple[str, ...]) -> int:
        return await self._db.read(lambda session: inbox.Writing(session).held_up(message_ids))

    async def not_left(self, message_ids: tuple[str, ...]) -> int:
        now = clock.now()
        return await self._db.read(lambda session: inbox.Writing(session).under_way(message_ids, now))


def _send(session: Session, order: Order, now: datetime) -> Sent:
    letter = inbox.Letter(
        place=draft_place(session, order.place),
        content=replace(order.content, send_at=order.at),
        draft_id=order.kept.id if order.kept is not None else None,
        seen_id=order.seen_id,
        is_sure=order.is_sure,
    )
    sent = inbox.Writing(session).send(letter, now)
    _drop_kept(session, order)
    return sent


def _note(session: Session, order: Order, now: datetime) -> Gone:
    conversation_id = order.place.conversation_id or ""
    message_id = inbox.Handling(session).note(
        conversation_id,
        order.content.text,
        operator_id=my_id(session),
        mentions=order.content.mentions,
        at=now,
    )
    _drop_kept(session, order)
    return Gone(conversation_id=conversation_id, message_id=message_id)


def _drop_kept(session: Session, order: Order) -> None:
    """Forget the draft of what was sent, also where it, or its beginning, was kept only after the order was given."""
    drafts = inbox.Drafts(session)
    if order.kept is not None:
        drafts.drop(order.kept.id)
    for row in drafts.of(order.place.conversation_id, my_id(session)):
        if row.kind is order.place.kind and _is_begun_by(row, order):
            drafts.drop(row.id)


def _is_begun_by(row: DraftRow, order: Order) -> bool:
    """Say whether a draft is what was sent, or its beginning; several new conversations may be begun at a time."""
    if order.place.kind is DraftKind.NEW:
        return row.content == order.content and row.customer_id == order.place.customer_id
    is_beginning = bool(row.content.text.strip()) and order.content.text.startswith(row.content.text)
    return is_beginning and set(row.content.files) <= set(order.content.files)
