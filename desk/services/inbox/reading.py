# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the message centre readable: the list, its counts, one conversation with its lines, the bytes behind them."""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import orjson
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desk.errors import NotFound
from desk.models import (
    Attachment,
    Blob,
    Content,
    Conversation,
    Delivery,
    Draft,
    Membership,
    Message,
    Notification,
    Written,
)
from desk.models.vocabulary import Channel, ConversationState, DeliveryState, Direction, MembershipKind
from desk.services.inbox.listing import THERE, Key, Listing, found_ids
from desk.services.inbox.mail import attachment_bytes, attachments_bytes, read_mail
from desk.services.inbox.rows import (
    AttachmentRow,
    ConversationCard,
    ConversationFilter,
    ConversationRow,
    MessageRow,
)
from desk.services.inbox.search import found_conversations
from desk.services.inbox.thread import Thread, attachment_row
from desk.services.store import AnyRow

FAILED = frozenset({DeliveryState.BOUNCED, DeliveryState.FAILED, DeliveryState.UNDELIVERABLE})
MOST_TAGS = 200
_SCANNED_FOR_TAGS = 3_000
_LINE = (
    *(
        getattr(Conversation, name)
        for name in ConversationRow.__dataclass_fields__
        if hasattr(Conversation, name)
    ),
    Conversation.correspondent,
    Conversation.correspondent_name,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """How many conversations there are. unread: of those in progress."""

    in_progress: int = 0
    snoozed: int = 0
    unread: int = 0


class Inbox:
    """Reader of conversations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, wanted: ConversationFilter, after: Key | None = None, limit: int = 100
    ) -> tuple[ConversationRow, ...]:
        """Return the lines that follow `after`: (last_at, id), or (waiting_since, id) in the order of waiting."""
        among = found_conversations(self._session, wanted.words) if wanted.words.strip() else None
        ids = found_ids(self._session, Listing(wanted=wanted, among=among), after, limit)
        rows = self.by_ids(ids)
        return tuple(rows[id_] for id_ in ids if id_ in rows)

    def by_ids(self, ids: Collection[str]) -> dict[str, ConversationRow]:
        """Return id → line of those that exist, whatever became of them; meant for a few hundred."""
        if not ids:
            return {}
        found = self._session.execute(select(*_LINE).where(Conversation.id.in_(ids))).all()
        drafted = frozenset(
            self._session.scalars(select(Draft.conversation_id).where(Draft.conversation_id.in_(ids)))
        )
        failed = self._failed(ids)
        return {row.id: _line(row, drafted, failed) for row in found}

    def counts(self) -> InboxCounts:
        """Return how much there is to do; the archived, which are most of all, are not counted: nobody asks."""
        is_open = Conversation.state == ConversationState.IN_PROGRESS
        return InboxCounts(
            in_progress=self._count(is_open),
            snoozed=self._count(Conversation.state == ConversationState.SNOOZED),
            unread=self._count(is_open, Conversation.unread > 0),
        )

    def card(self, conversation_id: str) -> ConversationCard:
        """Return one conversation, or the one that it became part of; NotFound when it was deleted."""
        query = select(
            Conversation.id, Conversation.record_choices, Conversation.merged_into, Conversation.deleted_at
        )
        row = self._session.execute(query.where(Conversation.id == conversation_id)).first()
        if row is None or row.deleted_at is not None:
            raise NotFound("no_conversation", id=conversation_id)
        if row.merged_into:
            return self.card(row.merged_into)
        following = Membership.kind == MembershipKind.FOLLOWING
        followers = select(Membership.operator_id).where(
            Membership.conversation_id == conversation_id, following
        )
        return ConversationCard(
            row=self.by_ids([conversation_id])[conversation_id],
            record_choices=tuple(row.record_choices),
            follower_ids=tuple(self._session.scalars(followers.order_by(Membership.created_at))),
            merged_into=None,
        )

    def thread(
        self, conversation_id: str, before: Key | None = None, limit: int = 50
    ) -> tuple[MessageRow, ...]:
        """Return the newest `limit` messages before `before` (a row's at and id), oldest first.

        What rules sent to the customer stands between them, with the id of its delivery.
        """
        return Thread(self._session).page(conversation_id, before, limit)

    def heard(self, conversation_id: str) -> frozenset[Channel]:
        """Return the channels on which the other side has written in a conversation."""
        query = select(Message.channel).where(
            Message.conversation_id == conversation_id, Message.direction == Direction.INCOMING
        )
        return frozenset(one for one in self._session.scalars(query.distinct()) if one is not None)

    def message(self, message_id: str) -> MessageRow:
        """Return one message; NotFound."""
        rows = Thread(self._session).some([message_id])
        if not rows:
            raise NotFound("no_message", id=message_id)
        return rows[0]

    def raw(self, message_id: str) -> bytes:
        """Return a mail as it arrived or left; NotFound when there are no such bytes."""
        query = (
            select(Blob.body).join(Message, Message.raw_sha256 == Blob.sha256).where(Message.id == message_id)
        )
        body = self._session.scalar(query)
        if body is None:
            raise NotFound("no_source", id=message_id)
        return bytes(body)

    def html(self, message_id: str) -> str | None:
        """Return a message's HTML, unsafe as it came; None when it has none. Takes ids of deliveries too."""
        row = self._session.execute(
            select(Message.raw_sha256, Message.delivery_id).where(Message.id == message_id)
        ).first()
        if row is not None and row.raw_sha256:
            return read_mail(self.raw(message_id)).html
        written = self._written_html(row.delivery_id) if row is not None and row.delivery_id else None
        return written or self._sent_html(row.delivery_id if row is not None else message_id)

    def attachment(self, attachment_id: str) -> tuple[AttachmentRow, bytes]:
        """Return a file with its bytes; NotFound."""
        row = self._session.execute(
            select(*Attachment.__table__.c).where(Attachment.id == attachment_id)
        ).first()
        if row is None:
            raise NotFound("no_attachment", id=attachment_id)
        kept = self._session.scalar(select(Blob.body).where(Blob.sha256 == row.sha256))
        body = bytes(kept) if kept is not None else attachment_bytes(self.raw(row.message_id), row.position)
        return attachment_row(row), body

    def inline(self, message_id: str) -> Mapping[str, tuple[str, bytes]]:
        """Return content id → (media type, bytes) of the pictures that a mail's own HTML shows."""
        query = select(Attachment.position, Attachment.content_id, Attachment.media_type)
        shown = query.where(Attachment.message_id == message_id, Attachment.content_id != "")
        rows = self._session.execute(shown.order_by(Attachment.position)).all()
        raw = self.raw(message_id) if rows else b""
        bodies = attachments_bytes(raw, [row.position for row in rows])
        return {row.content_id: (row.media_type, bodies[row.position]) for row in rows}

    def tags(self) -> tuple[str, ...]:
        """Return the tags in use, in the order of the alphabet, at most MOST_TAGS."""
        found: set[str] = set()
        for state in ConversationState:
            recent = select(Conversation.tags).where(*THERE, Conversation.state == state)
            rows = self._session.scalars(
                recent.order_by(Conversation.last_at.desc()).limit(_SCANNED_FOR_TAGS)
            )
            found |= {tag for tags in rows for tag in tags}
        return tuple(sorted(found, key=str.casefold)[:MOST_TAGS])

    # ------------------------------------------------------------------------------------------ parts

    def _count(self, *where: ColumnElement[bool]) -> int:
        return int(
            self._session.scalar(select(func.count()).select_from(Conversation).where(*THERE, *where)) or 0
        )

    def _failed(self, ids: Collection[str]) -> frozenset[str]:
        """Return the conversations in which the newest thing sent did not arrive."""
        query = (
            select(Message.conversation_id, Delivery.state)
            .join(Delivery, Delivery.id == Message.delivery_id)
            .where(Message.conversation_id.in_(ids), Message.direction == Direction.OUTGOING)
            .order_by(Message.conversation_id, Message.at, Message.id)
        )
        last = {row[0]: row[1] for row in self._session.execute(query)}
        return frozenset(id_ for id_, state in last.items() if state in FAILED)

    def _written_html(self, delivery_id: str) -> str | None:
        query = (
            select(Written.content)
            .join(Notification, Notification.id == Written.notification_id)
            .join(Delivery, Delivery.notification_id == Notification.id)
            .where(Delivery.id == delivery_id)
        )
        content = self._session.scalar(query)
        return str(content.get("html") or "") or None if content else None

    def _sent_html(self, delivery_id: str | None) -> str | None:
        body = self._session.scalar(select(Content.body).where(Content.delivery_id == delivery_id))
        return str(orjson.loads(zlib.decompress(body)).get("html") or "") or None if body else None


def _line(row: AnyRow, drafted: frozenset[str | None], failed: frozenset[str]) -> ConversationRow:
    return ConversationRow(
        id=row.id,
        version=row.version,
        subject=row.subject,
        channel=row.channel,
        state=row.state,
        customer_id=row.customer_id,
        name=row.correspondent_name or row.correspondent,
        address=row.correspondent,
        record_id=row.record_id,
        location_id=row.location_id,
        mailbox_id=row.mailbox_id,
        last_at=row.last_at,
        last_author=row.last_author,
        preview=row.preview,
        unread=row.unread,
        message_count=row.message_count,
        is_flagged=row.is_flagged,
        has_attachment=row.has_attachment,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        tags=tuple(row.tags),
        assignee_ids=tuple(row.assignee_ids),
        language=row.language,
        bot_id=row.bot_id,
        bot_blocked_until=row.bot_blocked_until,
        has_draft=row.id in drafted,
        has_failure=row.id in failed,
    )
