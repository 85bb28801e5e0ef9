# SPDX-License-Identifier: LicenseRef-Desk
"""Tries grow rarer, spread out, and end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Urgency
from desk.services.delivery.retry import JITTER, LIFETIME, STEPS, after_refusal

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LUCK = st.floats(min_value=0, max_value=1, exclude_max=True)


@given(attempts=st.integers(1, 50), luck=LUCK)
def test_the_wait_is_the_step_within_its_jitter(attempts, luck):
    retry = after_refusal(attempts=attempts, first_due=NOON, now=NOON, urgency=Urgency.NORMAL, luck=luck)
    step = STEPS[min(attempts, len(STEPS)) - 1]
    assert retry.at is not None
    assert step * (1 - JITTER) <= retry.at - NOON <= step * (1 + JITTER)


@given(urgency=st.sampled_from(Urgency), luck=LUCK, attempts=st.integers(1, 50))
def test_nothing_is_tried_after_its_lifetime(urgency, luck, attempts):
    late = NOON + LIFETIME[urgency]
    assert after_refusal(attempts=attempts, first_due=NOON, now=late, urgency=urgency, luck=luck).at is None


@given(luck=LUCK)
def test_an_instant_message_is_given_up_soon(luck):
    now, tries = NOON, 0
    while retry := after_refusal(
        attempts=tries + 1, first_due=NOON, now=now, urgency=Urgency.INSTANT, luck=luck
    ).at:
        now, tries = retry, tries + 1
    assert now - NOON <= LIFETIME[Urgency.INSTANT]
    assert tries <= 3


def test_a_normal_message_is_tried_for_two_days():
    now, tries = NOON, 0
    while retry := after_refusal(
        attempts=tries + 1, first_due=NOON, now=now, urgency=Urgency.NORMAL, luck=0.5
    ).at:
        now, tries = retry, tries + 1
    assert timedelta(days=1, hours=18) < now - NOON <= timedelta(days=2)
    assert 12 < tries < 30
