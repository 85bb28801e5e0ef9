# SPDX-License-Identifier: LicenseRef-Desk
"""What the notes say."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.models.vocabulary import (
    Channel,
    DeliveryState,
    NotificationState,
    Outcome,
    Reason,
    Standing,
    Urgency,
)
from desk.services.delivery import DeliveryRow, EvaluationRow, NotificationRow
from desk.services.events import RecordChange
from desk.ui.panes.records import outcome
from desk.ui.panes.records.deed import Deed, DeedKind, Done, TakenBack
from desk.ui.panes.records.readings import Decided

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def meant(**more):
    values = {
        "id": "n",
        "created_at": NOW,
        "event_id": "e",
        "event_kind": "order.ready",
        "rule_id": "r",
        "rule_name": "Ready",
        "customer_id": "c",
        "customer_name": "Sophie Bernard",
        "record_id": "o",
        "state": NotificationState.PLANNED,
        "reason": None,
        "due_at": NOW + timedelta(minutes=2),
        "expires_at": None,
        "topic": "operational",
        "urgency": Urgency.NORMAL,
        "language": "fr",
        "template_version_id": None,
        "leg": 0,
    }
    return NotificationRow(**values | more)


def send(**more):
    values = {
        "id": "d",
        "created_at": NOW,
        "due_at": NOW + timedelta(minutes=2),
        "settled_at": None,
        "customer_id": "c",
        "customer_name": "Sophie Bernard",
        "rule_id": "r",
        "rule_name": "Ready",
        "channel": Channel.EMAIL,
        "address": "s@example.org",
        "state": DeliveryState.QUEUED,
        "standing": Standing.PLANNED,
        "reason": None,
        "record_id": "o",
        "record_reference": "1042",
        "attempts": 0,
        "error": "",
        "message_id": "",
        "resend_of": None,
    }
    return DeliveryRow(**values | more)


def skipped(reason):
    return EvaluationRow(
        id="v",
        event_id="e",
        event_kind="order.ready",
        rule_id="r",
        rule_name="Ready",
        rule_version=1,
        customer_id="c",
        customer_name="Sophie Bernard",
        role="customer",
        outcome=Outcome.SKIP,
        reason=reason,
        trace=(),
        at=NOW,
    )


def said(*pairs):
    return outcome.decided_text(Decided(sends=pairs), NOW)


@pytest.mark.parametrize(
    ("due_at", "when"),
    [
        (NOW, "now"),
        (NOW + timedelta(minutes=1), "in 1 min"),
        (NOW + timedelta(minutes=59), "in 59 min"),
        (NOW + timedelta(hours=3), "at 12:30"),
        (NOW + timedelta(days=1), "tomorrow 09:30"),
        (NOW + timedelta(days=9), "3 Dec 09:30"),
    ],
)
def test_when_is_said_as_people_say_it(due_at, when):
    assert said((meant(due_at=due_at), send(due_at=due_at))) == f"Email to Sophie Bernard {when}."


def test_held_awaited_refused_and_unknown_messages_are_told_apart():
    held = meant(reason=Reason.QUIET_HOURS, state=NotificationState.HELD)
    tomorrow = NOW + timedelta(hours=22, minutes=30)
    assert said((held, send(due_at=tomorrow))) == "Email to Sophie Bernard tomorrow 08:00 (quiet hours)."
    awaited = meant(state=NotificationState.AWAITING_APPROVAL)
    assert said((awaited, send(channel=Channel.SMS))) == "SMS to Sophie Bernard once somebody approves it."
    refused = send(state=DeliveryState.UNDELIVERABLE, reason=Reason.NO_CONSENT)
    assert said((meant(), refused)) == "Sophie Bernard is not told: not subscribed."
    assert said((meant(customer_name=""), None)) == "Message to a member of staff in 2 min."
    assert said((meant(state=NotificationState.CANCELLED), send())) == "Email to Sophie Bernard is cancelled."


def test_many_messages_are_counted():
    people = [(meant(customer_name=name), send()) for name in ("A", "B", "C", "D")]
    assert said(*people) == "Email to A in 2 min. Email to B in 2 min. And 2 more messages."


def test_two_rules_that_say_the_same_make_two_messages():
    assert said((meant(), send()), (meant(), send())) == (
        "Email to Sophie Bernard in 2 min. That makes 2 messages."
    )
    refused = send(state=DeliveryState.UNDELIVERABLE, reason=Reason.NO_CONSENT)
    assert said((meant(), refused), (meant(), refused)) == "Sophie Bernard is not told: not subscribed."


def test_nobody_is_told_for_the_reason_that_weighs_most():
    decided = Decided(decisions=(skipped(Reason.CONDITION_FALSE), skipped(Reason.NO_CONSENT)))
    assert outcome.decided_text(decided, NOW) == "Nobody is told: not subscribed."
    assert outcome.decided_text(Decided(), NOW) == "Nobody is told: no active rule waits for this."


def test_a_decision_that_is_late_is_no_silence():
    late = Decided(is_planned=False)
    assert outcome.decided_text(late, NOW) == "Who is told is still being decided: see the event feed."
    off = Decided(is_planned=False, is_service_up=False)
    assert outcome.decided_text(off, NOW) == "Who is told will be decided when the service runs."


def change(version=2, before=None):
    return RecordChange(record_id="o", event_ids=("e",), before=before, version=version)


def done(kind=DeedKind.STATUS, value="ready", references=("1042",), clashes=()):
    deed = Deed(kind=kind, record_kind="order", value=value)
    changes = tuple(change() for _one in references)
    return Done(deed=deed, at=NOW, references=references, changes=changes, clashes=clashes)


@pytest.mark.parametrize(
    ("deed", "text"),
    [
        (done(), "Order 1042: Ready."),
        (done(references=("1", "2")), "2 records: Ready."),
        (done(DeedKind.CREATED, None), "Order 1042 has been created."),
        (done(DeedKind.DUE, NOW), "Order 1042: due date 09:30."),
        (done(DeedKind.DUE, None), "Order 1042: no date any more."),
        (done(DeedKind.ASSIGNED, "Camille"), "Order 1042: assigned to Camille."),
        (done(DeedKind.ASSIGNED, None), "Order 1042: assigned to nobody."),
        (done(DeedKind.EDITED, None), "Order 1042: saved."),
        (done(references=()), "Nothing had to be changed."),
    ],
)
def test_every_deed_has_its_sentence(deed, text):
    assert outcome.done_text(deed, NOW) == text


def test_clashes_are_named():
    assert outcome.done_text(done(references=(), clashes=("7",)), NOW).startswith(
        "Somebody else had changed 7 meanwhile"
    )
    both = outcome.done_text(done(clashes=("7", "8")), NOW)
    assert both.startswith("Order 1042: Ready. Somebody else had changed 7, 8")


def test_taking_back_counts_what_had_left():
    assert outcome.taken_back_text(TakenBack(done=done(), left=0)).endswith("Nobody is told.")
    assert outcome.taken_back_text(TakenBack(done=done(), left=1)).endswith("1 message had left already.")
    assert outcome.taken_back_text(TakenBack(done=done(references=("1", "2")), left=2)).startswith(
        "The changes of 2 records have been taken back."
    )
    assert outcome.too_late_text(done()).startswith("Order 1042: too late")
