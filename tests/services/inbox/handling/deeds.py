# SPDX-License-Identifier: LicenseRef-Desk
"""Deeds on conversations, and everything that undoing them must bring back."""

import pytest
from sqlalchemy import select

from desk.errors import Refused
from desk.models import (
    Conversation,
    Draft,
    Membership,
    Message,
    ThreadReference,
)
from desk.models.vocabulary import ConversationState, Direction, MembershipKind
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def everything(office):
    """Return all that undoing must bring back, of every conversation."""

    def work(session):
        skipped = {"version", "updated_at", "created_at"}
        rows = session.execute(select(*Conversation.__table__.c).order_by(Conversation.id)).mappings()
        said = select(
            Message.id, Message.conversation_id, Message.is_read, Message.is_flagged, Message.customer_id
        )
        members = select(Membership.conversation_id, Membership.operator_id, Membership.kind)
        references = select(ThreadReference.header_id, ThreadReference.party, ThreadReference.conversation_id)
        return (
            [{k: v for k, v in row.items() if k not in skipped} for row in rows if row["deleted_at"] is None],
            sorted(map(tuple, session.execute(said.where(Message.direction != Direction.SYSTEM)))),
            sorted(map(tuple, session.execute(members))),
            sorted(map(tuple, session.execute(references))),
            sorted(map(tuple, session.execute(select(Draft.id, Draft.conversation_id)))),
        )

    return office.db.read_now(work)


def refused(office, work):
    with pytest.raises(Refused) as caught:
        office.do(work)
    return [problem.code for problem in caught.value.problems]


def members(office, kind=MembershipKind.ASSIGNED):
    query = select(Membership.operator_id).where(Membership.kind == kind)
    return set(office.db.read_now(lambda s: s.scalars(query).all()))


DEEDS = {
    "assign": lambda o: lambda h: h.assign([o.conversation], [o.marc, o.camille], by=o.camille, at=NOW),
    "follow": lambda o: lambda h: h.follow([o.conversation], o.marc, at=NOW),
    "flag": lambda o: lambda h: h.flag([o.conversation], by=o.camille, at=NOW),
    "read": lambda o: lambda h: h.mark_read([o.conversation], by=o.camille, at=NOW),
    "archive": lambda o: lambda h: h.archive([o.conversation], by=o.camille, at=NOW),
    "snooze": lambda o: lambda h: h.snooze([o.conversation], until=None, by=o.camille, at=NOW),
    "tag": lambda o: lambda h: h.tag([o.conversation], add=["vip"], by=o.camille, at=NOW),
    "customer": lambda o: lambda h: h.set_customer([o.conversation], None, by=o.camille, at=NOW),
    "subject": lambda o: lambda h: h.set_subject(o.conversation, "Autre", by=o.camille, at=NOW),
    "bot": lambda o: lambda h: h.block_bot([o.conversation], until=None, by=o.camille, at=NOW),
    "delete": lambda o: lambda h: h.delete_conversations([o.conversation], on_server=True, by=o.camille, at=NOW),
}  # fmt: skip
