# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desk.models.vocabulary import (
    Dispatch,
    Outcome,
    PointState,
    Reason,
    RuleState,
    Urgency,
)
from desk.services.rules import (
    TRANSACTIONAL,
    Audience,
    QuietHours,
    StepCode,
    Timing,
    Trigger,
    TriggerKind,
)
from tests.services.rules.cases import (
    EMAIL,
    MAIL_POINT,
    NOON,
    PHONE_POINT,
    SMS,
    all_of,
    cond,
    decided,
    legs,
    occasion,
    outcome,
    person,
    rule,
    spec,
    state,
    steps,
)

DAY = timedelta(days=1)
QUIET = Timing(quiet=QuietHours(start="20:00", end="08:00"))
STATUS = Trigger(kind=TriggerKind.STATUS_CHANGED, event_kind="order.ready", to_status="ready")


def test_when_all_is_well_it_is_sent_at_once_by_the_first_leg_with_the_rest_behind():
    decision = decided()
    assert outcome(decision) == (Outcome.SEND, None)
    assert decision.due_at == NOON
    assert [(leg.channel, leg.address, leg.point_id) for leg in decision.legs] == [
        (EMAIL, "sophie@example.org", "p1"),
        (SMS, "+33639980001", "p2"),
    ]
    assert decision.language == "fr"
    assert decision.expires_at is None


# ---------------------------------------------------------------------------------------- the first no


NOS = {
    "paused": ({"view": rule(state=RuleState.PAUSED)}, Reason.RULE_PAUSED),
    "draft": ({"view": rule(state=RuleState.DRAFT)}, Reason.RULE_PAUSED),
    "archived": ({"view": rule(state=RuleState.ARCHIVED)}, Reason.RULE_PAUSED),
    "not yet valid": ({"the_spec": spec(valid_from=date(2026, 11, 25))}, Reason.CONDITION_FALSE),
    "no longer valid": ({"the_spec": spec(valid_until=date(2026, 11, 23))}, Reason.CONDITION_FALSE),
    "elsewhere": ({"the_spec": spec(location_ids=("other",))}, Reason.CONDITION_FALSE),
    "nowhere": (
        {"the_spec": spec(location_ids=("loc",)), "of": occasion(location=None)},
        Reason.CONDITION_FALSE,
    ),
    "another event": ({"of": occasion(kind="order.created")}, Reason.CONDITION_FALSE),
    "another rule's timer": ({"of": occasion(rule_id="r2")}, Reason.CONDITION_FALSE),
    "another status": (
        {"the_spec": spec(trigger=STATUS), "of": occasion(status="repair")},
        Reason.CONDITION_FALSE,
    ),
    "condition": (
        {"the_spec": spec(conditions=all_of(cond("order.total", "at_least", 10)))},
        Reason.CONDITION_FALSE,
    ),
    "nobody": ({"who": None}, Reason.NO_ADDRESS),
    "overtaken": ({"at": state(subject_valid=False)}, Reason.SUBJECT_CHANGED),
    "goal": ({"at": state(goal_met=True)}, Reason.GOAL_MET),
    "told already": ({"at": state(duplicate=True)}, Reason.DUPLICATE),
    "told too much": ({"at": state(capped=True)}, Reason.CAPPED),
    "no consent": ({"who": person(consents=frozenset())}, Reason.NO_CONSENT),
    "no address": ({"who": person(points=())}, Reason.NO_ADDRESS),
    "tried all": ({"at": state(attempted=frozenset({EMAIL, SMS}))}, Reason.NO_ADDRESS),
}


@pytest.mark.parametrize(("changes", "reason"), NOS.values(), ids=NOS)
def test_what_is_skipped_says_why(changes, reason):
    decision = decided(**changes)
    assert outcome(decision) == (Outcome.SKIP, reason)
    assert decision.legs == ()
    assert decision.due_at is None


def test_a_skip_ends_with_the_step_that_decided():
    decision = decided(view=rule(state=RuleState.PAUSED))
    assert decision.steps[-1].code is StepCode.RULE
    assert decision.steps[-1].reason is Reason.RULE_PAUSED
    assert decision.steps[0].code is StepCode.EVENT


@pytest.mark.parametrize("day", [date(2026, 11, 24), None])
def test_both_ends_of_the_validity_belong_to_it(day):
    assert decided(spec(valid_from=day, valid_until=day)).outcome is Outcome.SEND


def test_the_day_of_validity_is_the_places_day():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Paris
    decision = decided(spec(valid_from=date(2026, 11, 25)), of=occasion(occurred_at=late), now=late)
    assert decision.outcome is Outcome.SEND


@pytest.mark.parametrize("wanted", ["", "ready"])
def test_a_status_trigger_takes_any_status_or_its_own(wanted):
    assert decided(spec(trigger=replace(STATUS, to_status=wanted))).outcome is Outcome.SEND


def test_every_condition_is_told_with_the_value_it_found():
    conditions = all_of(cond("order.total", "at_least", 10), cond("order.type", "is", "vente"))
    found = occasion(fields={"order.total": "12.50", "order.type": "réparation"})
    told = steps(decided(spec(conditions=conditions), of=found), StepCode.CONDITION)
    assert [(step.passed, step.details["actual"]) for step in told] == [
        (True, "12.50"),
        (False, "réparation"),
    ]
    summed = steps(decided(spec(conditions=conditions), of=found), StepCode.CONDITIONS)
    assert summed[0].details == {"true": "1", "total": "2"}


# --------------------------------------------------------------------------------------- the channels


