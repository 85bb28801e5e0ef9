# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a message may be answered by itself: RFC 3834, and counters against who keeps to no rule; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desk.models.vocabulary import Channel, MessageKind
from desk.services.channels import unmarked
from desk.services.inbox import first_word, is_nobody, warning_of

MOST_A_DAY = 1
"""Automatic answers to one correspondent in DAY."""
DAY = timedelta(hours=24)
MOST_EVER = 10
"""Automatic answers in one conversation, for ever."""
PERSON_FIRST = timedelta(days=7)
"""So long after a person's answer the conversation is the person's."""


class Silence(StrEnum):
    """Why nothing is answered."""

    NOT_A_MESSAGE = "not_a_message"
    AUTOMATIC = "automatic"
    MAILING_LIST = "mailing_list"
    SUPPRESSED = "suppressed"
    NO_RETURN_PATH = "no_return_path"
    NOBODY = "nobody"
    OURSELVES = "ourselves"
    NOT_TO_US = "not_to_us"
    JUNK = "junk"
    ANSWERED_TODAY = "answered_today"
    ANSWERED_ENOUGH = "answered_enough"
    BLOCKED = "blocked"
    PERSON_ANSWERED = "person_answered"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """What is looked at of a message. headers: lower-case names. to: all addresses of To and Cc. ours: our own ones.

    is_automatic: a machine wrote it, as whoever read it says.
    """

    sender: str
    channel: Channel = Channel.EMAIL
    kind: MessageKind = MessageKind.MESSAGE
    headers: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()
    is_automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What happened before. today: automatic answers to this correspondent in DAY. ever: in this conversation.

    blocked_until: until when a person wants no bot here. person_at: when a person of the shop last answered, ever.
    handed_over_at: when a bot last left this conversation to people.
    """

    today: int = 0
    ever: int = 0
    blocked_until: datetime | None = None
    person_at: datetime | None = None
    handed_over_at: datetime | None = None

    @property
    def is_handed_over(self) -> bool:
        """Whether a bot left the conversation to people, and none has answered since."""
        if self.handed_over_at is None:
            return False
        return self.person_at is None or self.person_at < self.handed_over_at


def why_silent(facts: MailFacts, past: Past, now: datetime, *, is_forced: bool = False) -> Silence | None:
    """Return why nothing may answer a message by itself, that is without a person; None: something may.

    is_forced: a person asked for it now. That lifts what people decide, and the count of a day; never what keeps
    machines from answering each other.
    """
    return (
        _machine(facts) or _counted(past, is_forced=is_forced) or (None if is_forced else _people(past, now))
    )


def _machine(facts: MailFacts) -> Silence | None:
    if facts.kind is not MessageKind.MESSAGE:
        return Silence.NOT_A_MESSAGE
    if facts.is_automatic:
        return Silence.AUTOMATIC
    if facts.channel is not Channel.EMAIL:
        return (
            None if _NUMBER.fullmatch(facts.sender) else Silence.NOBODY
        )  # short codes and names are machines
    return _header(facts.headers) or _address(facts)


def _header(told: Mapping[str, str]) -> Silence | None:
    if first_word(told.get("x-spam-flag", "")).startswith("yes"):
        return Silence.JUNK
    mark = warning_of(told)
    return Silence(mark.value) if mark is not None else None


def _address(facts: MailFacts) -> Silence | None:
    local, at, domain = facts.sender.strip().lower().rpartition("@")
    if not (local and at and domain) or is_nobody(facts.sender):
        return Silence.NOBODY
    if unmarked(facts.sender.strip()) in facts.ours:
        return Silence.OURSELVES
    if facts.ours and not any(unmarked(one.strip()) in facts.ours for one in facts.to):
        return Silence.NOT_TO_US
    return None


def _counted(past: Past, *, is_forced: bool) -> Silence | None:
    if past.ever >= MOST_EVER:
        return Silence.ANSWERED_ENOUGH
    return Silence.ANSWERED_TODAY if past.today >= MOST_A_DAY and not is_forced else None


def _people(past: Past, now: datetime) -> Silence | None:
    if past.blocked_until is not None and past.blocked_until > now:
        return Silence.BLOCKED
    if past.person_at is not None and now - past.person_at < PERSON_FIRST:
        return Silence.PERSON_ANSWERED
    return Silence.HANDED_OVER if past.is_handed_over else None


_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
