# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from desk.models.vocabulary import Dispatch, Outcome, PointState, RuleState, Topic
from desk.services.rules import (
    Audience,
    CatchUp,
    FlipKind,
    HoursMode,
    QuietHours,
    Timing,
    Trigger,
    TriggerKind,
    decide,
    flip,
)
from tests.services.rules.cases import (
    EMAIL,
    MAIL_POINT,
    NOON,
    PHONE_POINT,
    SMS,
    all_of,
    any_of,
    cond,
    legs,
    occasion,
    person,
    rule,
    spec,
    state,
)
from tests.services.rules.strategies import moments, people, rule_states, specs, states

MAIL_ONLY = legs(EMAIL)
STATUS = Trigger(kind=TriggerKind.STATUS_CHANGED, event_kind="order.ready", to_status="collected")
LUNCH = NOON + timedelta(minutes=30)
"""12:30 in Paris: the place is closed."""


def flipped(the_spec=None, *, who="default", of=None, at=None, now=NOON, view=None):
    recipient = person() if who == "default" else who
    return flip(of or occasion(), view or rule(the_spec), recipient, at or state(), now)


CASES = {
    "consent": (
        {"the_spec": spec(legs=MAIL_ONLY), "who": person(consents=frozenset())},
        FlipKind.GRANT_CONSENT,
        {"channel": "email", "topic": "operational"},
    ),
    "both consents of a newsletter": (
        {
            "the_spec": spec(legs=MAIL_ONLY, audience=Audience(subscribers_only=True)),
            "who": person(consents=frozenset()),
        },
        FlipKind.GRANT_CONSENT,
        {"channel": "email", "topic": "operational, commercial"},
    ),
    "suppression": (
        {
            "the_spec": spec(legs=MAIL_ONLY),
            "who": person(suppressed=frozenset({(EMAIL, MAIL_POINT.address, "")})),
        },
        FlipKind.RELEASE_SUPPRESSION,
        {"channel": "email", "address": MAIL_POINT.address},
    ),
    "no address": (
        {"the_spec": spec(legs=MAIL_ONLY), "who": person(points=(PHONE_POINT,))},
        FlipKind.ADD_ADDRESS,
        {"channel": "email"},
    ),
    "dead address": (
        {
            "the_spec": spec(legs=MAIL_ONLY),
            "who": person(points=(replace(MAIL_POINT, state=PointState.DEAD),)),
        },
        FlipKind.FIX_ADDRESS,
        {"channel": "email", "address": MAIL_POINT.address},
    ),
    "paused": ({"view": rule(state=RuleState.PAUSED)}, FlipKind.ACTIVATE_RULE, {}),
    "stopped": ({"at": state(stopped=True)}, FlipKind.RELEASE_STOP, {}),
    "not approved": ({"the_spec": spec(dispatch=Dispatch.CONFIRM_FIRST)}, FlipKind.APPROVE, {}),
    "no sender": (
        {"the_spec": spec(legs=legs(SMS)), "at": state(channels_with_sender=frozenset({EMAIL}))},
        FlipKind.ADD_SENDER,
        {"channel": "sms"},
    ),
    "no text": (
        {"view": rule(spec(legs=MAIL_ONLY), template_languages={})},
        FlipKind.WRITE_TEXT,
        {"channel": "email"},
    ),
    "status": ({"the_spec": spec(trigger=STATUS)}, FlipKind.CHANGE_STATUS, {"status": "collected"}),
    "a number": (
        {"the_spec": spec(conditions=all_of(cond("order.total", "at_least", 100)))},
        FlipKind.CHANGE_FIELD,
        {"path": "order.total", "value": "100"},
    ),
    "a date": (
        {
            "the_spec": spec(conditions=all_of(cond("order.due_at", "after", "2026-11-30"))),
            "of": occasion(fields={"order.due_at": "2026-11-30"}),
        },
        FlipKind.CHANGE_FIELD,
        {"path": "order.due_at", "value": "2026-12-01"},
    ),
    "a tag of one of two groups": (
        {
            "the_spec": spec(
                conditions=any_of(cond("customer.tags", "is", "vip"), cond("order.total", "at_least", 100))
            )
        },
        FlipKind.CHANGE_FIELD,
        {"path": "customer.tags", "value": "vip"},
    ),
    "a condition that no value helps": (
        {"the_spec": spec(conditions=all_of(cond("order.total", "before", "soon")))},
        FlipKind.DROP_CONDITION,
        {"path": "order.total"},
    ),
    "elsewhere": ({"the_spec": spec(location_ids=("other",))}, FlipKind.ADD_LOCATION, {}),
    "not valid": ({"the_spec": spec(valid_until=date(2026, 1, 1))}, FlipKind.EXTEND_VALIDITY, {}),
    "too late": (
        {"the_spec": spec(catch_up=CatchUp.SKIP), "now": NOON + timedelta(hours=2)},
        FlipKind.ALLOW_LATE,
        {},
    ),
    "closed": (
        {
            "the_spec": spec(timing=Timing(hours=HoursMode.OPENING_HOURS, quiet=None)),
            "now": LUNCH,
        },
        FlipKind.ALLOW_HOURS,
        {},
    ),
}


@pytest.mark.parametrize(("question", "kind", "details"), CASES.values(), ids=CASES)
def test_the_smallest_change_is_found(question, kind, details):
    found = flipped(**question)
    assert found is not None
    assert (found.kind, dict(found.details), found.outcome) == (kind, details, Outcome.SEND)


def test_the_first_leg_is_what_is_looked_at_first():
    found = flipped(who=person(consents=frozenset()))
    assert found is not None
    assert found.details["channel"] == "email"


def test_what_was_sent_would_have_been_kept_back_by_a_consent_withdrawn():
    found = flipped(spec(legs=MAIL_ONLY))
    assert found is not None
    assert (found.kind, found.outcome) == (FlipKind.WITHDRAW_CONSENT, Outcome.SKIP)


def test_with_two_channels_only_the_rule_keeps_it_back():
    found = flipped()
    assert found is not None
    assert found.kind is FlipKind.PAUSE_RULE


@pytest.mark.parametrize(
    "question",
    [
        {"at": state(subject_valid=False)},
        {"at": state(goal_met=True)},
        {"at": state(duplicate=True)},
        {"who": None},
        {"the_spec": spec(legs=MAIL_ONLY), "who": person(consents=frozenset(), points=())},
    ],
)
def test_what_no_single_change_turns_has_no_flip(question):
    assert flipped(**question) is None


def test_a_change_that_only_leads_to_waiting_is_better_than_none():
    quiet = Timing(quiet=QuietHours(start="08:00", end="20:00"))
    found = flipped(spec(legs=MAIL_ONLY, timing=quiet), who=person(consents=frozenset()))
    assert found is not None
    assert (found.kind, found.outcome) == (FlipKind.GRANT_CONSENT, Outcome.HOLD)


def test_the_law_cannot_be_flipped():
    sunday = NOON - timedelta(days=2)
    found = flipped(spec(topic=Topic.COMMERCIAL, legs=legs(SMS)), of=occasion(occurred_at=sunday), now=sunday)
    assert found is None


@given(
    specs,
    people,
    states,
    rule_states,
    moments,
)
def test_a_flip_always_changes_the_outcome(the_spec, who, at, rule_state, now):
    of, view = occasion(occurred_at=now), rule(the_spec, state=rule_state)
    found = flip(of, view, who, at, now)
    if found is not None:
        assert found.outcome is not decide(of, view, who, at, now).outcome
    else:
        assert decide(of, view, who, at, now).outcome is not Outcome.SEND
