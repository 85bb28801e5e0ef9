# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the list quick: which conversations a filter shows, in which order, without reading the others' rows.

One index holds all that filters ask for (`ix_conversation_state`): a filter that few conversations pass walks
through the index alone, and only the lines of the page are read from the table.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, false, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from desk import clock
from desk.models import Conversation, Membership
from desk.models.vocabulary import ConversationState, MembershipKind
from desk.services.inbox.rows import ConversationFilter, Order
from desk.services.store import AnySelect

Key = tuple[datetime, str]
"""What a page begins after: the instant that the list is in the order of, and the id."""

THERE = (Conversation.deleted_at.is_(None), Conversation.merged_into.is_(None))
"""What neither was deleted nor became part of another."""

_ORDERS: dict[Order, tuple[InstrumentedAttribute[Any], bool]] = {
    Order.NEWEST: (Conversation.last_at, True),
    Order.OLDEST: (Conversation.last_at, False),
    Order.WAITING: (Conversation.waiting_since, False),
}
"""Order → by which column, and whether the greatest comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list shows. among: only these, where words were searched; None: all."""

    wanted: ConversationFilter
    among: Collection[str] | None = None

    def ids(self, after: Key | None, limit: int) -> AnySelect:
        """Return the query of the ids that follow `after`, each with what it stands in the order of."""
        column, is_falling = _ORDERS[self.wanted.order]
        where = [*THERE, *_conditions(self.wanted)]
        if self.among is not None:
            where.append(Conversation.id.in_(self.among) if self.among else false())
        if after is not None:
            place = tuple_(column, Conversation.id)
            where.append(place < after if is_falling else place > after)
        order = (
            (column.desc(), Conversation.id.desc()) if is_falling else (column.asc(), Conversation.id.asc())
        )
        return select(Conversation.id, column).where(*where).order_by(*order).limit(limit)


def found_ids(session: Session, listing: Listing, after: Key | None, limit: int) -> list[str]:
    """Return the ids of a page, in its order; where the state does not matter, each of them is walked by itself."""
    wanted = listing.wanted
    is_few = listing.among is not None or wanted.customer_id or wanted.record_id
    states = tuple(ConversationState) if wanted.state is None and not is_few else (wanted.state,)
    found = [
        (row[0], row[1])
        for state in states
        for row in session.execute(replace(listing, wanted=replace(wanted, state=state)).ids(after, limit))
    ]
    if len(states) > 1:
        found.sort(key=lambda row: (row[1], row[0]), reverse=_ORDERS[wanted.order][1])
    return [id_ for id_, _ in found[:limit]]


def _conditions(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    found = [*_plain(wanted), *_people(wanted)]
    if wanted.is_unread:
        found.append(Conversation.unread > 0)
    if wanted.is_flagged:
        found.append(Conversation.is_flagged.is_(True))
    if wanted.has_attachment:
        found.append(Conversation.has_attachment.is_(True))
    if wanted.channels:
        found.append(Conversation.channel.in_(wanted.channels))
    if wanted.tag:
        found.append(cast(Conversation.tags, String).contains(_as_kept(wanted.tag), autoescape=True))
    if wanted.waiting_for is not None:
        found.append(Conversation.waiting_since <= clock.now() - wanted.waiting_for)
    elif wanted.order is Order.WAITING:
        found.append(Conversation.waiting_since.is_not(None))
    return found


def _plain(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on columns that must be equal to what is asked, where something is."""
    asked: tuple[tuple[InstrumentedAttribute[Any], object], ...] = (
        (Conversation.state, wanted.state),
        (Conversation.last_author, wanted.last_author),
        (Conversation.location_id, wanted.location_id),
        (Conversation.mailbox_id, wanted.mailbox_id),
        (Conversation.customer_id, wanted.customer_id),
        (Conversation.record_id, wanted.record_id),
        (Conversation.language, wanted.language),
    )
    return [column == value for column, value in asked if value]


def _people(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.assignee_id:
        found.append(Conversation.id.in_(_of(wanted.assignee_id, MembershipKind.ASSIGNED)))
    if wanted.follower_id:
        found.append(Conversation.id.in_(_of(wanted.follower_id, MembershipKind.FOLLOWING)))
    if wanted.is_unassigned:
        anybody = select(Membership.conversation_id).where(Membership.kind == MembershipKind.ASSIGNED)
        found.append(Conversation.id.not_in(anybody))
    return found


def _of(operator_id: str, kind: MembershipKind) -> AnySelect:
    mine = Membership.operator_id == operator_id, Membership.kind == kind
    return select(Membership.conversation_id).where(*mine)


def _as_kept(tag: str) -> str:
    """Return a tag as it stands in the kept document, of which both databases write texts alike."""
    escaped = tag.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
