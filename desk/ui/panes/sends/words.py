# SPDX-License-Identifier: LicenseRef-Desk
"""Says why a send went as it did: its headline, its steps, what to do about it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import AttemptOutcome, DeliveryState, Reason
from desk.services.delivery import AttemptRow, DeliveryDetail
from desk.services.rules import Flip, JsonValue, Step, decode_steps
from desk.translation import N_, _
from desk.ui.panes.sends.bulk import awaits
from desk.ui.panes.sends.look import state_mark, waits_until
from desk.ui.panes.sends.remedies import Remedy
from desk.ui.widgets import TraceStep
from desk.ui.wording import (
    Mark,
    delivery_mark,
    describe_step,
    flip_sentence,
    formats,
    reason_text,
    word,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What became of a send, in words: how it looks, a title, a sentence."""

    mark: Mark
    title: str
    sentence: str


_SANDBOX = N_("Sandbox")
_SPOKEN = ("message", "error", "detail", "description", "title")
"""Where services that answer in JSON say something to people."""

_VERBS: Mapping[Remedy, tuple[str, str]] = {
    Remedy.APPROVE: (N_("Approve"), "check"),
    Remedy.DECLINE: (N_("Decline"), "x"),
    Remedy.CANCEL: (N_("Call off this send"), "x"),
    Remedy.ARRIVED: (N_("It has arrived"), "check"),
    Remedy.NOT_ARRIVED: (N_("Send it once more"), "arrow-clockwise"),
    Remedy.CONSENT: (N_("Note the consent…"), "envelope-simple-open"),
    Remedy.EXCLUSION: (N_("Show the exclusion"), "prohibit"),
    Remedy.ADDRESS: (N_("Correct the address…"), "identification-card"),
    Remedy.ACCOUNTS: (N_("Open the sending accounts"), "plugs"),
    Remedy.TEMPLATE: (N_("Open the template"), "file-text"),
    Remedy.RULE: (N_("Open the rule"), "lightning"),
    Remedy.RESEND: (N_("Send again"), "arrow-clockwise"),
    Remedy.RESEND_NEWEST: (N_("Send again with today’s text"), "file-text"),
    Remedy.CUSTOMER: (N_("Open the customer card"), "user"),
}
_SENTENCES: Mapping[DeliveryState, str] = {
    DeliveryState.QUEUED: N_("It is in the queue and leaves as soon as the service sends it."),
    DeliveryState.SENDING: N_("It is being handed to the provider right now."),
    DeliveryState.HANDED_OVER: N_("It has been handed over; the provider’s answer is awaited."),
    DeliveryState.SENT: N_("The provider has accepted it."),
    DeliveryState.DELIVERED: N_("It has arrived."),
    DeliveryState.BOUNCED: N_("It came back: the other side does not take it."),
    DeliveryState.FAILED: N_("The provider refuses it for good: nothing has arrived this way."),
    DeliveryState.UNDELIVERABLE: N_("It could not be sent: nothing has arrived this way."),
    DeliveryState.UNCONFIRMED: N_(
        "It was handed over, but the answer was lost. Ask the customer, or look into the Sent folder."
    ),
    DeliveryState.CANCELLED: N_("It was called off before it left."),
}
_ATTEMPTS: Mapping[AttemptOutcome, tuple[str, str]] = {
    AttemptOutcome.ACCEPTED: ("check-circle", "ok"),
    AttemptOutcome.TRANSIENT: ("clock", "warn"),
    AttemptOutcome.PERMANENT: ("x-circle", "danger"),
    AttemptOutcome.LOST: ("question", "warn"),
}


def headline(detail: DeliveryDetail, now: datetime) -> Headline:
    """Say what became of a send and what it means."""
    row = detail.row
    mark = state_mark(row, now)
    if row.state is DeliveryState.UNDELIVERABLE and row.reason:
        title = _("Not sent: {reason}").format(reason=lowered(reason_text(row.reason).title))
    else:
        title = mark.text
    return Headline(mark=mark, title=title, sentence=_means(detail))


def verb(remedy: Remedy) -> tuple[str, str]:
    """Return the words of a button (translated) and its icon."""
    text, icon = _VERBS[remedy]
    return _(text), icon


def blocked_note(reason: Reason) -> str:
    """Say why sending again would not work."""
    return _("Sending again is not possible yet: {reason}.").format(reason=lowered(reason_text(reason).title))