def test_the_second_leg_stands_in_for_an_impossible_first():
    decision = decided(who=person(consents=frozenset({("operational", SMS)})))
    assert [leg.channel for leg in decision.legs] == [SMS]
    refused, possible = steps(decision, StepCode.CHANNEL)
    assert (refused.reason, possible.reason) == (Reason.NO_CONSENT, None)


def test_what_was_tried_is_not_tried_again():
    decision = decided(at=state(attempted=frozenset({EMAIL})))
    assert [leg.channel for leg in decision.legs] == [SMS]
    assert steps(decision, StepCode.CHANNEL)[0].passed is None


def test_not_wanting_counts_before_not_being_reachable():
    nadia = person(points=(MAIL_POINT,), consents=frozenset({("operational", SMS)}))
    assert decided(who=nadia).reason is Reason.NO_CONSENT


@pytest.mark.parametrize("topic", ["", "operational"])
def test_a_suppressed_address_is_not_written_to(topic):
    listed = frozenset({(EMAIL, MAIL_POINT.address, topic)})
    assert decided(spec(legs=legs(EMAIL)), who=person(suppressed=listed)).reason is Reason.SUPPRESSED


def test_a_suppression_for_another_topic_or_channel_does_not_count():
    listed = frozenset({(EMAIL, MAIL_POINT.address, "commercial"), (SMS, MAIL_POINT.address, "")})
    assert decided(spec(legs=legs(EMAIL)), who=person(suppressed=listed)).outcome is Outcome.SEND


def test_the_next_address_stands_in_for_a_dead_or_suppressed_one():
    dead = replace(MAIL_POINT, address="old@example.org", state=PointState.DEAD)
    listed = replace(MAIL_POINT, address="no@example.org")
    who = person(points=(dead, listed, MAIL_POINT), suppressed=frozenset({(EMAIL, "no@example.org", "")}))
    assert decided(spec(legs=legs(EMAIL)), who=who).legs[0].address == MAIL_POINT.address


def test_a_landline_gets_no_sms():
    landline = replace(PHONE_POINT, address="+33199000001")
    assert decided(spec(legs=legs(SMS)), who=person(points=(landline,))).reason is Reason.NO_ADDRESS


def test_without_any_sender_the_message_waits_for_one():
    decision = decided(at=state(channels_with_sender=frozenset()))
    assert outcome(decision) == (Outcome.HOLD, Reason.NO_SENDER)


def test_without_a_text_the_message_waits_for_one():
    decision = decided(view=rule(template_languages={}))
    assert outcome(decision) == (Outcome.HOLD, Reason.RENDER_ERROR)


def test_a_decision_says_why_a_channel_is_refused():
    operational = frozenset({("operational", EMAIL)})
    decision = decided(spec(legs=legs(EMAIL, SMS)), who=person(consents=operational))
    assert decision.refusal_of(SMS) is Reason.NO_CONSENT
    assert decision.refusal_of("letter") is Reason.NO_ADDRESS


def test_subscribers_only_asks_for_the_commercial_consent_too():
    subscribers = spec(audience=Audience(subscribers_only=True))
    operational = frozenset({("operational", EMAIL), ("operational", SMS)})
    assert decided(subscribers, who=person(consents=operational)).reason is Reason.NO_CONSENT
    assert decided(subscribers).outcome is Outcome.SEND


@pytest.mark.parametrize("kind", sorted(TRANSACTIONAL))
def test_a_code_that_was_asked_for_needs_no_consent(kind):
    otp = spec(trigger=Trigger(event_kind=kind), urgency=Urgency.INSTANT)
    decision = decided(otp, of=occasion(kind=kind), who=person(consents=frozenset()))
    assert decision.outcome is Outcome.SEND


def test_nothing_else_instant_goes_without_consent():
    kind = "technician.on_the_way"
    instant = spec(trigger=Trigger(event_kind=kind), urgency=Urgency.INSTANT)
    decision = decided(instant, of=occasion(kind=kind), who=person(consents=frozenset()))
    assert decision.reason is Reason.NO_CONSENT


LANGUAGE_CASES = [
    ("fr-CA", "en", {"fr", "en"}, "fr"),
    ("de", "en", {"fr", "en"}, "en"),
    ("", "fr", {"fr", "en"}, "fr"),
    ("en", "fr", {"fr", "en"}, "en"),
    ("de", "es", {"fr"}, "fr"),
]


@pytest.mark.parametrize(("theirs", "shops", "there", "chosen"), LANGUAGE_CASES)
def test_the_language_falls_back(theirs, shops, there, chosen):
    view = rule(template_languages={EMAIL: frozenset(there), SMS: frozenset(there)})
    decision = decided(view=view, who=person(language=theirs), at=state(shop_language=shops))
    assert decision.language == chosen


# --------------------------------------------------------------------------------------------- people


def test_confirm_first_waits_for_a_person():
    confirm = spec(dispatch=Dispatch.CONFIRM_FIRST)
    assert outcome(decided(confirm)) == (Outcome.HOLD, Reason.AWAITING_APPROVAL)
    assert outcome(decided(confirm, at=state(approved=True))) == (Outcome.SEND, None)


def test_what_a_person_has_approved_is_not_too_old():
    confirm = spec(dispatch=Dispatch.CONFIRM_FIRST, max_age_minutes=5)
    assert decided(confirm, at=state(approved=True), now=NOON + DAY).outcome is Outcome.SEND


def test_stopped_is_stopped_whatever_else():
    confirm = spec(dispatch=Dispatch.CONFIRM_FIRST, timing=QUIET)
    decision = decided(confirm, at=state(stopped=True))
    assert outcome(decision) == (Outcome.HOLD, Reason.STOPPED)
