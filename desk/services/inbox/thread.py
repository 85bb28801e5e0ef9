# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: reads the lines of a conversation, with what the rules sent where it falls in time."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import orjson
from sqlalchemy import func, or_, select, tuple_, union
from sqlalchemy.orm import Session

from desk.models import (
    Attachment,
    Content,
    Conversation,
    Delivery,
    ImageAllowance,
    Message,
    Provider,
    ThreadReference,
    Translation,
)
from desk.models.vocabulary import Author, DeliveryState, Direction, MessageKind
from desk.services.inbox.mail import is_dangerous, preview
from desk.services.inbox.rows import AttachmentRow, DeliveryLook, MessageRow, TranslationRow
from desk.services.inbox.search import odd_header_id
from desk.services.store import AnyRow

Key = tuple[datetime, str]

MOST_SENT = 500
"""Deliveries of rules that one page of a conversation takes in."""
_LEFT = (
    DeliveryState.HANDED_OVER,
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.UNCONFIRMED,
    DeliveryState.BOUNCED,
    DeliveryState.FAILED,
)
_PREVIEW = 200
_AT = func.coalesce(Delivery.handed_over_at, Delivery.settled_at, Delivery.due_at)
_MESSAGE = select(*Message.__table__.c)
_LOOK = (
    Delivery.id,
    Delivery.state,
    Delivery.reason,
    Delivery.error,
    Delivery.due_at,
    Delivery.settled_at,
    Provider.is_sandbox,
)
_DELIVERY = (
    select(
        *_LOOK,
        Delivery.handed_over_at,
        Delivery.channel,
        Delivery.address,
        Delivery.rule_id,
        Content.subject,
        Content.body,
        (Content.delivery_id.is_not(None)).label("has_content"),
    )
    .outerjoin(Provider, Provider.id == Delivery.provider_id)
    .outerjoin(Content, Content.delivery_id == Delivery.id)
)


