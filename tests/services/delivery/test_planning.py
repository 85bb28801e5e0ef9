# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Outcome, Reason
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.planning import LOOK_AGAIN, intention_of
from desk.services.rules import Decision
from tests.services.rules.cases import EMAIL, NOON, SMS, decided, legs, occasion, person, rule, spec, state

LATER = NOON + timedelta(hours=20)


def meant(decision, the_rule=None):
    return intention_of(decision, occasion(), the_rule or rule(), person(), "ev1", NOON)


def test_a_send_is_planned_with_its_route():
    made = meant(decided(spec(legs=legs(EMAIL, SMS))))
    assert (made.state, made.delivery_state, made.reason) == (
        NotificationState.PLANNED,
        DeliveryState.QUEUED,
        None,
    )
    assert [leg.channel for leg in made.route] == [EMAIL, SMS]
    assert made.due_at == NOON
    assert (made.subject.customer_id, made.subject.record_id, made.subject.location_id) == ("c1", "o1", "loc")
    assert (made.evaluation_id, made.template_version_id, made.language) == ("ev1", "v1", "fr")


@pytest.mark.parametrize("reason", [Reason.NO_CONSENT, Reason.SUPPRESSED, Reason.NO_ADDRESS])
def test_who_cannot_be_reached_is_a_line_of_the_history(reason):
    made = meant(Decision(outcome=Outcome.SKIP, reason=reason, steps=()), rule(spec(legs=legs(SMS))))
    assert (made.state, made.delivery_state, made.reason) == (
        NotificationState.DONE,
        DeliveryState.UNDELIVERABLE,
        reason,
    )
    assert (made.route, made.fallback_channel) == ((), Channel.SMS)


@pytest.mark.parametrize(
    "reason", [Reason.CONDITION_FALSE, Reason.RULE_PAUSED, Reason.TOO_OLD, Reason.CAPPED]
)
def test_who_was_not_meant_is_not(reason):
    assert meant(Decision(outcome=Outcome.SKIP, reason=reason, steps=())) is None


def test_what_is_held_waits_until_its_time():
    held = Decision(outcome=Outcome.HOLD, reason=Reason.QUIET_HOURS, steps=(), due_at=LATER)
    made = meant(held)
    assert (made.state, made.reason, made.due_at) == (NotificationState.HELD, Reason.QUIET_HOURS, LATER)


def test_what_waits_for_a_time_that_never_comes_is_looked_at_again():
    never = Decision(outcome=Outcome.HOLD, reason=Reason.OUTSIDE_HOURS, steps=(), due_at=None)
    assert meant(never).due_at == NOON + LOOK_AGAIN


def test_what_waits_for_a_persons_word_waits_for_ever():
    asked = Decision(outcome=Outcome.HOLD, reason=Reason.AWAITING_APPROVAL, steps=(), due_at=None)
    made = meant(asked)
    assert (made.state, made.due_at) == (NotificationState.AWAITING_APPROVAL, FAR_AWAY)


def test_without_a_sender_it_is_held():
    made = meant(decided(at=state(channels_with_sender=frozenset())))
    assert (made.state, made.reason) == (NotificationState.HELD, Reason.NO_SENDER)


def test_without_a_place_there_is_none():
    made = intention_of(decided(), replace(occasion(), location=None), rule(), person(), "ev1", NOON)
    assert made.subject.location_id is None
