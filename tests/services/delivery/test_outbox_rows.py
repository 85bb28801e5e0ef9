# SPDX-License-Identifier: LicenseRef-Desk
from collections import namedtuple
from dataclasses import replace

import pytest

from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, Reason, Standing
from desk.services.delivery.outbox_rows import (
    Answers,
    attempt_values,
    delivery_values,
    may_become,
    notification_values,
    outcome_values,
    placed,
)
from desk.services.delivery.plan import Settlement, Subject, Verdict
from tests.services.delivery.rows import EMAIL, NOON, SMS, intention

Row = namedtuple("Row", "attempts due_at provider_reference rule_id created_at channel")  # noqa: PYI024 - rows of any shape
ROW = Row(2, NOON, "old", "r1", NOON, Channel.EMAIL)
ABOUT = Subject(customer_id="c", event_id="e", event_kind="order.ready", rule_id="r1", location_id="l")
SETTLED = Settlement(
    delivery_id="d",
    notification_id="n",
    provider_id="p",
    number=3,
    started_at=NOON,
    ended_at=NOON,
    outcome=AttemptOutcome.PERMANENT,
    state=DeliveryState.FAILED,
    code="5" * 90,
    reply="x" * 900,
)


@pytest.mark.parametrize("then", DeliveryState)
def test_what_is_in_doubt_is_ended_by_a_real_answer_only(then):
    real = {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.BOUNCED}
    assert may_become(DeliveryState.UNCONFIRMED, then) == (then in real)
    assert may_become(DeliveryState.HANDED_OVER, then)


@pytest.mark.parametrize(
    ("holder", "claimed_by", "allowed"),
    [("", "other", True), ("me", "me", True), ("me", None, True), ("me", "other", False)],
)
def test_what_another_holds_is_left_alone(holder, claimed_by, allowed):
    assert Answers(holder=holder).may_touch(claimed_by) is allowed


def test_an_outcome_keeps_what_it_does_not_know():
    end = outcome_values(ROW, Verdict(delivery_id="d", state=DeliveryState.SENT), NOON, Answers())
    assert (end["to_attempts"], end["to_reference"], end["to_due"], end["to_settled"]) == (
        2,
        "old",
        NOON,
        NOON,
    )
    assert end["to_standing"] is Standing.SENT
    answers = Answers(references={"d": "new"}, tried={"d": 3})
    back = Verdict(delivery_id="d", state=DeliveryState.QUEUED, reason=Reason.PROVIDER_DOWN, error="e" * 900)
    held = outcome_values(ROW, back, NOON, answers)
    assert (held["to_attempts"], held["to_reference"], held["to_settled"]) == (3, "new", None)
    assert (held["to_standing"], len(held["to_error"])) == (Standing.HELD, 500)


def test_a_try_is_cut_to_what_its_columns_hold():
    row = attempt_values(SETTLED)
    assert (len(row["code"]), len(row["reply"]), row["number"]) == (40, 500, 3)


def test_an_intention_becomes_two_rows_about_the_same():
    made = intention(ABOUT, route=(SMS, EMAIL))
    notification, delivery = notification_values(made, NOON, is_trial=False), delivery_values(made)
    assert delivery["notification_id"] == notification["id"] == made.id
    assert (delivery["channel"], delivery["address"]) == (Channel.SMS, SMS.address)
    assert [leg["channel"] for leg in notification["route"]] == ["sms", "email"]
    assert delivery["location_id"] == notification["location_id"] == "l"


def test_without_a_leg_the_rules_first_channel_is_shown():
    made = replace(intention(ABOUT, route=()), fallback_channel=Channel.SMS)
    row = delivery_values(made)
    assert (row["channel"], row["address"]) == (Channel.SMS, "")


def test_a_delivery_counts_where_it_was_made():
    found = placed(ROW, Standing.SENT)
    assert (found.rule_id, found.day, found.channel) == ("r1", "2026-03-10", Channel.EMAIL)