class Thread:
    """Reader of one conversation's lines."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, conversation_id: str, before: Key | None, limit: int) -> tuple[MessageRow, ...]:
        """Return the newest `limit` messages before `before`, oldest first, and the deliveries between them."""
        query = _MESSAGE.where(Message.conversation_id == conversation_id)
        if before is not None:
            query = query.where(tuple_(Message.at, Message.id) < before)
        query = query.order_by(Message.at.desc(), Message.id.desc()).limit(limit)
        messages = self._session.execute(query).all()
        since = (messages[-1].at, messages[-1].id) if messages else None
        is_whole = len(messages) < limit
        rows = [*self._rows(messages), *self._sent(conversation_id, since, before, is_whole=is_whole)]
        return tuple(sorted(rows, key=lambda row: (row.at, row.id)))

    def some(self, message_ids: Collection[str]) -> tuple[MessageRow, ...]:
        """Return messages by id, oldest first."""
        query = _MESSAGE.where(Message.id.in_(message_ids)).order_by(Message.at, Message.id)
        return tuple(self._rows(self._session.execute(query.limit(len(message_ids))).all()))

    # -------------------------------------------------------------------------------------- messages

    def _rows(self, messages: Sequence[AnyRow]) -> list[MessageRow]:
        ids = [row.id for row in messages]
        if not ids:
            return []
        files = self._files(ids)
        looks = self._looks([row.delivery_id for row in messages if row.delivery_id])
        translations = self._translations(ids)
        allowed = self._allowed({row.sender.casefold() for row in messages if row.has_html})
        return [
            _row(
                row,
                files=tuple(files[row.id]),
                look=looks.get(row.delivery_id or ""),
                translation=translations.get(row.id),
                is_allowed=row.sender.casefold() in allowed,
            )
            for row in messages
        ]

    def _files(self, message_ids: Collection[str]) -> dict[str, list[AttachmentRow]]:
        query = select(*Attachment.__table__.c).where(Attachment.message_id.in_(message_ids))
        found: defaultdict[str, list[AttachmentRow]] = defaultdict(list)
        for row in self._session.execute(query.order_by(Attachment.message_id, Attachment.position)):
            found[row.message_id].append(attachment_row(row))
        return found

    def _looks(self, delivery_ids: Collection[str]) -> dict[str, DeliveryLook]:
        if not delivery_ids:
            return {}
        query = select(*_LOOK).outerjoin(Provider, Provider.id == Delivery.provider_id)
        query = query.where(Delivery.id.in_(delivery_ids))
        return {row.id: _look(row) for row in self._session.execute(query)}

    def _translations(self, message_ids: Collection[str]) -> dict[str, TranslationRow]:
        query = select(*Translation.__table__.c).where(Translation.message_id.in_(message_ids))
        return {
            row.message_id: TranslationRow(
                language=row.language,
                source_language=row.source_language,
                engine=row.engine,
                state=row.state,
                text=row.text,
                error=row.error,
                retry_at=row.retry_at,
            )
            for row in self._session.execute(query.order_by(Translation.id))
        }

    def _allowed(self, senders: Collection[str]) -> frozenset[str]:
        if not senders:
            return frozenset()
        query = select(ImageAllowance.address).where(ImageAllowance.address.in_(senders))
        return frozenset(self._session.scalars(query))

    # ------------------------------------------------------------------------------ what the rules sent

    def _sent(
        self, conversation_id: str, since: Key | None, before: Key | None, *, is_whole: bool
    ) -> list[MessageRow]:
        """Return what rules sent to the customer about the same record, and what was answered here.

        since: the oldest message of the page; older deliveries come with the page that they fall into, and before
        the first message of all only what was answered.
        """
        about = self._session.execute(
            select(Conversation.customer_id, Conversation.record_id).where(Conversation.id == conversation_id)
        ).first()
        if about is None:
            return []
        named = select(ThreadReference.header_id).where(ThreadReference.conversation_id == conversation_id)
        answered = select(Delivery.id).where(Delivery.message_id.in_(named))
        is_theirs = [Delivery.customer_id == about.customer_id]
        if about.record_id:
            is_theirs.append(or_(Delivery.record_id == about.record_id, Delivery.record_id.is_(None)))
        if since is not None:
            is_theirs.append(since[0] <= _AT)
        theirs = select(Delivery.id).where(*is_theirs)
        wanted = union(answered, theirs) if about.customer_id else answered  # each by an index of its own
        query = _DELIVERY.where(Delivery.id.in_(wanted), Delivery.state.in_(_LEFT), Delivery.rule_id != "")
        if before is not None:
            query = query.where(before[0] > _AT)
        if since is not None and not is_whole:
            query = query.where(since[0] <= _AT)
        query = query.order_by(_AT.desc()).limit(MOST_SENT)
        return [_delivery_row(row, conversation_id) for row in self._session.execute(query)]


def attachment_row(row: AnyRow) -> AttachmentRow:
    """Return a file of a message."""
    return AttachmentRow(
        id=row.id,
        position=row.position,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        content_id=row.content_id,
        is_inline=row.is_inline,
        is_dangerous=is_dangerous(row.name, row.media_type),
    )


def _row(
    row: AnyRow,
    *,
    files: tuple[AttachmentRow, ...],
    look: DeliveryLook | None,
    translation: TranslationRow | None,
    is_allowed: bool,
) -> MessageRow:
    return MessageRow(
        id=row.id,
        conversation_id=row.conversation_id,
        direction=row.direction,
        kind=row.kind,
        channel=row.channel,
        author=row.author,
        operator_id=row.operator_id,
        rule_id=row.rule_id,
        bot_id=row.bot_id,
        sender=row.sender,
        sender_name=row.sender_name,
        recipients=row.recipients,
        subject=row.subject,
        text=row.text,
        preview=row.preview,
        has_html=row.has_html,
        at=row.at,
        is_read=row.is_read,
        is_flagged=row.is_flagged,
        is_automatic=row.is_automatic,
        images_allowed=row.images_allowed or is_allowed,
        is_sender_allowed=is_allowed,
        raw_sha256=row.raw_sha256,
        size=row.size,
        detail=row.detail,
        attachments=files,
        delivery=look,
        translation=translation,
        is_odd=row.header_id == odd_header_id(row.raw_sha256),
    )


def _delivery_row(row: AnyRow, conversation_id: str) -> MessageRow:
    said = orjson.loads(zlib.decompress(row.body)) if row.has_content else {}
    text = str(said.get("text") or "")
    return MessageRow(
        id=row.id,
        conversation_id=conversation_id,
        direction=Direction.OUTGOING,
        kind=MessageKind.MESSAGE,
        channel=row.channel,
        author=Author.RULE,
        operator_id=None,
        rule_id=row.rule_id,
        bot_id=None,
        sender="",
        sender_name="",
        recipients={"to": [["", row.address]]},
        subject=row.subject or "",
        text=text,
        preview=preview(text, _PREVIEW),
        has_html=bool(said.get("html")),
        at=row.handed_over_at or row.settled_at or row.due_at,
        is_read=True,
        is_flagged=False,
        is_automatic=True,
        images_allowed=True,
        is_sender_allowed=False,
        raw_sha256=None,
        size=0,
        detail={},
        attachments=(),
        delivery=_look(row),
        translation=None,
    )


def _look(row: AnyRow) -> DeliveryLook:
    return DeliveryLook(
        id=row.id,
        state=row.state,
        reason=row.reason,
        error=row.error,
        due_at=row.due_at,
        settled_at=row.settled_at,
        is_caught=bool(row.is_sandbox),
    )
