# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps messages, their files and their words, many at once; conversations are somebody else's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, BindParameter, bindparam, case, delete, select
from sqlalchemy.orm import Session

from desk.models import Attachment, Blob, Delivery, Message, ThreadReference, new_id
from desk.models.vocabulary import Author, DeliveryState
from desk.services.inbox.filing.line import Line, preview_of
from desk.services.inbox.filing.standing import LEAVES_WAITING, Spoken
from desk.services.inbox.search import Document, first_key, free_keys, odd_header_id, stretches, texts_of
from desk.services.store import Entry, FullText, insert_new, insert_rows, portions, put_rows, read_rows

FAILED = (
    DeliveryState.FAILED,
    DeliveryState.UNDELIVERABLE,
    DeliveryState.CANCELLED,
    DeliveryState.BOUNCED,
)
"""What never reached anybody: whoever waited for it still waits."""
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_KEYS: BindParameter[int] = bindparam("ids", expanding=True, type_=BigInteger)
_TAKEN = select(Message.search_key).where(Message.search_key.in_(_KEYS))
_BETWEEN = select(Message.search_key).where(
    Message.search_key.between(bindparam("low", type_=BigInteger), bindparam("high", type_=BigInteger))
)
_INDEXED = select(
    Message.id,
    Message.search_key,
    Message.sender,
    Message.sender_name,
    Message.recipients,
    Message.subject,
    Message.text,
    Message.header_id,
    Message.raw_sha256,
).where(Message.id.in_(_IDS))
_FILES = (
    select(Attachment.message_id, Attachment.name)
    .where(Attachment.message_id.in_(_IDS))
    .order_by(Attachment.message_id, Attachment.position)
)
_SPOKEN = (
    select(
        Message.conversation_id,
        Message.id,
        Message.at,
        Message.direction,
        Message.author,
        Message.kind,
        Message.channel,
        Message.preview,
        Message.is_read,
        Message.is_automatic,
        Message.is_flagged,
        Delivery.state.in_(FAILED).label("has_failed"),
        case((Message.author == Author.ROBOT, Message.detail)).label("of_robot"),
    )
    .outerjoin(Delivery, Delivery.id == Message.delivery_id)
    .where(Message.conversation_id.in_(_IDS))
)
_WITH_FILES = (
    select(Message.conversation_id, Attachment.message_id)
    .join(Message, Message.id == Attachment.message_id)
    .where(Message.conversation_id.in_(_IDS), Attachment.is_inline.is_(False))
)
_NEAR = 64
"""Numbers after a wanted one that are looked at for a free one, twice as many with every turn."""


