# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what the list shows: functions of a session that join several keepers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desk.services import assistants, inbox
from desk.services.shop import Locations, LocationView, OperatorCard, Operators, Settings
from desk.services.store import Session
from desk.ui.panes.messages.mailbox_bar import Trouble, trouble_of

if TYPE_CHECKING:
    from desk.services.inbox import ConversationFilter, ConversationRow, InboxCounts, MailboxRow, Order

MOST_AT_ONCE = 1_000
"""More conversations than this are not changed in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters and menus offer. me: who works here, None in a shop without staff."""

    me: OperatorCard | None = None
    operators: tuple[OperatorCard, ...] = ()
    places: tuple[LocationView, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    has_mailbox: bool = True
    mailboxes: tuple[tuple[str, str], ...] = ()
    """(id, name)."""
    has_bot: bool = False
    """Whether a bot is active."""
    answer_within_hours: int = 4
    troubles: tuple[Trouble, ...] = ()
    """Mailboxes whose mail does not arrive."""

    @property
    def my_id(self) -> str:
        """Who works here; "" for nobody."""
        return self.me.id if self.me is not None else ""

    @property
    def names(self) -> Mapping[str, str]:
        """Operator → name."""
        return {one.id: one.name for one in self.operators}

    def place_name(self, location_id: str | None) -> str:
        """Return how a site is called; "" for none."""
        return next((place.name for place in self.places if place.id == location_id), "")


def read_choices(session: Session) -> Choices:
    """Return staff, sites, tags and whether there is a mailbox at all."""
    settings = Settings(session).get()
    boxes = inbox.Mailboxes(session).page(limit=50)
    return Choices(
        me=Operators(session).at_work(),
        operators=Operators(session).all(),
        places=Locations(session).all(),
        tags=inbox.Inbox(session).tags(),
        languages=settings.languages,
        answer_within_hours=settings.answer_within_hours,
        has_mailbox=bool(boxes),
        mailboxes=tuple((box.id, box.name) for box in boxes),
        has_bot=any(bot.is_active for bot in assistants.Bots(session).page()),
        troubles=_troubles(boxes) if not settings.is_sample else (),
    )


def _troubles(boxes: Sequence[MailboxRow]) -> tuple[Trouble, ...]:
    """Return what is wrong with mailboxes; nothing arrives in a sample shop, which says so by itself."""
    return tuple(one for one in map(trouble_of, boxes) if one is not None)


def read_counts(session: Session) -> InboxCounts:
    """Return how many conversations there are to look after."""
    return inbox.Inbox(session).counts()


def read_page(
    session: Session, asked: ConversationFilter, after: ConversationRow | None, limit: int
) -> Sequence[ConversationRow]:
    """Return the conversations that follow `after`, in the order asked for."""
    return inbox.Inbox(session).page(asked, position(after, asked.order), limit)


def position(row: ConversationRow | None, order: Order) -> tuple[datetime, str] | None:
    """Return where `row` stands in an order, as the inbox pages by it."""
    if row is None:
        return None
    if order is inbox.Order.WAITING and row.waiting_since is not None:
        return row.waiting_since, row.id
    return row.last_at, row.id


def read_row(session: Session, conversation_id: str) -> ConversationRow | None:
    """Return one line of the list; None when it is gone."""
    return inbox.Inbox(session).by_ids((conversation_id,)).get(conversation_id)
