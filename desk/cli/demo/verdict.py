# SPDX-License-Identifier: LicenseRef-Desk
"""Compares what the history says with what the story expects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.cli.demo.story import ANSWERS, EXPECTED, GUESTS, HELD_AT_NIGHT, Answer, Expected
from desk.models.vocabulary import Channel, Reason
from desk.services.delivery import DeliveryDetail

HELD = "held"
NAMES = {
    "order.created": "Order created",
    "order.ready": "Order ready",
    "order.collected": "Order collected",
    "appointment.created": "Appointment made",
    "appointment.moved": "Appointment moved",
    "appointment.reminder": "Appointment reminder",
    "customer.birthday": "Birthday",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One line of the table. outcome: the fine state, or "missing" or "unexpected"."""

    guest: str
    event: str
    channel: str
    outcome: str
    reason: str
    attempts: int
    why: str
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of the answers, by the story's names. waiting: about an order, for a person to answer."""

    waiting: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()


def compare(
    lines: Sequence[DeliveryDetail],
    held_at_night: Sequence[DeliveryDetail],
    heard: Heard,
    guest_of: Callable[[str], str],
) -> tuple[Verdict, ...]:
    """Return a verdict for each line of the history, each missing one, what the night held, and each answer."""
    left = list(EXPECTED)
    verdicts = []
    for line in lines:
        guest = guest_of(line.row.customer_id)
        match = next((one for one in left if _fits(one, guest, line)), None)
        if match is not None:
            left.remove(match)
        verdicts.append(_verdict(line, guest, match))
    verdicts += [_missing(one) for one in left]
    return (*verdicts, *_night(held_at_night, guest_of), *(_answer(one, heard) for one in ANSWERS))


def _fits(expected: Expected, guest: str, line: DeliveryDetail) -> bool:
    row = line.row
    return (
        (expected.guest, expected.event, expected.channel, expected.state, expected.reason)
        == (guest, line.event_kind, row.channel, row.state, row.reason)
    ) and expected.attempts in (None, row.attempts)


def _verdict(line: DeliveryDetail, guest: str, match: Expected | None) -> Verdict:
    row = line.row
    return Verdict(
        guest=row.customer_name or guest,
        event=NAMES.get(line.event_kind, line.event_kind),
        channel=row.channel,
        outcome=row.state,
        reason=row.reason or row.error,
        attempts=row.attempts,
        why=match.why if match else "not expected",
        is_expected=match is not None,
    )


def _missing(expected: Expected) -> Verdict:
    return Verdict(
        guest=expected.guest,
        event=NAMES.get(expected.event, expected.event),
        channel=expected.channel,
        outcome="missing",
        reason=expected.reason or "",
        attempts=0,
        why=f"expected: {expected.why}",
        is_expected=False,
    )


def _night(held: Sequence[DeliveryDetail], guest_of: Callable[[str], str]) -> tuple[Verdict, ...]:
    """Return what waited in the evening: the night's two messages, and nothing else."""
    late = [one for one in held if one.row.reason is Reason.QUIET_HOURS]
    found = {(guest_of(one.row.customer_id), one.event_kind): one.row.customer_name for one in late}
    return tuple(
        Verdict(
            guest=found.get((guest, event), guest),
            event=NAMES[event],
            channel=Channel.EMAIL,
            outcome=HELD if (guest, event) in found else "missing",
            reason=Reason.QUIET_HOURS,
            attempts=0,
            why="in the evening: nothing leaves at night",
            is_expected=(guest, event) in found and len(found) == len(HELD_AT_NIGHT),
        )
        for guest, event in HELD_AT_NIGHT
    )


def _answer(answer: Answer, heard: Heard) -> Verdict:
    """Return whether an answer ended where it belongs, and there alone."""
    there, elsewhere = heard.waiting, heard.stopped
    if answer.is_stop:
        there, elsewhere = elsewhere, there
    is_expected = answer.guest in there and answer.guest not in elsewhere
    draft = GUESTS[answer.guest].draft
    return Verdict(
        guest=f"{draft.first_name} {draft.last_name}",
        event="STOP" if answer.is_stop else "Answer",
        channel=Channel.SMS,
        outcome=("stopped" if answer.is_stop else "waiting") if is_expected else "missing",
        reason="",
        attempts=0,
        why=answer.why if is_expected else f"expected: {answer.why}",
        is_expected=is_expected,
    )
