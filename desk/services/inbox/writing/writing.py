# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the way from what somebody wrote to the one outbox: sent, taken back, hurried."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Conversation, Message, Operator, new_id
from desk.models.vocabulary import Author, Channel, ConversationState, Direction, DraftKind
from desk.services.channels import TokenKind, marked
from desk.services.delivery import Blobs, Queued, Recipient, Replies, WrittenContent
from desk.services.inbox.filing import LEAVES_WAITING, Line, LineFile, Lines
from desk.services.inbox.mail import reply_subject
from desk.services.inbox.rows import DraftContent, DraftRow
from desk.services.inbox.writing.content import problems_of
from desk.services.inbox.writing.correspondents import Correspondents, Postbox, Thread
from desk.services.inbox.writing.drafts import DraftPlace, Drafts
from desk.services.inbox.writing.letters import (
    Envelope,
    Writer,
    draft_again,
    written,
)
from desk.services.shop import Deed, Rights, fold, needs

UNDO = timedelta(seconds=10)
"""How long something that was sent can be taken back."""
REPLIED, GENERATED = "auto-replied", "auto-generated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent, and where it belongs. draft_id: the draft it was; it is forgotten once it is sent.

    seen_id: the newest thing said that the writer has seen ("": nothing was); None: not asked (bots).
    is_sure: send it although something newer was said. bot_id: who wrote, when nobody did; leaves_waiting: what it
    wrote answers nothing, people are still waited for.
    """

    place: DraftPlace
    content: DraftContent
    draft_id: str | None = None
    seen_id: str | None = None
    is_sure: bool = False
    bot_id: str | None = None
    author: str = ""
    leaves_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent. leaves_at: until then it can be taken back. conversation_id: also of a new one."""

    message_id: str
    conversation_id: str
    delivery_id: str
    leaves_at: datetime


