# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a failure report changes: the delivery, the address, or nothing; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass, Feedback, StopKind

SOFT_ENOUGH = 3
"""So many times in a row an address could not be reached for the moment: it is left in peace for a while."""
SOFT_ROW = timedelta(days=14)
"""Failures further apart than this are not in a row."""
FIRST_REST = timedelta(days=7)
LONGEST_REST = timedelta(days=28)
LOOK_BACK = timedelta(days=7)
"""A report that names no message is about the newest one sent to that address since then."""
NEWS_AFTER = timedelta(days=2)
"""What has not come back for so long has arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from one failed recipient. learns: whether it says something about the person's address."""

    settles: bool
    kills_address: bool = False
    counts_soft: bool = False

    @property
    def learns(self) -> bool:
        """Whether the address is known better afterwards."""
        return self.kills_address or self.counts_soft


def effect_of(failure: FailureClass) -> Effect:
    """Return what a failure changes: who refuses this sender or this message says nothing about the person."""
    match failure:
        case FailureClass.HARD:
            return Effect(settles=True, kills_address=True)
        case FailureClass.SOFT:
            return Effect(settles=True, counts_soft=True)
        case FailureClass.POLICY | FailureClass.CONTENT:
            return Effect(settles=True)
        case FailureClass.DELAY:
            return Effect(settles=False)


def soft_count(
    before: int, last_failure: datetime | None, last_success: datetime | None, now: datetime
) -> int:
    """Return how many failures in a row there are with this one.

    last_failure: when the one before came back. last_success: when something left for the address since then that
    has not come back for NEWS_AFTER.
    """
    is_broken = last_failure is None or now - last_failure > SOFT_ROW or last_success is not None
    return 1 if is_broken else before + 1


def rest_until(count: int, now: datetime) -> datetime | None:
    """Return until when an address is left in peace after `count` failures in a row; None: it is not."""
    if count < SOFT_ENOUGH:
        return None
    rest = FIRST_REST * (1 << min(count - SOFT_ENOUGH, 8))
    return now + min(rest, LONGEST_REST)


def said(recipient: FailedRecipient) -> str:
    """Return a failure as the history shows it: at most 500 characters in one line."""
    words = f"{recipient.status} {recipient.diagnostic}".strip() or recipient.failure.value
    return " ".join(words.split())[:500]


_FAILED = {
    FailureClass.HARD: "bounced_hard",
    FailureClass.SOFT: "bounced_soft",
    FailureClass.POLICY: "bounced_policy",
    FailureClass.CONTENT: "bounced_content",
    FailureClass.DELAY: "delivery_delayed",
}
_STOPPED = {
    StopKind.STOP: "stopped",
    StopKind.START: "started",
    StopKind.UNCLEAR: "stop_unclear",
}
_OTHERS = {
    MessageKind.BOUNCE: "bounced_unknown",
    MessageKind.DELAY: "delivery_delayed",
    MessageKind.COMPLAINT: "complained",
    MessageKind.OUT_OF_OFFICE: "out_of_office",
    MessageKind.AUTO_REPLY: "auto_reply",
    MessageKind.UNSUBSCRIBE: "unsubscribed",
    MessageKind.STOP: "stopped",
}
_DOUBTED = {
    MessageKind.BOUNCE: "bounce_doubted",
    MessageKind.COMPLAINT: "complaint_doubted",
}
LINE_CODES = frozenset({*_FAILED.values(), *_STOPPED.values(), *_OTHERS.values(), *_DOUBTED.values()})
"""Every code that a system line of feedback can have."""


def line_code(feedback: Feedback, worst: FailedRecipient | None, *, is_doubted: bool = False) -> str:
    """Return the code of the line that the thread shows; "" when it is a message like others.

    is_doubted: somebody may have made the report up, and nothing followed from it.
    """
    if is_doubted and feedback.kind in _DOUBTED:
        return _DOUBTED[feedback.kind]
    if worst is not None:
        return _FAILED[worst.failure]
    if feedback.stop is not None and feedback.kind in {MessageKind.MESSAGE, MessageKind.STOP}:
        return _STOPPED[feedback.stop]
    return _OTHERS.get(feedback.kind, "")


def worst_of(recipients: tuple[FailedRecipient, ...]) -> FailedRecipient | None:
    """Return the recipient that the line names: the one for whom it is most final."""
    order = list(FailureClass)
    return min(recipients, key=lambda one: order.index(one.failure), default=None)