def change_note(change: Flip | None, detail: DeliveryDetail) -> str:
    """Say the smallest change that would let it leave; "" for none."""
    if change is None:
        return ""
    return flip_sentence(change, detail.event_kind, {"name": detail.row.customer_name})


def steps(detail: DeliveryDetail) -> tuple[TraceStep, ...]:
    """Say everything that led to where a send stands, oldest first."""
    decided = formats.time(detail.decided_at) if detail.decided_at else ""
    return (
        *(_decided(step, decided) for step in _decoded(detail.trace)),
        *_by_hand(detail),
        *(_attempt(one) for one in detail.attempts),
        *_ended(detail),
    )


def _means(detail: DeliveryDetail) -> str:
    row = detail.row
    if awaits(row):
        return _("Somebody has to approve it before it leaves.")
    if row.reason is not None:
        return reason_text(row.reason).sentence
    due_at = waits_until(row)
    if due_at is not None and row.attempts:
        return _("The provider refuses it for now; Desk tries again {time}.").format(
            time=formats.moment(due_at)
        )
    if detail.resent_at is not None and row.state not in (DeliveryState.SENT, DeliveryState.DELIVERED):
        return _("It was sent again {time}.").format(time=formats.moment(detail.resent_at))
    return _(_SENTENCES[row.state])


def _decoded(trace: Sequence[JsonValue]) -> tuple[Step, ...]:
    try:
        return decode_steps(trace)
    except ValueError:  # kept by a newer Desk
        return ()


def _decided(step: Step, time: str) -> TraceStep:
    said = describe_step(step)
    return TraceStep(title=said.title, detail=said.sentence, time=time, icon=said.icon, role=said.role)


def _by_hand(detail: DeliveryDetail) -> Iterator[TraceStep]:
    if detail.row.is_written:
        name = detail.row.rule_name
        yield TraceStep(
            title=_("Written by {name}").format(name=name) if name else _("Written by a person"),
            time=formats.time(detail.row.created_at),
            icon="pencil-simple",
            role="info",
            fill=False,
        )
    if detail.row.resend_of is not None:
        yield TraceStep(
            title=_("Sent again by hand"),
            time=formats.time(detail.row.created_at),
            icon="arrow-clockwise",
            role="info",
            fill=False,
        )
    if detail.approved_at is not None:
        yield TraceStep(title=_("Approved"), detail=detail.approved_by, time=formats.time(detail.approved_at))


def _attempt(one: AttemptRow) -> TraceStep:
    icon, role = _ATTEMPTS[one.outcome]
    title = _("Try {number}: {outcome}").format(
        number=one.number, outcome=lowered(word("attempt_outcome", one.outcome))
    )
    answer = one.reply if one.reply.startswith(one.code) else f"{one.code} {_without_code(one)}".strip()
    name = _(_SANDBOX) if one.provider_name == _SANDBOX else one.provider_name
    detail = "\n".join(part for part in (name, answer) if part)
    return TraceStep(title=title, detail=detail, time=formats.time(one.started_at), icon=icon, role=role)


def _without_code(one: AttemptRow) -> str:
    """Return the reply without the part of the code that it begins with, such as 2.0.0 of 250 2.0.0."""
    last = one.code.rpartition(" ")[2]
    return _readable(one.reply.removeprefix(last).lstrip() if last else one.reply)


def _readable(reply: str) -> str:
    """Return a reply in words: of what is written for programs only the sentence that it may hold."""
    if not reply.startswith(("{", "[")):
        return reply
    try:
        told = json.loads(reply)
    except ValueError:  # cut off, for only its beginning is kept
        return ""
    if isinstance(told, list) and told:
        told = told[0]
    found = [told.get(name) for name in _SPOKEN] if isinstance(told, dict) else []
    return next((one for one in found if isinstance(one, str)), "")


_SHOWN_BY_ATTEMPT = frozenset({DeliveryState.SENT, DeliveryState.FAILED})


def _ended(detail: DeliveryDetail) -> Iterator[TraceStep]:
    row = detail.row
    if row.settled_at is None or (row.state in _SHOWN_BY_ATTEMPT and detail.attempts):
        return
    mark = delivery_mark(row.state, row.reason)
    said = reason_text(row.reason).title if row.reason else ""
    yield TraceStep(
        title=mark.text,
        detail=said if said != mark.text else "",
        time=formats.time(row.settled_at),
        icon=mark.icon,
        role=mark.role,
        fill=False,
    )


def lowered(text: str) -> str:
    """Return a title as part of a sentence; what is written in capitals stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
