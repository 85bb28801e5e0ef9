# SPDX-License-Identifier: LicenseRef-Desk
"""What the composer shows and is about: values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk.models.vocabulary import Author, Channel, Direction, DraftKind, MessageKind
from desk.services.inbox import ConversationCard, DraftContent, MessageRow, reply_subject, text_as_html
from desk.services.shop import LocationView, OperatorCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel on which one may write. address: whereto. reason: why not, a closed word; "" for one may."""

    channel: Channel
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A mailbox that answers may arrive in."""

    id: str
    address: str
    name: str
    is_personal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around a message.

    fields: path → what a placeholder stands for, in words. language: the customer's. place: whose hours count.
    refused: what is on the exclusion list, whatever the topic. objected: channels the customer's ledger says no to.
    closed: whom of those the letter goes to nobody may write to. heard: channels on which the other side has written
    in the conversation.
    country: of the shop, for how numbers are written.
    """

    ways: tuple[Way, ...] = ()
    boxes: tuple[Box, ...] = ()
    me: OperatorCard | None = None
    staff: tuple[OperatorCard, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    place: LocationView | None = None
    customer_name: str = ""
    is_sample: bool = False
    refused: frozenset[tuple[Channel, str]] = frozenset()
    objected: frozenset[Channel] = frozenset()
    closed: frozenset[tuple[Channel, str]] = frozenset()
    heard: frozenset[Channel] = frozenset()
    country: str = ""

    def way(self, channel: Channel) -> Way | None:
        """Return what is known of a channel."""
        return next((one for one in self.ways if one.channel is channel), None)

    def box(self, mailbox_id: str | None) -> Box | None:
        """Return the mailbox that answers arrive in; the first one where none was chosen."""
        chosen = next((one for one in self.boxes if one.id == mailbox_id), None)
        return chosen or next(iter(self.boxes), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The draft as it is kept. at: since when."""

    id: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One thing being written: a reply, a note, a new conversation. kept: None while nothing is.

    seen_id: the newest message of the conversation when the writer last looked; "" for none.
    """

    kind: DraftKind = DraftKind.REPLY
    content: DraftContent = field(default_factory=DraftContent)
    kept: Kept | None = None
    seen_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything."""
        content = self.content
        return not (content.text.strip() or content.files or content.html or content.translated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something. operator_id: "" for nobody who works here. name: as the message has it."""

    author: Author
    operator_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the composer shows. card: None for nothing open, or a new conversation. is_read: the draft is there.

    newest_by: who said what is newest, None where that is not known. known_of: the `About` that `around` was read of.
    number: which of the new conversations that were begun; see `deeds.Place`.
    """

    card: ConversationCard | None = None
    customer_id: str | None = None
    letter: Letter = field(default_factory=Letter)
    around: Surroundings = field(default_factory=Surroundings)
    newest_id: str = ""
    newest_by: Speaker | None = None
    known_of: object = None
    is_read: bool = False
    is_kept: bool = True
    number: int = 0

    @property
    def is_note(self) -> bool:
        """Whether what is written stays inside."""
        return self.letter.kind is DraftKind.NOTE

    @property
    def conversation_id(self) -> str | None:
        """The conversation that is open."""
        return self.card.row.id if self.card is not None else None


def newest_of(messages: tuple[MessageRow, ...]) -> MessageRow | None:
    """Return the newest message that somebody wrote; system lines and what rules sent do not count."""
    for one in reversed(messages):
        is_words = (
            one.direction in {Direction.INCOMING, Direction.OUTGOING} and one.kind is MessageKind.MESSAGE
        )
        if is_words and one.author in {Author.CUSTOMER, Author.OPERATOR, Author.ROBOT}:
            return one
    return None


def speaker_of(message: MessageRow | None) -> Speaker | None:
    """Return who said something."""
    if message is None:
        return None
    return Speaker(
        author=message.author,
        operator_id=message.operator_id or "",
        name=message.sender_name or message.sender,
    )


def of_card(state: State, card: ConversationCard, messages: Sequence[MessageRow]) -> State:
    """Return `state` with a conversation as it is now."""
    newest = newest_of(tuple(messages))
    return replace(
        state,
        card=card,
        customer_id=card.row.customer_id,
        newest_id=newest.id if newest is not None else "",
        newest_by=speaker_of(newest),
    )


def with_own(state: State, message_id: str) -> State:
    """Return `state` after one's own message, which is the newest now; whoever saw all before it has seen it."""
    letter = state.letter
    if letter.seen_id == state.newest_id:
        letter = replace(letter, seen_id=message_id)
    return replace(state, newest_id=message_id, newest_by=None, letter=letter)


def first_content(card: ConversationCard, around: Surroundings) -> DraftContent:
    """Return the content of an answer that nobody has begun: on the conversation's channel where that is allowed."""
    usable = [way for way in around.ways if not way.reason]
    same = [way for way in usable if way.channel is card.row.channel]
    way = next(iter(same or usable), Way(channel=card.row.channel, address=card.row.address))
    to = card.row.address if way.channel is card.row.channel and card.row.address else way.address
    return DraftContent(
        channel=way.channel,
        to=to,
        subject=reply_subject(card.row.subject) if way.channel is Channel.EMAIL else "",
        mailbox_id=card.row.mailbox_id,
    )


def on_channel(content: DraftContent, way: Way, subject: str) -> DraftContent:
    """Return `content` on another channel: its address, and nothing that the channel cannot carry."""
    if way.channel is Channel.EMAIL:
        return replace(content, channel=way.channel, to=way.address, subject=content.subject or subject)
    return replace(
        content, channel=way.channel, to=way.address, subject="", html="", cc=(), files=(), mailbox_id=None
    )


def addressed(content: DraftContent, around: Surroundings) -> DraftContent:
    """Return `content` on its own channel, or the first on which the customer can be reached; to nobody for none."""
    usable = [way for way in around.ways if not way.reason]
    way = next((one for one in usable if one.channel is content.channel), next(iter(usable), None))
    return on_channel(content, way, content.subject) if way is not None else replace(content, to="")


def joined(first: DraftContent, more: DraftContent) -> DraftContent:
    """Return `first` with the words and files of another letter after it."""
    html = ""
    if first.html or more.html:
        html = "".join(one.html or text_as_html(one.text) for one in (first, more))
    text = "\n\n".join(one.text.strip("\n") for one in (first, more) if one.text.strip())
    files = tuple(dict.fromkeys((*first.files, *more.files)))
    into = first.translated_into or more.translated_into
    own = replace(first, translated="", translated_of="", translated_into=into)
    return replace(own, text=text, html=html, files=files)