class Writing:
    """Sending. Announce CONVERSATIONS, DRAFTS and DELIVERIES with every write."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people = Correspondents(session)

    def send(self, letter: Letter, now: datetime) -> Sent:
        """Queue a message and show it in its conversation, in this transaction.

        It leaves after UNDO, or at `send_at`; a bot's at once. Refused names what is wrong (a note is never
        sent); Conflict("stale_send") when something was said that the writer has not seen, "already_sent" when its
        draft is gone, as on another workstation; NotFound when the conversation is gone.
        """
        if letter.bot_id is None:
            Rights(self._session).demand(Deed.REPLY, letter.place.operator_id)
        self._check(letter)
        place = letter.place
        thread = self._people.thread(place.conversation_id) if place.conversation_id else None
        if thread is not None:
            _check_fresh(letter, thread)
        if letter.draft_id is not None and not Drafts(self._session).drop(letter.draft_id):
            raise Conflict("already_sent", id=letter.draft_id)
        thread = thread or self._new_thread(letter, now)
        writer = self._writer(letter)
        content = written(letter.content, place.kind, writer, self._envelope(letter, thread))
        whom = Recipient(
            customer_id=thread.customer_id or "", record_id=thread.record_id, location_id=thread.location_id
        )
        due_at = _leaves_at(letter, now)
        queued = Replies(self._session).queue(content, whom, due_at=due_at, now=now)
        message_id = self._show(thread, content, writer, queued, now)
        return Sent(
            message_id=message_id,
            conversation_id=thread.id,
            delivery_id=queued.delivery_id,
            leaves_at=due_at,
        )

    @needs(Deed.REPLY)
    def take_back(self, message_id: str, now: datetime) -> DraftRow | None:
        """Call a message off that has not left, and return it as a draft; None when it is too late.

        A conversation that was begun with it goes too. NotFound when there is no such message.
        """
        row = self._row(message_id)
        content = Replies(self._session).take_back(row.delivery_id or "", now)
        if content is None:
            return None
        kind, draft = draft_again(content)
        Lines(self._session).remove([message_id], now)
        conversation_id: str | None = row.conversation_id
        if kind is DraftKind.NEW and self._end_if_empty(row.conversation_id, now):
            conversation_id = None
        place = DraftPlace(
            kind=kind if conversation_id is None else DraftKind.REPLY,
            conversation_id=conversation_id,
            customer_id=row.customer_id,
            operator_id=row.operator_id,
        )
        return Drafts(self._session).keep(place, draft, now)

    @needs(Deed.REPLY)
    def send_now(self, message_id: str, now: datetime) -> bool:
        """Let a message leave that would have left later; False when it has begun to."""
        return Replies(self._session).hasten(self._row(message_id).delivery_id or "", now)

    def under_way(self, message_ids: Sequence[str], now: datetime) -> int:
        """Count which of these messages are on their way out; see `Replies.under_way`."""
        return Replies(self._session).under_way(self._deliveries(message_ids), now)

    def held_up(self, message_ids: Sequence[str]) -> int:
        """Count which of these messages could not leave yet; see `Replies.held_up`."""
        return Replies(self._session).held_up(self._deliveries(message_ids))

    def _deliveries(self, message_ids: Sequence[str]) -> list[str]:
        query = select(Message.delivery_id).where(Message.id.in_(message_ids))
        return [id_ for id_ in self._session.scalars(query) if id_ is not None]

    def _check(self, letter: Letter) -> None:
        place, content = letter.place, letter.content
        problems = list(problems_of(content, place.kind))
        if not problems and place.conversation_id is None:
            problems += self._of_new(place, content)
        if not problems:
            here = Blobs(self._session)
            problems += [
                Problem(code="file_gone", place="files", details={"name": file.name[:80]})
                for file in content.files
                if not here.has(file.sha256)
            ]
        if problems:
            raise Refused(*problems)

    def _of_new(self, place: DraftPlace, content: DraftContent) -> list[Problem]:
        """Return why a conversation cannot be begun: it is with a customer, at an address of theirs."""
        if not place.customer_id:
            return [Problem(code="no_customer", place="to")]
        if content.to not in self._people.addresses(place.customer_id, content.channel):
            return [Problem(code="not_of_customer", place="to", details={"address": content.to[:80]})]
        return []

    def _new_thread(self, letter: Letter, now: datetime) -> Thread:
        place, content = letter.place, letter.content
        name = self._people.customer_name(place.customer_id)
        conversation_id = new_id()
        box = self._people.postbox(content.mailbox_id, content.channel)
        values = {
            "subject": content.subject.strip()[:300],
            "channel": content.channel,
            "state": ConversationState.IN_PROGRESS,
            "customer_id": place.customer_id,
            "correspondent": content.to,
            "correspondent_name": name[:200],
            "mailbox_id": box.id if box else None,
            "last_author": Author.OPERATOR,
        }
        self._people.start(values, conversation_id, now)
        return replace(self._people.thread(conversation_id), subject="")

    def _envelope(self, letter: Letter, thread: Thread) -> Envelope:
        content = letter.content
        wanted = content.mailbox_id or thread.mailbox_id
        box = self._people.postbox(wanted, content.channel)
        return Envelope(
            to_name=_name_of(thread, content, self._people.customer_name(thread.customer_id)),
            subject=content.subject.strip() or reply_subject(thread.subject),
            language=thread.language,
            header_ids=thread.header_ids if content.channel is Channel.EMAIL else (),
            reply_to=_reply_to(box, thread.id),
            mailbox_id=box.id if box else None,
            provider_id=box.provider_id if box else None,
        )

    def _writer(self, letter: Letter) -> Writer:
        if letter.bot_id is not None:
            return Writer(
                bot_id=letter.bot_id,
                name=letter.author,
                automatic=REPLIED,
                leaves_waiting=letter.leaves_waiting,
            )
        operator_id = letter.place.operator_id
        query = select(Operator.name, Operator.signature).where(Operator.id == operator_id)
        row = self._session.execute(query).one_or_none()
        name, signature = (row.name, row.signature) if row is not None else ("", "")
        return Writer(operator_id=operator_id, name=letter.author or name, signature=signature)

    def _show(
        self, thread: Thread, content: WrittenContent, writer: Writer, queued: Queued, now: datetime
    ) -> str:
        """Put the line into the conversation; return its id."""
        box = self._people.postbox(content.mailbox_id, content.channel)
        line = Line(
            conversation_id=thread.id,
            direction=Direction.OUTGOING,
            author=Author.ROBOT if writer.bot_id else Author.OPERATOR,
            at=now,
            channel=content.channel,
            operator_id=writer.operator_id,
            bot_id=writer.bot_id,
            customer_id=thread.customer_id,
            record_id=thread.record_id,
            mailbox_id=content.mailbox_id,
            delivery_id=queued.delivery_id,
            header_id=queued.header_id,
            references=content.references,
            parties=frozenset({fold(content.to), *(fold(address) for _, address in content.cc)}),
            recipients={
                "to": [[content.to_name, content.to]],
                "cc": [[name, address] for name, address in content.cc],
            },
            sender=box.address if box is not None else "",
            sender_name=content.author,
            subject=content.subject,
            text=content.text,
            language=content.language,
            is_automatic=bool(content.automatic),
            files=letter_files(content),
            detail={LEAVES_WAITING: True} if writer.leaves_waiting else {},
        )
        return Lines(self._session).add([line], now)[0]

    def _row(self, message_id: str) -> Message:
        row = self._session.get(Message, message_id)
        if row is None:
            raise NotFound("no_message", id=message_id)
        return row

    def _end_if_empty(self, conversation_id: str, now: datetime) -> bool:
        """Delete a conversation in which nothing was said; say whether it was so."""
        lines = select(Message.id).where(Message.conversation_id == conversation_id).limit(1)
        if self._session.execute(lines).first() is not None:
            return False
        row = self._session.get(Conversation, conversation_id)
        if row is not None:
            row.deleted_at = now
            self._session.flush()
        return True


def _check_fresh(letter: Letter, thread: Thread) -> None:
    if letter.seen_id is not None and not letter.is_sure and thread.newest_id != letter.seen_id:
        raise Conflict("stale_send", id=thread.newest_id)


def _leaves_at(letter: Letter, now: datetime) -> datetime:
    if letter.bot_id is not None:
        return now
    wanted = letter.content.send_at
    return max(wanted, now) if wanted is not None else now + UNDO


def _name_of(thread: Thread, content: DraftContent, customer: str) -> str:
    """Return how the one who is written to is called; nobody's name goes before another one's address."""
    if content.to == thread.correspondent:
        return customer or thread.name
    return customer


def _reply_to(box: Postbox | None, conversation_id: str) -> str:
    if box is None:
        return ""
    return marked(box.address, TokenKind.CONVERSATION, conversation_id) if box.takes_marks else box.address


def letter_files(content: WrittenContent) -> tuple[LineFile, ...]:
    """Return the files of a message as its line shows them."""
    return tuple(
        LineFile(
            name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256, position=number
        )
        for number, file in enumerate(content.files)
    )
