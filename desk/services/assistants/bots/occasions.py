# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what a bot must know of a message before it answers, and what it did."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.orm import Session

from desk.models import AutomaticAnswer, Conversation, Mailbox, Message, Presence, new_id
from desk.models.identity import LocationId
from desk.models.vocabulary import Author, Channel, Direction, MessageKind
from desk.services.assistants.bots.bot import MOST_HISTORY, MOST_TEXT, Hours, Question, Said, Side
from desk.services.assistants.bots.bots import BotRow, Bots
from desk.services.assistants.bots.pasts import Pasts
from desk.services.assistants.bots.silence import Past
from desk.services.delivery import Blobs
from desk.services.inbox import BotTaskRow, Line, Lines, odd_header_id
from desk.services.shop import Locations, LocationView, Settings, address_key, is_open, next_opening
from desk.services.store import AnyRow

WRITING = timedelta(seconds=45)
"""Who was seen writing so lately is answering: the bot waits."""
WORDS = (Direction.INCOMING, Direction.OUTGOING)
"""What a bot may see; notes and system lines are not."""
OURS = 500
MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A message that could be answered. raw: the mail as it arrived, None for what is no mail. text: its words.

    newest_id: what was said last in the conversation. ours: the shop's own addresses. is_being_answered: somebody
    is writing. bot_id: the bot that has answered here so far.
    """

    message_id: str
    conversation_id: str
    sender: str
    channel: Channel
    kind: MessageKind
    is_automatic: bool
    at: datetime
    subject: str
    text: str
    language: str
    raw: bytes | None
    newest_id: str
    ours: frozenset[str]
    is_being_answered: bool
    bot_id: str | None
    past: Past
    bots: tuple[BotRow, ...]


class Occasions:
    """Keeper of what bots see and do in conversations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, task: BotTaskRow, now: datetime) -> Occasion | None:
        """Return what is known of a task's message; None when it, or its conversation, is gone."""
        query = (
            select(
                Message.id,
                Message.conversation_id,
                Message.sender,
                Message.channel,
                Message.kind,
                Message.direction,
                Message.is_automatic,
                Message.at,
                Message.subject,
                Message.text,
                Message.language,
                Message.raw_sha256,
                Message.header_id,
                Conversation.language.label("conversation_language"),
                Conversation.bot_id,
                Conversation.bot_blocked_until,
            )
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Message.id == task.message_id, Conversation.deleted_at.is_(None))
        )
        row = self._session.execute(query).first()
        if row is None or row.direction is not Direction.INCOMING or row.channel is None:
            return None
        is_odd = row.header_id == odd_header_id(row.raw_sha256)  # something stumbled over it: not once more
        bodies = Blobs(self._session).bodies([row.raw_sha256]) if row.raw_sha256 and not is_odd else {}
        return Occasion(
            message_id=row.id,
            conversation_id=row.conversation_id,
            sender=row.sender,
            channel=row.channel,
            kind=row.kind,
            is_automatic=row.is_automatic,
            at=row.at,
            subject=row.subject,
            text=row.text,
            language=row.language or row.conversation_language,
            raw=bodies.get(row.raw_sha256),
            newest_id=self._newest(row.conversation_id),
            ours=self._ours(),
            is_being_answered=self._is_being_answered(row.conversation_id, now),
            bot_id=row.bot_id,
            past=Pasts(self._session).of(row, now),
            bots=Bots(self._session).active(row.channel),
        )

    def question(self, occasion: Occasion, text: str, language: str, now: datetime) -> Question:
        """Return what a bot is asked: the message's own words, what was said before, the hours of the shop."""
        shop = Settings(self._session).get()
        return Question(
            id=occasion.message_id,
            conversation_id=occasion.conversation_id,
            channel=occasion.channel,
            language=language,
            default_language=shop.default_language,
            subject=occasion.subject,
            text=text,
            at=now,
            history=self._history(occasion),
            shop_name=shop.shop_name,
            shop_website=shop.website,
            hours=self.hours(self._location(occasion.conversation_id), now),
        )

    def hours(self, place: LocationView | None, now: datetime) -> Hours | None:
        """Return whether a place is open; None: the shop has told no hours of it."""
        if place is None or not (any(place.opening) or place.extra):
            return None
        opens = next_opening(place, now)
        return Hours(
            is_open=is_open(place, now),
            next_opening=opens.astimezone(ZoneInfo(place.zone)) if opens else None,
        )

    def note_answer(self, occasion: Occasion, bot: BotRow, now: datetime, *, keeps: bool = True) -> None:
        """Count an answer, and let the conversation be this bot's; keeps False: it is people's, who are waited for."""
        self._session.execute(
            insert(AutomaticAnswer).values(
                id=new_id(),
                address=address_key(occasion.sender),
                conversation_id=occasion.conversation_id,
                at=now,
            )
        )
        self._set_bot(occasion.conversation_id, bot.id if keeps else None)

    def hand_over(self, occasion: Occasion, bot_name: str, code: str, now: datetime) -> None:
        """Leave a conversation to people, and say so in it; code: of the line, one of `pasts.LEFT_TO_PEOPLE`."""
        line = Line(
            conversation_id=occasion.conversation_id,
            direction=Direction.SYSTEM,
            author=Author.SYSTEM,
            at=now,
            detail={"code": code, "bot": bot_name},
        )
        Lines(self._session).add([line], now)
        self._set_bot(occasion.conversation_id, None)

    def _set_bot(self, conversation_id: str, bot_id: str | None) -> None:
        query = update(Conversation).where(Conversation.id == conversation_id)
        self._session.execute(query.values(bot_id=bot_id))

    def _newest(self, conversation_id: str) -> str:
        query = (
            select(Message.id)
            .where(
                Message.conversation_id == conversation_id,
                Message.direction.in_(WORDS),
                Message.kind == MessageKind.MESSAGE,
            )
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(1)
        )
        return self._session.scalar(query) or ""

    def _history(self, occasion: Occasion) -> tuple[Said, ...]:
        """Return what was said before by who asks, and to them; nothing of anybody else in the conversation."""
        query = (
            select(
                Message.direction,
                Message.sender,
                Message.recipients,
                func.substr(Message.text, 1, MOST_TEXT).label("text"),
                Message.at,
            )
            .where(
                Message.conversation_id == occasion.conversation_id,
                Message.direction.in_(WORDS),
                Message.kind == MessageKind.MESSAGE,
                Message.id != occasion.message_id,
                Message.at <= occasion.at,
            )
            .order_by(Message.at.desc(), Message.id.desc())
            .limit(MOST_LOOKED_AT)
        )
        found = [
            Said(
                side=Side.CUSTOMER if row.direction is Direction.INCOMING else Side.SHOP,
                text=row.text,
                at=row.at,
            )
            for row in self._session.execute(query)
            if _is_between_us(row, address_key(occasion.sender))
        ]
        return tuple(reversed(found[:MOST_HISTORY]))

    def _location(self, conversation_id: str) -> LocationView | None:
        found = self._session.scalar(
            select(Conversation.location_id).where(Conversation.id == conversation_id)
        )
        places = Locations(self._session)
        if found:
            location_id = LocationId(found)
            known = places.some([location_id]).get(location_id)
            if known is not None:
                return known
        return places.default() or next(iter(places.all(limit=1)), None)

    def _ours(self) -> frozenset[str]:
        found = self._session.scalars(select(Mailbox.address).limit(OURS))
        return frozenset(address_key(one) for one in found)

    def _is_being_answered(self, conversation_id: str, now: datetime) -> bool:
        writing = exists().where(
            Presence.conversation_id == conversation_id,
            Presence.is_writing.is_(True),
            Presence.seen_at > now - WRITING,
        )
        return bool(self._session.scalar(select(writing)))


def _is_between_us(row: AnyRow, asker: str) -> bool:
    """Whether a message came from who asks, or went to them, whoever else got it."""
    if row.direction is Direction.INCOMING:
        return address_key(row.sender) == asker
    told = (*row.recipients.get("to", ()), *row.recipients.get("cc", ()))
    return asker in {address_key(address) for _, address in told}
