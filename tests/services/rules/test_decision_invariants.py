# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import (
    Dispatch,
    Outcome,
    PointState,
    Reason,
    RuleState,
    Topic,
)
from desk.services.rules import (
    decide,
)
from tests.services.rules.cases import (
    occasion,
    outcome,
    person,
    rule,
    state,
)
from tests.services.rules.strategies import MINUTE, moments, people, rule_states, specs, states


@given(specs, people, states, rule_states, st.tuples(moments, st.integers(0, 5000)))
def test_nothing_leaves_that_must_not(the_spec, who, at, rule_state, when):
    occurred_at, now = when[0], when[0] + when[1] * MINUTE
    view = rule(the_spec, state=rule_state)
    decision = decide(occasion(occurred_at=occurred_at), view, who, at, now)
    assert decide(occasion(occurred_at=occurred_at), view, who, at, now) == decision
    if decision.outcome is Outcome.SKIP:
        assert decision.reason is not None
        return
    assert rule_state is RuleState.ACTIVE
    assert at.subject_valid
    if decision.outcome is Outcome.HOLD:
        assert decision.reason is not None
        return
    assert decision.reason is None
    assert not at.stopped
    assert at.approved or the_spec.dispatch is Dispatch.AUTOMATIC
    assert decision.due_at is not None
    assert decision.due_at >= now
    assert decision.legs
    for leg in decision.legs:
        assert (the_spec.topic, leg.channel) in who.consents
        assert (leg.channel, leg.address, "") not in who.suppressed
        assert (leg.channel, leg.address, the_spec.topic) not in who.suppressed
        assert leg.channel in at.channels_with_sender
        assert any(
            point.address == leg.address and point.state is not PointState.DEAD for point in who.points
        )
        if the_spec.audience.subscribers_only:
            assert (Topic.COMMERCIAL, leg.channel) in who.consents


@given(specs, people, moments)
def test_what_is_due_later_is_sent_when_it_is_decided_again_then(the_spec, who, occurred_at):
    first = decide(occasion(occurred_at=occurred_at), rule(the_spec), who, state(), occurred_at)
    waits = {Reason.QUIET_HOURS, Reason.OUTSIDE_HOURS, None}
    if first.due_at is None or first.reason not in waits:
        return
    again = decide(occasion(occurred_at=occurred_at), rule(the_spec), who, state(), first.due_at)
    assert outcome(again) == (Outcome.SEND, None)
    assert again.due_at == first.due_at
    assert again.legs == first.legs


@given(specs, moments, st.timedeltas(timedelta(0), timedelta(days=10)))
def test_order_is_kept(the_spec, earlier, gap):
    later = earlier + gap
    unhurried = replace(the_spec, max_age_minutes=None)
    one = decide(occasion(occurred_at=earlier), rule(unhurried), person(), state(), earlier)
    other = decide(occasion(occurred_at=later), rule(unhurried), person(), state(), later)
    if one.due_at is not None and other.due_at is not None:
        assert one.due_at <= other.due_at
