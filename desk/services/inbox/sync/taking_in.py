# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what follows an arrival, in its transaction: conversations first, then what a mail reports of ours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.models.vocabulary import MessageKind
from desk.services.inbox.bot_tasks import BotTasks
from desk.services.inbox.feedback import Applicable, Feedback, FeedbackDesk
from desk.services.inbox.filing import Arrival, Filing, Lines, instant_of
from desk.services.inbox.notices import Notices
from desk.services.inbox.tidings import Tidings
from desk.services.store import Change, Session

MAY_WAKE = timedelta(days=7)
"""Older mail that is fetched for the first time wakes nobody; notices and bots look back less far by themselves."""


def take_in(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """File mails, and let what they report of our own settle those."""
    filed = Filing(session).file(arrivals, now)
    new = [(message, arrivals[message.position]) for message in filed.messages]
    told = [
        Applicable.of_mail(
            arrival.mail,
            arrival.feedback,
            message.message_id,
            message.conversation_id,
            at=instant_of(arrival, now),
        )
        for message, arrival in new
    ]
    reported = FeedbackDesk(session).apply(told, now)
    Lines(session).recount_sent({line.params.get("delivery_id", "") for line in reported} - {""}, now)
    waking = [one.message_id for one in filed.messages if one.is_waking and one.at > now - MAY_WAKE]
    Notices(session).replied(waking, now)
    Tidings(session).replied(waking, now)
    BotTasks(session).add(waking, now)


def says_more(feedback: Feedback) -> bool:
    """Whether a mail is more than somebody's words: a report, a wish to be left alone."""
    return feedback.kind is not MessageKind.MESSAGE or feedback.stop is not None


def topics_of(arrivals: Sequence[Arrival], now: datetime) -> tuple[Change, ...]:
    """Return what taking these in may change."""
    if not arrivals:
        return ()
    topics = [Change.CONVERSATIONS]
    if any(says_more(arrival.feedback) for arrival in arrivals):
        topics += [Change.DELIVERIES, Change.CONSENT, Change.CUSTOMERS]
    if any(
        arrival.internal_date is not None and now - arrival.internal_date < MAY_WAKE for arrival in arrivals
    ):
        topics += [Change.NOTICES, Change.ASSISTANTS, Change.EVENTS]
    return tuple(topics)
