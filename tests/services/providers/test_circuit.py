# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Circuit, Health, Receipt
from desk.services.providers.circuit import BACK_OFF, JITTER, LONGEST_WAIT, SAME_FAILURES

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

ACCEPTED = Receipt(outcome=AttemptOutcome.ACCEPTED, code="250")
DOWN = Receipt(outcome=AttemptOutcome.TRANSIENT, code="connection_refused", blame=Blame.ACCOUNT)
PASSWORD = Receipt(outcome=AttemptOutcome.PERMANENT, code="535 5.7.8", reply="wrong", blame=Blame.ACCOUNT)
SPAM = Receipt(outcome=AttemptOutcome.PERMANENT, code="554 5.7.1", reply="spam")
LOST = Receipt(outcome=AttemptOutcome.LOST, code="timeout", handed_over=True)
NOBODY = Receipt(outcome=AttemptOutcome.PERMANENT, code="550 5.1.1")
FULL = Receipt(outcome=AttemptOutcome.TRANSIENT, code="452 4.2.2")
WITHDRAWN = Receipt(outcome=None, code="withdrawn")


def after(circuit, *receipts, now=NOW, jitter=0.0):
    for receipt in receipts:
        circuit = circuit.after(receipt, now, jitter)
    return circuit


def test_a_new_account_may_be_tried():
    assert Circuit().may_try(NOW)
    assert Circuit().is_proven


def test_success_closes_whatever_was_open():
    assert after(Circuit(), DOWN, SPAM, ACCEPTED) == Circuit(health=Health.OK)


def test_failures_of_the_account_wait_longer_and_longer():
    circuit, now = Circuit(), NOW
    waits = []
    for _ in range(7):
        circuit = circuit.after(DOWN, now, 0.0)
        assert circuit.open_until is not None
        waits.append(circuit.open_until - now)
        assert not circuit.may_try(circuit.open_until - timedelta(seconds=1))
        now = circuit.open_until
        assert circuit.may_try(now)
        assert not circuit.is_proven
    assert waits == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1]]
    assert (circuit.health, circuit.code) == (Health.FAILING, "connection_refused")


def test_failures_that_were_under_way_count_once():
    circuit = after(Circuit(), *[DOWN] * 20)
    assert circuit.failures == 1
    assert circuit.open_until == NOW + BACK_OFF[0]


@given(st.floats(0, 1))
def test_jitter_only_ever_adds(jitter):
    circuit = after(Circuit(), DOWN, jitter=jitter)
    assert circuit.open_until is not None
    assert BACK_OFF[0] <= circuit.open_until - NOW <= BACK_OFF[0] * (1 + JITTER)


def test_a_refused_password_stops_the_account_until_the_owner_acts():
    circuit = after(Circuit(), PASSWORD)
    assert circuit.health is Health.REFUSED
    assert not circuit.may_try(NOW + timedelta(days=365))
    assert (circuit.code, circuit.text) == ("535 5.7.8", "wrong")
    assert circuit.released().may_try(NOW)


def test_what_the_other_side_asks_for_is_granted_within_reason():
    polite = replace(DOWN, retry_after=timedelta(seconds=7))
    assert after(Circuit(), polite).open_until == NOW + timedelta(seconds=7)
    endless = replace(DOWN, retry_after=timedelta(days=400))
    assert after(Circuit(), endless).open_until == NOW + LONGEST_WAIT


@pytest.mark.parametrize("receipt", [SPAM, LOST], ids=["spam", "lost"])
def test_the_same_failure_five_times_in_a_row_is_the_accounts(receipt):
    circuit = after(Circuit(), *[receipt] * (SAME_FAILURES - 1))
    assert circuit.may_try(NOW)
    circuit = after(circuit, receipt)
    assert not circuit.may_try(NOW)
    assert circuit.health is Health.FAILING
    later = circuit.open_until
    assert later is not None
    again = circuit.after(receipt, later, 0.0)
    assert again.open_until == later + BACK_OFF[1]


def test_the_same_failures_that_were_under_way_count_once():
    circuit = after(Circuit(), *[SPAM] * 30)
    assert (circuit.failures, circuit.open_until) == (1, NOW + BACK_OFF[0])


def test_different_failures_do_not_add_up():
    assert after(Circuit(), *[SPAM, LOST] * 10).may_try(NOW)
    assert after(Circuit(), *([SPAM] * 4 + [ACCEPTED]) * 3, *[SPAM] * 4).may_try(NOW)


@pytest.mark.parametrize("receipt", [NOBODY, FULL], ids=["nobody", "full"])
def test_what_concerns_one_mailbox_says_that_the_account_works(receipt):
    assert after(Circuit(), *[receipt] * 50) == Circuit(health=Health.OK)


def test_a_withdrawn_message_changes_nothing():
    circuit = after(Circuit(), DOWN)
    assert after(circuit, WITHDRAWN) is circuit


receipts = st.lists(
    st.tuples(st.sampled_from([ACCEPTED, DOWN, SPAM, LOST, NOBODY, FULL, WITHDRAWN]), st.integers(0, 4000)),
    max_size=40,
)


@given(receipts)
def test_no_account_is_shut_for_longer_than_the_longest_wait_without_a_refusal(steps):
    circuit, now = Circuit(), NOW
    for receipt, seconds in steps:
        now += timedelta(seconds=seconds)
        circuit = circuit.after(receipt, now, 1.0)
        assert circuit.health is not Health.REFUSED
        assert circuit.may_try(now + BACK_OFF[-1] * (1 + JITTER))