class Messages:
    """Keeper of messages."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, lines: Sequence[Line]) -> tuple[str, ...]:
        """Keep lines with their files and words; return their ids, in order."""
        if not lines:
            return ()
        ids = tuple(line.id or new_id() for line in lines)
        keys = self._keys(lines)
        insert_rows(
            self._session,
            Message,
            [_row(line, id_, key) for line, id_, key in zip(lines, ids, keys, strict=True)],
        )
        insert_rows(
            self._session,
            Attachment,
            [row for line, id_ in zip(lines, ids, strict=True) for row in _files(line, id_)],
        )
        FullText(self._session).index(
            [
                Entry(key, line.texts or texts_of(_document(line, key)))
                for line, key in zip(lines, keys, strict=True)
            ]
        )
        return ids

    def keep_bytes(self, bodies: Mapping[str, bytes]) -> None:
        """Keep bytes under their sums, unless they are there."""
        rows = [{"sha256": sha, "size": len(body), "body": body} for sha, body in bodies.items()]
        insert_new(self._session, Blob, rows)

    def refer(self, links: Mapping[tuple[str, str], str], *, replaces: bool = False) -> None:
        """Keep which conversation a Message-ID leads to (Message-ID, party → conversation).

        What is known already stays, unless it `replaces`: what led to a conversation that was deleted.
        """
        rows = [
            {"header_id": header_id, "party": party, "conversation_id": conversation_id}
            for (header_id, party), conversation_id in links.items()
        ]
        if replaces:
            put_rows(self._session, ThreadReference, rows, "conversation_id")
        else:
            insert_new(self._session, ThreadReference, rows)

    def remove(self, message_ids: Collection[str]) -> None:
        """Take messages out of the table and the index; their files go with them."""
        self.forget_words(message_ids)
        for portion in portions(message_ids):
            self._session.execute(delete(Message).where(Message.id.in_(portion)))

    def forget_words(self, message_ids: Collection[str]) -> None:
        """Take messages out of the index."""
        FullText(self._session).remove([_entry(one) for one in self.documents(message_ids)])

    def documents(self, message_ids: Collection[str]) -> list[Document]:
        """Return what of messages is searched, exactly as it was when they were kept."""
        if not message_ids:
            return []
        files: defaultdict[str, list[str]] = defaultdict(list)
        for message_id, name in read_rows(self._session, _FILES, message_ids):
            files[message_id].append(name)
        return [
            Document(
                key=row.search_key,
                sender=row.sender,
                sender_name=row.sender_name,
                recipients=row.recipients,
                subject=row.subject,
                text=row.text,
                files=files[row.id],
                is_odd=row.header_id == odd_header_id(row.raw_sha256),
            )
            for row in read_rows(self._session, _INDEXED, message_ids)
        ]

    def spoken(self, conversation_ids: Collection[str]) -> dict[str, list[Spoken]]:
        """Return conversation → its lines, in no order."""
        found: defaultdict[str, list[Spoken]] = defaultdict(list)
        if not conversation_ids:
            return found
        with_files = {row.message_id for row in read_rows(self._session, _WITH_FILES, conversation_ids)}
        for row in read_rows(self._session, _SPOKEN, conversation_ids):
            found[row.conversation_id].append(
                Spoken(
                    id=row.id,
                    at=row.at,
                    direction=row.direction,
                    author=row.author,
                    kind=row.kind,
                    channel=row.channel,
                    preview=row.preview,
                    is_read=row.is_read,
                    is_automatic=row.is_automatic,
                    is_flagged=row.is_flagged,
                    has_attachment=row.id in with_files,
                    has_failed=bool(row.has_failed),
                    leaves_waiting=bool(row.of_robot) and row.of_robot.get(LEAVES_WAITING) is True,
                )
            )
        return found

    def _keys(self, lines: Sequence[Line]) -> list[int]:
        """Return a free number in the index for each line."""
        wanted = [first_key(line.at) for line in lines]
        found, taken, width = free_keys(wanted, ()), set[int](), _NEAR
        while clashes := self._taken(set(found)):
            for low, high in stretches(clashes, width):
                rows = read_rows(self._session, _BETWEEN, low=low, high=high)
                taken.update(row.search_key for row in rows)
            found = free_keys(wanted, taken)
            width *= 2
        return found

    def _taken(self, keys: Collection[int]) -> set[int]:
        if not keys:
            return set()
        return {row.search_key for row in read_rows(self._session, _TAKEN, keys)}


def _entry(document: Document) -> Entry:
    return Entry(document.key, texts_of(document))


def _row(line: Line, id_: str, key: int) -> dict[str, Any]:
    return {
        "id": id_,
        "conversation_id": line.conversation_id,
        "search_key": key,
        "direction": line.direction,
        "kind": line.kind,
        "channel": line.channel,
        "author": line.author,
        "operator_id": line.operator_id,
        "rule_id": line.rule_id,
        "bot_id": line.bot_id,
        "customer_id": line.customer_id,
        "record_id": line.record_id,
        "mailbox_id": line.mailbox_id,
        "delivery_id": line.delivery_id,
        "header_id": line.header_id,
        "sender": line.sender[:320],
        "sender_name": line.sender_name[:200],
        "recipients": line.recipients,
        "subject": line.subject[:998],
        "text": line.text,
        "preview": preview_of(line),
        "has_html": line.has_html,
        "at": line.at,
        "received_at": line.received_at or line.at,
        "size": line.size,
        "raw_sha256": line.raw_sha256,
        "language": line.language,
        "is_read": line.is_read,
        "is_flagged": line.is_flagged,
        "is_automatic": line.is_automatic,
        "images_allowed": False,
        "detail": line.detail,
    }


def _files(line: Line, message_id: str) -> Iterable[dict[str, Any]]:
    for number, file in enumerate(line.files):
        yield {
            "id": new_id(),
            "message_id": message_id,
            "position": file.position or number,
            "name": file.name[:255],
            "media_type": file.media_type[:100],
            "size": file.size,
            "sha256": file.sha256,
            "content_id": file.content_id[:250],
            "is_inline": file.is_inline,
        }


def _document(line: Line, key: int) -> Document:
    return Document(
        key=key,
        sender=line.sender[:320],
        sender_name=line.sender_name[:200],
        recipients=line.recipients,
        subject=line.subject[:998],
        text=line.text,
        files=[file.name[:255] for file in line.files],
    )
