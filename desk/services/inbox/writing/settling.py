# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what follows once a written message has come to an end: its copy in Sent, or its words as a draft again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, literal_column, select, update
from sqlalchemy.orm import Session

from desk.models import (
    Blob,
    Conversation,
    Delivery,
    Draft,
    Folder,
    Mailbox,
    Message,
    Notification,
    Placement,
    Written,
)
from desk.models.mailbox import ANSWERED, SEEN
from desk.models.vocabulary import DeliveryState, Direction, FolderRole, Standing
from desk.services.delivery import Recovery, WrittenContent
from desk.services.inbox.filing import Lines
from desk.services.inbox.notices import FAILED, NoticeDraft, Notices
from desk.services.inbox.sync import ServerJobs
from desk.services.inbox.writing.drafts import DraftPlace, Drafts
from desk.services.inbox.writing.letters import draft_again
from desk.services.shop import doing
from desk.services.store import AnyRow, held

LIMIT = 200
SENT, RETURNED = "sent", "returned"
_GONE_OUT = (DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.BOUNCED)
_NEVER_LEFT = (DeliveryState.FAILED, DeliveryState.UNDELIVERABLE, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many copies go to Sent, how many texts came back, how many messages were proven to have left."""

    copied: int = 0
    returned: int = 0
    proven: int = 0
    looked_at: int = 0


class Settling:
    """What nobody has looked after yet; announce CONVERSATIONS, DRAFTS, NOTICES and MAILBOXES."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_work(self) -> bool:
        """Whether there is anything to do; a look costs no write."""
        if self._session.execute(_ENDED.limit(1)).first() is not None:
            return True
        return self._session.execute(_SEEN_IN_SENT.limit(1)).first() is not None

    def settle(self, now: datetime) -> Settled:
        """Look after what has ended, at most LIMIT at a time."""
        proven = sum(
            Recovery(self._session).resolve(row.id, arrived=True, now=now)
            for row in self._session.execute(_SEEN_IN_SENT.limit(LIMIT)).all()
        )
        copied = returned = 0
        ended = self._session.execute(held(_ENDED.limit(LIMIT), of=Written)).all()
        for row in ended:
            content = WrittenContent.read(row.content)
            if content is None:
                pass
            elif row.state in _GONE_OUT:
                copied += self._copy(row, content, now)
                if not row.is_trial:
                    self._mark_answered(content, now)
            else:
                returned += self._give_back(row, content, now)
            self._session.execute(
                update(Written)
                .where(Written.notification_id == row.notification_id)
                .values(settled_as=SENT if row.state in _GONE_OUT else RETURNED)
            )
        return Settled(copied=copied, returned=returned, proven=proven, looked_at=len(ended))

    def _copy(self, row: AnyRow, content: WrittenContent, now: datetime) -> bool:
        """Have the mail put into the Sent folder of its mailbox, unless the server did so itself."""
        message = self._message(row.delivery_id)
        if message is None or row.raw_sha256 is None:
            return False
        size = select(Blob.size).where(Blob.sha256 == row.raw_sha256).scalar_subquery()
        self._session.execute(
            update(Message)
            .where(Message.id == message.id, Message.raw_sha256.is_(None))
            .values(raw_sha256=row.raw_sha256, size=func.coalesce(size, 0))
            .execution_options(synchronize_session=False)
        )
        box = self._box(content.mailbox_id)
        if box is None or (row.is_trial and not box.is_sandbox) or self._is_there(message.id, box.id):
            return False
        ServerJobs(self._session).append(box.id, message.id, row.raw_sha256, flags=SEEN, at=now)
        return True

    def _mark_answered(self, content: WrittenContent, now: datetime) -> None:
        """Have other mail programs see that what this answers has its answer."""
        if content.in_reply_to:
            asked = select(Message.id).where(
                Message.header_id == content.in_reply_to, Message.direction == Direction.INCOMING
            )
            ServerJobs(self._session).flags(list(self._session.scalars(asked)), add=ANSWERED, at=now)

    def _give_back(self, row: AnyRow, content: WrittenContent, now: datetime) -> bool:
        """Make what was typed a draft again, unless the writer has begun another one; tell the writer."""
        message = self._message(row.delivery_id)
        if message is None:
            return False
        Lines(self._session).recount([message.conversation_id], now)
        if content.bot_id is not None or self._is_deleted(message.conversation_id):
            return False
        kind, draft = draft_again(content)
        place = DraftPlace(
            kind=kind,
            conversation_id=message.conversation_id,
            customer_id=message.customer_id,
            operator_id=content.operator_id,
        )
        begun = exists().where(
            Draft.conversation_id == message.conversation_id,
            Draft.kind == kind,
            Draft.operator_id.is_not_distinct_from(content.operator_id),
        )
        if not self._session.scalar(select(begun)):
            with doing(self._session):  # nobody writes: what was written comes back
                Drafts(self._session).keep(place, draft, now)
        if content.operator_id:
            said = {"subject": content.subject or message.preview, "reason": row.reason or row.error}
            notice = NoticeDraft(
                operator_id=content.operator_id,
                kind=FAILED,
                conversation_id=message.conversation_id,
                message_id=message.id,
                detail=said,
            )
            Notices(self._session).add([notice], now)
        return True

    def _message(self, delivery_id: str) -> Message | None:
        query = select(Message).where(Message.delivery_id == delivery_id)
        return self._session.execute(query).scalar_one_or_none()

    def _is_deleted(self, conversation_id: str) -> bool:
        """Whether somebody has deleted a conversation: what they called off with it is no failure."""
        query = select(Conversation.id).where(Conversation.id == conversation_id)
        return self._session.scalar(query.where(Conversation.deleted_at.is_(None))) is None

    def _box(self, mailbox_id: str | None) -> Mailbox | None:
        box = self._session.get(Mailbox, mailbox_id) if mailbox_id else None
        return box if box is not None and box.is_active else None

    def _is_there(self, message_id: str, mailbox_id: str) -> bool:
        query = (
            select(Placement.uid)
            .join(Folder, Folder.id == Placement.folder_id)
            .where(Placement.message_id == message_id, Folder.mailbox_id == mailbox_id)
        )
        return self._session.execute(query.limit(1)).first() is not None


_ENDED = (
    select(
        Written.notification_id,
        Written.content,
        Written.raw_sha256,
        Delivery.id.label("delivery_id"),
        Delivery.state,
        Delivery.reason,
        Delivery.error,
        Notification.is_trial,
    )
    .join(Notification, Notification.id == Written.notification_id)
    .join(Delivery, Delivery.notification_id == Written.notification_id)
    .where(
        literal_column("written.settled_as") != literal_column("'sent'"),
        Delivery.state.in_((*_GONE_OUT, *_NEVER_LEFT)),
        (Written.settled_as == "") | Delivery.state.in_(_GONE_OUT),
    )
    .order_by(Written.notification_id)
)
"""What was written, has come to an end, and was not looked after since."""

_SEEN_IN_SENT = (
    select(Delivery.id)
    .join(Message, Message.delivery_id == Delivery.id)
    .join(Placement, Placement.message_id == Message.id)
    .join(Folder, Folder.id == Placement.folder_id)
    .where(
        Delivery.state == DeliveryState.UNCONFIRMED,
        Delivery.standing == Standing.UNCONFIRMED,
        Folder.role == FolderRole.SENT,
    )
    .distinct()
)
"""Messages whose answer was lost, and which the server has filed in Sent by itself: they have left."""
