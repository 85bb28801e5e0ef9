# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what people ask for in so many words: no more of this, stop, start again, and complaints."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desk import clock
from desk.models.identity import CustomerId
from desk.models.vocabulary import Channel
from desk.services.preferences import (
    TOPICS,
    ConsentDraft,
    Consents,
    SuppressionDraft,
    SuppressionRow,
    Suppressions,
)
from desk.services.rules import POINT_KINDS
from desk.services.shop import Customers

EVERY_TOPIC = tuple(topic.code for topic in TOPICS)
WANTED_TOPICS = tuple(topic.code for topic in TOPICS if topic.needs_opt_in)
"""What nobody has to be told: all that a complaint, or an unsubscription from nothing in particular, is about."""
MOST_WORDS = 500
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody asked for. topic: "" when nothing in particular. wording: as it was written, for the proof.

    is_trial: nobody really did, a customer was played in trial mode: the trial obeys, and the ledger, which is
    proof of what customers want, has nothing of it.
    """

    channel: Channel
    address: str
    topic: str
    wording: str
    at: datetime
    is_trial: bool = False


class ConsentWords:
    """The ledger and the list, kept together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lists = Suppressions(session)

    def stop(self, wish: Said, now: datetime) -> tuple[str, ...]:
        """Write no more of it, and return the topics: a number's STOP means all of them, a mail's the one it names.

        Asked for again it changes nothing.
        """
        if wish.channel is Channel.SMS:
            listed: tuple[str, ...] = ("",)
            topics = EVERY_TOPIC
        else:
            listed = topics = (wish.topic,) if wish.topic else WANTED_TOPICS
        counting = [one for one in self._unsubscribed(wish, now) if wish.is_trial or not one.is_trial]
        settled = {line.topic for line in counting} | self._granted_since(wish)
        new = [topic for topic in listed if topic not in settled]
        for topic in new:
            self._lists.add(
                SuppressionDraft(
                    channel=wish.channel,
                    address=wish.address,
                    topic=topic,
                    reason="unsubscribed",
                    note=_short(wish.wording)[:300],
                    is_trial=wish.is_trial,
                )
            )
        if new:
            said = topics if "" in new else tuple(new)
            self._record(wish, dict.fromkeys(self._people(wish), said), granted=False)
        return topics

    def start(self, wish: Said, now: datetime) -> tuple[str, ...]:
        """Take a STOP back, and give each customer the consents that it took; return their topics.

        Who is played takes back what was played, never what a customer really asked for.
        """
        lines = [one for one in self._unsubscribed(wish, now) if one.is_trial is wish.is_trial]
        if not lines:
            return ()
        since = min(line.created_at for line in lines)
        consents = Consents(self._session)
        before = {who: consents.as_of(who, since - _MOMENT) for who in self._people(wish)}
        again = {
            who: tuple(sorted(topic for topic, channel in granted if channel is wish.channel))
            for who, granted in before.items()
        }
        for line in lines:
            self._lists.release(line.id)
        self._record(wish, again, granted=True)
        return tuple(sorted({topic for topics in again.values() for topic in topics}))

    def complained(self, channel: Channel, address: str, about: str) -> None:
        """Write nothing more that nobody asked for to who has complained; about: topic of the message."""
        for topic in WANTED_TOPICS:
            draft = SuppressionDraft(
                channel=channel, address=address, topic=topic, reason="complaint", note=about
            )
            self._lists.add(draft)

    def _granted_since(self, wish: Said) -> set[str]:
        """Return the topics that were agreed to after this was said, as in old mail that is only now fetched.

        "" stands for every topic, when one of them was: a number's STOP was taken back then.
        """
        people = self._people(wish)
        later = {
            row.topic
            for rows in Consents(self._session).latest(people).values()
            for row in rows
            if row.granted and row.channel is wish.channel and row.at > wish.at
        }
        return later | {""} if later else later

    def _unsubscribed(self, wish: Said, now: datetime) -> list[SuppressionRow]:
        return [
            line
            for line in self._lists.about([wish.address])
            if line.channel is wish.channel and line.reason == "unsubscribed" and line.is_active(now)
        ]

    def _people(self, wish: Said) -> tuple[CustomerId, ...]:
        return Customers(self._session).by_address(POINT_KINDS[wish.channel], wish.address)

    def _record(self, wish: Said, who: dict[CustomerId, tuple[str, ...]], *, granted: bool) -> None:
        if wish.is_trial:
            return
        said_at = min(wish.at, clock.now())  # a sender's clock may be ahead
        Consents(self._session).record(
            *(
                ConsentDraft(
                    customer_id=customer_id,
                    topic=topic,
                    channel=wish.channel,
                    granted=granted,
                    source="reply",
                    wording=_short(wish.wording),
                    at=said_at,
                )
                for customer_id, topics in who.items()
                for topic in topics
            )
        )


def _short(text: str) -> str:
    return " ".join(text.split())[:MOST_WORDS]
