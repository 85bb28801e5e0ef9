# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps short messages that customers send: one conversation for each number, until it has rested for a month."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Conversation, new_id
from desk.models.vocabulary import Author, Channel, ConversationState, Direction, MessageKind, PointKind
from desk.services.inbox.filing.arrival import Filed, FiledMessage, SmsArrival
from desk.services.inbox.filing.conversations import Conversations
from desk.services.inbox.filing.known import Known, Owner
from desk.services.inbox.filing.line import Line, spoken_of
from desk.services.inbox.filing.lines import Lines
from desk.services.inbox.filing.matching import Match, record_of
from desk.services.inbox.filing.standing import standing_values, summed

RESTED = timedelta(days=30)
"""After so long without a word a number begins a new conversation."""


class SmsFiling:
    """Files short messages."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = Known(session)
        self._conversations = Conversations(session)

    def file(self, arrivals: Sequence[SmsArrival], now: datetime) -> Filed:
        """File messages; one whose reference is known already changes nothing."""
        ids = [_header_id(one) for one in arrivals]
        here = {**self._known.messages(ids), **dict.fromkeys(self._known.deleted(ids))}
        new: dict[str, tuple[int, SmsArrival]] = {}
        for position, (header_id, one) in enumerate(zip(ids, arrivals, strict=True)):
            if header_id not in here:
                new.setdefault(header_id, (position, one))
        owners = self._known.owners(PointKind.PHONE, {one.sender for _, one in new.values()})
        ordered = sorted(new.items(), key=lambda item: (item[1][1].at, item[1][0]))
        filed = [self._take(header_id, told, owners, now) for header_id, told in ordered]
        return Filed(messages=tuple(filed), known=len(arrivals) - len(filed))

    def keep(self, arrival: SmsArrival, now: datetime) -> bool:
        """Keep a message as a conversation of its own, nothing looked up: for one that could not be filed.

        Return whether it is new.
        """
        header_id = _header_id(arrival)
        if header_id in self._known.messages([header_id]) or header_id in self._known.deleted([header_id]):
            return False
        line = _line(arrival, header_id, new_id(), None)
        self._conversations.begin([_first_row(line, arrival, None, Match(), now)])
        Lines(self._session).add([line], now)
        return True

    def _take(
        self,
        header_id: str,
        told: tuple[int, SmsArrival],
        owners: Mapping[str, tuple[Owner, ...]],
        now: datetime,
    ) -> FiledMessage:
        position, arrival = told
        fitting = owners.get(arrival.sender.casefold(), ())
        owner = fitting[0] if len(fitting) == 1 else None
        ongoing = self._ongoing(arrival)
        line = _line(arrival, header_id, ongoing or new_id(), owner)
        match = self._match(arrival, owner)
        if ongoing is None:
            self._conversations.begin([_first_row(line, arrival, owner, match, now)])
        Lines(self._session).add([line], now)
        if ongoing is not None and (match.record_id or match.choices):
            kept = self._conversations.open([ongoing])
            Lines(self._session).follow(kept, {ongoing: ()}, {ongoing: match}, now)
        return FiledMessage(
            position=position,
            message_id=line.id,
            conversation_id=line.conversation_id,
            customer_id=line.customer_id,
            at=line.at,
            is_waking=spoken_of(line, line.id).asks,
        )

    def _ongoing(self, arrival: SmsArrival) -> str | None:
        """Return the newest conversation with the number, unless it has rested for long."""
        query = (
            select(Conversation.id)
            .where(Conversation.correspondent == arrival.sender.casefold())
            .where(Conversation.channel == Channel.SMS, Conversation.last_at > arrival.at - RESTED)
            .where(Conversation.deleted_at.is_(None), Conversation.merged_into.is_(None))
        )
        return self._session.scalar(query.order_by(Conversation.last_at.desc()).limit(1))

    def _match(self, arrival: SmsArrival, owner: Owner | None) -> Match:
        if owner is None:
            return Match()
        return record_of((), self._known.records([owner.id]).get(owner.id, ()), arrival.text)


def _header_id(arrival: SmsArrival) -> str:
    return f"sms:{arrival.reference}"[:250]


def _line(arrival: SmsArrival, header_id: str, conversation_id: str, owner: Owner | None) -> Line:
    feedback = arrival.feedback
    kind = feedback.kind if feedback is not None else MessageKind.MESSAGE
    is_words = kind is MessageKind.MESSAGE
    return Line(
        id=new_id(),
        conversation_id=conversation_id,
        direction=Direction.INCOMING if is_words else Direction.SYSTEM,
        author=Author.CUSTOMER if is_words else Author.SYSTEM,
        kind=kind,
        channel=Channel.SMS if is_words else None,
        at=arrival.at,
        customer_id=owner.id if owner is not None else None,
        header_id=header_id,
        sender=arrival.sender,
        sender_name=owner.name if owner is not None else "",
        recipients={"to": [["", arrival.recipient]]} if arrival.recipient else {},
        text=arrival.text,
        is_read=not is_words,
        is_automatic=feedback is not None and feedback.is_automatic,
        detail={} if is_words else {"code": str(kind)},
    )


def _first_row(
    line: Line, arrival: SmsArrival, owner: Owner | None, match: Match, now: datetime
) -> dict[str, object]:
    spoken = spoken_of(line, line.id)
    # Counted again when the line is added; the row must only be there before it.
    empty = {**standing_values(summed([spoken])), "message_count": 0, "unread": 0, "waiting_since": None}
    return {
        "id": line.conversation_id,
        "created_at": now,
        "updated_at": now,
        "channel": Channel.SMS,
        "state": ConversationState.IN_PROGRESS if spoken.speaks else ConversationState.ARCHIVED,
        "customer_id": owner.id if owner is not None else None,
        "correspondent": arrival.sender.casefold(),
        "correspondent_name": (owner.name if owner is not None and owner.name else arrival.sender)[:200],
        "record_id": match.record_id,
        "record_choices": list(match.choices),
        "location_id": owner.location_id if owner is not None else None,
        "language": owner.language if owner is not None else "",
        "tags": [],
        "assignee_ids": [],
        **empty,
    }
