# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps conversations that turned out to be one: everything of the others moves over."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desk.models import (
    AutomaticAnswer,
    BotTask,
    Conversation,
    Draft,
    Membership,
    Message,
    Notice,
    Presence,
    ThreadReference,
)
from desk.models.vocabulary import ConversationState
from desk.services.inbox.filing.lines import Lines
from desk.services.store import AnyRow, insert_new

_MOVED = (Message, ThreadReference, Draft, Notice, AutomaticAnswer, BotTask)
_RANKS = (ConversationState.IN_PROGRESS, ConversationState.SNOOZED, ConversationState.ARCHIVED)
MOST = 1_000


class Merging:
    """Joins conversations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def join(self, merged: Mapping[str, str], now: datetime) -> None:
        """Move everything of each conversation to the one that it is part of (conversation → that one)."""
        for one, into in merged.items():
            self._move(one, into)
            self._combine(one, into, now)
        Lines(self._session).recount(set(merged.values()), now)

    def _move(self, one: str, into: str) -> None:
        for model in _MOVED:
            moved = update(model).where(model.conversation_id == one)
            self._session.execute(moved.values(conversation_id=into))
        self._session.execute(delete(Presence).where(Presence.conversation_id == one))
        columns = (Membership.operator_id, Membership.kind, Membership.created_at)
        theirs = select(*columns).where(Membership.conversation_id == one).limit(MOST)
        rows = [{"conversation_id": into, **row._mapping} for row in self._session.execute(theirs)]  # noqa: SLF001
        insert_new(self._session, Membership, rows)
        self._session.execute(delete(Membership).where(Membership.conversation_id == one))

    def _combine(self, one: str, into: str, now: datetime) -> None:
        query = select(*Conversation.__table__.c).where(Conversation.id.in_((one, into)))
        rows = {row.id: row for row in self._session.execute(query)}
        if len(rows) == 2:
            values = _both(rows[into], rows[one])
            self._session.execute(update(Conversation).where(Conversation.id == into).values(**values))
        self._session.execute(
            update(Conversation)
            .where(Conversation.id == one)
            .values(
                merged_into=into,
                updated_at=now,
                version=Conversation.version + 1,
                unread=0,
                waiting_since=None,
                snoozed_until=None,
            )
        )
        self._session.execute(
            update(Conversation).where(Conversation.merged_into == one).values(merged_into=into)
        )


def _both(into: AnyRow, one: AnyRow) -> dict[str, object]:
    """Return what holds for two conversations that are one."""
    state = min(into.state, one.state, key=_RANKS.index)
    record_id = into.record_id or one.record_id
    choices = () if record_id else dict.fromkeys([*into.record_choices, *one.record_choices])
    return {
        "state": state,
        "snoozed_until": (into.snoozed_until or one.snoozed_until)
        if state is ConversationState.SNOOZED
        else None,
        "customer_id": into.customer_id or one.customer_id,
        "correspondent": into.correspondent or one.correspondent,
        "correspondent_name": into.correspondent_name or one.correspondent_name,
        "record_id": record_id,
        "record_choices": list(choices),
        "location_id": into.location_id or one.location_id,
        "tags": list(dict.fromkeys([*into.tags, *one.tags])),
        "assignee_ids": list(dict.fromkeys([*into.assignee_ids, *one.assignee_ids])),
        "bot_blocked_until": max(
            (at for at in (into.bot_blocked_until, one.bot_blocked_until) if at), default=None
        ),
    }
