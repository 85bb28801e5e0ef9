# SPDX-License-Identifier: LicenseRef-Desk
"""What a failure changes: only who is gone dies, only who is away is counted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback.effects import (
    FIRST_REST,
    LINE_CODES,
    LONGEST_REST,
    SOFT_ENOUGH,
    SOFT_ROW,
    effect_of,
    line_code,
    rest_until,
    said,
    soft_count,
    worst_of,
)
from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass, Feedback, StopKind

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failure", "settles", "kills", "counts"),
    [
        (FailureClass.HARD, True, True, False),
        (FailureClass.SOFT, True, False, True),
        (FailureClass.POLICY, True, False, False),
        (FailureClass.CONTENT, True, False, False),
        (FailureClass.DELAY, False, False, False),
    ],
)
def test_what_a_failure_changes(failure, settles, kills, counts):
    effect = effect_of(failure)
    assert (effect.settles, effect.kills_address, effect.counts_soft) == (settles, kills, counts)
    assert effect.learns is (kills or counts)


def test_failures_count_in_a_row_only():
    recent = NOW - timedelta(days=3)
    assert soft_count(0, None, None, NOW) == 1
    assert soft_count(1, recent, None, NOW) == 2
    assert soft_count(2, recent, NOW - timedelta(days=2), NOW) == 1
    assert soft_count(2, NOW - SOFT_ROW - timedelta(seconds=1), None, NOW) == 1


@given(st.integers(0, 10_000))
def test_the_rest_grows_and_ends(count):
    until = rest_until(count, NOW)
    if count < SOFT_ENOUGH:
        assert until is None
    else:
        assert FIRST_REST <= until - NOW <= LONGEST_REST
        assert until <= rest_until(count + 1, NOW)


def test_what_was_said_is_one_short_line():
    failed = FailedRecipient(
        address="a@b.example", failure=FailureClass.SOFT, status="4.2.2", diagnostic="full\r\n box " * 99
    )
    assert said(failed).startswith("4.2.2 full box full")
    assert len(said(failed)) <= 500
    assert said(FailedRecipient(address="", failure=FailureClass.POLICY)) == "policy"


def test_the_line_names_the_most_final_failure():
    later = FailedRecipient(address="a@b.example", failure=FailureClass.DELAY)
    gone = FailedRecipient(address="c@b.example", failure=FailureClass.HARD)
    assert worst_of((later, gone)) is gone
    assert worst_of(()) is None


def test_every_kind_has_its_line():
    for kind in MessageKind:
        code = line_code(Feedback(kind=kind), None)
        assert (code == "") is (kind is MessageKind.MESSAGE)
        assert not code or code in LINE_CODES
    for failure in FailureClass:
        failed = FailedRecipient(address="", failure=failure)
        assert line_code(Feedback(kind=MessageKind.BOUNCE), failed) in LINE_CODES
    assert line_code(Feedback(kind=MessageKind.MESSAGE, stop=StopKind.UNCLEAR), None) == "stop_unclear"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (MessageKind.BOUNCE, "bounce_doubted"),
        (MessageKind.COMPLAINT, "complaint_doubted"),
        (MessageKind.DELAY, "delivery_delayed"),
    ],
)
def test_the_line_of_what_may_be_made_up(kind, code):
    assert line_code(Feedback(kind=kind), None, is_doubted=True) == code
