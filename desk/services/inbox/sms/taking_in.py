# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what follows a short message, in its transaction: its conversation, wishes to be left alone, notices, bots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import Channel, MessageKind
from desk.services.inbox.bot_tasks import BotTasks
from desk.services.inbox.feedback import Applicable, Feedback, FeedbackDesk, StopKind, stop_word
from desk.services.inbox.filing import Filing, SmsArrival
from desk.services.inbox.notices import Notices
from desk.services.inbox.sms.cursors import Cursors
from desk.services.inbox.tidings import Tidings
from desk.services.providers import AccountRow, IncomingText
from desk.services.shop import Settings, normalise_phone
from desk.services.store import Session

CLEAR = (StopKind.STOP, StopKind.START)
"""What is a wish and nothing else; a word in a sentence is for a person to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """How many messages were new, and how many of them were wishes."""

    new: int = 0
    wishes: int = 0


def take_in_texts(
    session: Session, account: AccountRow, texts: Sequence[IncomingText], now: datetime
) -> TakenIn:
    """File short messages of an account; those that are known are passed over."""
    if not texts:
        return TakenIn()
    country = Settings(session).get().country
    arrivals = [_arrival(account, one, country) for one in texts]
    filed = Filing(session).file_sms(arrivals, now)
    told = [
        Applicable(
            feedback=arrivals[one.position].feedback or Feedback(),
            message_id=one.message_id,
            conversation_id=one.conversation_id,
            sender=arrivals[one.position].sender,
            channel=Channel.SMS,
            text=arrivals[one.position].text,
            at=arrivals[one.position].at,
            is_trial=account.is_sandbox,
        )
        for one in filed.messages
    ]
    lines = FeedbackDesk(session).apply(told, now)
    waking = [one.message_id for one in filed.messages if one.is_waking]
    Notices(session).replied(waking, now)
    Tidings(session).replied(waking, now)
    BotTasks(session).add(waking, now)
    Cursors(session).put(account.id, texts[-1].reference)
    return TakenIn(new=len(filed.messages), wishes=len(lines))


def keep_unfiled(session: Session, account: AccountRow, one: IncomingText, now: datetime) -> TakenIn:
    """Keep a message of which nothing else can be made: its words, for a person to read."""
    arrival = SmsArrival(
        sender=one.sender,
        text=one.text,
        at=one.at,
        reference=f"{account.id}:{one.reference}",
        recipient=one.recipient,
    )
    is_new = Filing(session).keep_sms(arrival, now)
    Cursors(session).put(account.id, one.reference)
    return TakenIn(new=int(is_new))


def apply_wish(session: Session, account: AccountRow, one: IncomingText, now: datetime) -> int:
    """Do what a message asks for that could not be filed; return how many wishes that were."""
    arrival = _arrival(account, one, Settings(session).get().country)
    if arrival.feedback is None or arrival.feedback.kind is not MessageKind.STOP:
        return 0
    wish = Applicable(
        feedback=arrival.feedback,
        sender=arrival.sender,
        channel=Channel.SMS,
        text=one.text,
        at=one.at,
        is_trial=account.is_sandbox,
    )
    return len(FeedbackDesk(session).apply([wish], now))


def _arrival(account: AccountRow, one: IncomingText, country: str) -> SmsArrival:
    asked = stop_word(one.text, country)
    kind = MessageKind.STOP if asked in CLEAR else MessageKind.MESSAGE
    return SmsArrival(
        sender=normalise_phone(one.sender, country) or one.sender,
        text=one.text,
        at=one.at,
        reference=f"{account.id}:{one.reference}",
        recipient=one.recipient or account.sender_address,
        feedback=Feedback(kind=kind, stop=asked),
    )
