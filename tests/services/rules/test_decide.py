# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import (
    Dispatch,
    Outcome,
    PointState,
    Reason,
    RuleState,
    Topic,
    Urgency,
)
from desk.services.rules import (
    ANCHOR,
    TRANSACTIONAL,
    Audience,
    CatchUp,
    HoursMode,
    QuietHours,
    StepCode,
    Timing,
    Trigger,
    TriggerKind,
    decide,
)
from tests.services.rules.cases import (
    EMAIL,
    MAIL_POINT,
    NOON,
    PHONE_POINT,
    PLACE,
    SMS,
    all_of,
    cond,
    decided,
    legs,
    occasion,
    person,
    rule,
    spec,
    state,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUIET = Timing(quiet=QuietHours(start="20:00", end="08:00"))
EVENING = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
"""21:30 in Paris."""
EIGHT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
"""08:00 in Paris the next morning."""
STATUS = Trigger(kind=TriggerKind.STATUS_CHANGED, event_kind="order.ready", to_status="ready")
COMMERCIAL_SMS = {"topic": Topic.COMMERCIAL, "legs": legs(SMS)}


def outcome(decision):
    return decision.outcome, decision.reason


def steps(decision, code):
    return [step for step in decision.steps if step.code is code]


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


# ----------------------------------------------------------------------------------------------- time


def test_the_delay_counts_from_the_event_and_the_grace_from_when_desk_heard_of_it():
    rules = spec(timing=Timing(delay_minutes=10, quiet=None), grace_minutes=2)
    assert decided(rules).due_at == NOON + 10 * MINUTE
    late = occasion(recorded_at=NOON + HOUR)
    assert decided(rules, of=late, now=NOON + HOUR).due_at == NOON + HOUR + 2 * MINUTE


def test_a_message_that_was_moved_leaves_when_it_was_moved_to():
    rules = spec(timing=Timing(delay_minutes=10, quiet=None))
    assert decided(rules, at=state(moved_to=NOON + HOUR)).due_at == NOON + HOUR


def test_a_timers_event_waits_for_no_undo():
    trigger = Trigger(kind=TriggerKind.DATE_FIELD, event_kind="order.ready", date_field="order.due_at")
    assert decided(spec(trigger=trigger, grace_minutes=5)).due_at == NOON


def test_quiet_hours_hold_until_they_end():
    decision = decided(spec(timing=QUIET), of=occasion(occurred_at=EVENING), now=EVENING)
    assert outcome(decision) == (Outcome.HOLD, Reason.QUIET_HOURS)
    assert decision.due_at == EIGHT
    assert steps(decision, StepCode.QUIET)[0].details["until"] == EIGHT.isoformat()


def test_what_quiet_hours_held_leaves_when_they_end_even_if_the_rule_is_impatient():
    rules = spec(timing=QUIET, max_age_minutes=5)
    held = occasion(occurred_at=EVENING)
    assert outcome(decided(rules, of=held, now=EIGHT)) == (Outcome.SEND, None)
    assert decided(rules, of=held, now=EIGHT + HOUR).reason is Reason.TOO_OLD


def test_the_recipients_zone_counts_where_it_is_known():
    afternoon = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)  # 22:00 in Tokyo
    far = person(timezone="Asia/Tokyo")
    decision = decided(spec(timing=QUIET), who=far, of=occasion(occurred_at=afternoon), now=afternoon)
    assert decision.due_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)


def test_an_unknown_zone_means_the_shops():
    lost = person(timezone="Mars/Olympus")
    decision = decided(spec(timing=QUIET), who=lost, of=occasion(occurred_at=EVENING), now=EVENING)
    assert decision.due_at == EIGHT


def test_opening_hours_hold_until_the_place_opens():
    lunch = NOON + 30 * MINUTE
    rules = spec(timing=Timing(hours=HoursMode.OPENING_HOURS, quiet=None))
    decision = decided(rules, of=occasion(occurred_at=lunch), now=lunch)
    assert outcome(decision) == (Outcome.HOLD, Reason.OUTSIDE_HOURS)
    assert decision.due_at == NOON + 2 * HOUR


@pytest.mark.parametrize("place", [None, replace(PLACE, opening=((),) * 7)], ids=["none", "never open"])
def test_a_place_that_never_opens_holds_without_an_end(place):
    rules = spec(timing=Timing(hours=HoursMode.OPENING_HOURS, quiet=None))
    decision = decided(rules, of=occasion(location=place))
    assert outcome(decision) == (Outcome.HOLD, Reason.OUTSIDE_HOURS)
    assert decision.due_at is None


SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
ARMISTICE = datetime(2026, 11, 11, 11, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
LAW_CASES = [
    (SUNDAY, datetime(2026, 11, 23, 7, 0, tzinfo=UTC)),
    (ARMISTICE, datetime(2026, 11, 12, 7, 0, tzinfo=UTC)),
    (LATE, EIGHT),
    (NOON, NOON),
]


@pytest.mark.parametrize(("at", "due"), LAW_CASES)
def test_french_law_keeps_commercial_sms_quiet(at, due):
    decision = decided(spec(**COMMERCIAL_SMS), of=occasion(occurred_at=at), now=at)
    assert decision.due_at == due
    assert decision.outcome is (Outcome.SEND if due == at else Outcome.HOLD)


@pytest.mark.parametrize(
    "changes",
    [{"topic": Topic.OPERATIONAL, "legs": legs(SMS)}, {"topic": Topic.COMMERCIAL, "legs": legs(EMAIL)}],
)
def test_the_law_is_about_commercial_sms_only(changes):
    assert decided(spec(**changes), of=occasion(occurred_at=SUNDAY), now=SUNDAY).outcome is Outcome.SEND


def test_the_law_is_the_recipients_countrys():
    belgian = person(country="BE")
    decision = decided(spec(**COMMERCIAL_SMS), who=belgian, of=occasion(occurred_at=SUNDAY), now=SUNDAY)
    assert decision.outcome is Outcome.SEND


def test_the_shop_may_have_switched_the_law_off():
    at = state(legal_quiet_hours=False)
    decision = decided(spec(**COMMERCIAL_SMS), at=at, of=occasion(occurred_at=SUNDAY), now=SUNDAY)
    assert decision.outcome is Outcome.SEND


def test_an_instant_message_knows_no_hours_and_no_delay():
    timing = Timing(delay_minutes=30, hours=HoursMode.OPENING_HOURS)
    instant = spec(timing=timing, urgency=Urgency.INSTANT, grace_minutes=5)
    decision = decided(instant, of=occasion(occurred_at=EVENING), now=EVENING)
    assert outcome(decision) == (Outcome.SEND, None)
    assert (decision.due_at, decision.expires_at) == (EVENING, EVENING + 10 * MINUTE)


def test_an_instant_message_expires_when_its_event_says():
    fields = {"expires_at": (NOON + 5 * MINUTE).isoformat()}
    instant = spec(urgency=Urgency.INSTANT)
    assert decided(instant, of=occasion(fields=fields)).expires_at == NOON + 5 * MINUTE
    late = decided(instant, of=occasion(fields=fields), now=NOON + 5 * MINUTE)
    assert outcome(late) == (Outcome.SKIP, Reason.TOO_OLD)


REMINDER = Trigger(
    kind=TriggerKind.DATE_FIELD,
    event_kind="order.ready",
    date_field="order.due_at",
    offset_minutes=-120,
)


@pytest.mark.parametrize("path", [ANCHOR, "order.due_at"])
def test_a_reminder_is_worthless_after_the_date_it_announces(path):
    fields = {path: (NOON + 2 * HOUR).isoformat()}
    assert decided(spec(trigger=REMINDER), of=occasion(fields=fields)).expires_at == NOON + 2 * HOUR
    late = decided(spec(trigger=REMINDER), of=occasion(fields=fields), now=NOON + 2 * HOUR)
    assert late.reason is Reason.TOO_OLD


def test_a_reminder_of_a_day_lasts_until_the_day_is_over():
    fields = {ANCHOR: "2026-11-24"}
    decision = decided(spec(trigger=REMINDER), of=occasion(fields=fields))
    assert decision.expires_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)


def test_what_comes_after_its_date_never_expires():
    fields = {ANCHOR: (NOON - 2 * HOUR).isoformat()}
    after = replace(REMINDER, offset_minutes=120)
    assert decided(spec(trigger=after), of=occasion(fields=fields)).expires_at is None


@pytest.mark.parametrize(
    ("changes", "minutes", "reason"),
    [
        ({}, 100_000, None),
        ({"max_age_minutes": 60}, 60, None),
        ({"max_age_minutes": 60}, 61, Reason.TOO_OLD),
        ({"catch_up": CatchUp.SKIP}, 30, None),
        ({"catch_up": CatchUp.SKIP}, 31, Reason.TOO_OLD),
        ({"catch_up": CatchUp.SKIP, "max_age_minutes": 60}, 45, None),
    ],
)
def test_catching_up(changes, minutes, reason):
    assert decided(spec(**changes), now=NOON + minutes * MINUTE).reason is reason


def test_a_delay_does_not_make_a_message_old():
    rules = spec(timing=Timing(delay_minutes=120, quiet=None), max_age_minutes=5)
    assert decided(rules, now=NOON + 2 * HOUR).outcome is Outcome.SEND


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


# ----------------------------------------------------------------------------------------- invariants


moments = st.builds(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE, st.integers(0, 1_000_000)
)
channels = st.sampled_from([EMAIL, SMS])
specs = st.builds(
    lambda topic, urgency, dispatch, quiet, hours, delay, only, order, age: spec(
        topic=topic,
        urgency=urgency,
        dispatch=dispatch,
        timing=Timing(delay_minutes=delay, hours=hours, quiet=quiet),
        audience=Audience(subscribers_only=only),
        legs=legs(*order),
        max_age_minutes=age,
    ),
    st.sampled_from(Topic),
    st.sampled_from(Urgency),
    st.sampled_from(Dispatch),
    st.sampled_from(
        [None, QuietHours(), QuietHours(start="12:00", end="14:00", weekdays=(0, 6), holidays=True)]
    ),
    st.sampled_from(HoursMode),
    st.integers(0, 3000),
    st.booleans(),
    st.permutations([EMAIL, SMS]),
    st.none() | st.integers(0, 5000),
)
people = st.builds(
    lambda consents, listed, points, zone: person(
        consents=consents, suppressed=listed, points=tuple(points), timezone=zone
    ),
    st.frozensets(st.tuples(st.sampled_from(["operational", "commercial", "quality"]), channels)),
    st.frozensets(
        st.tuples(
            channels,
            st.sampled_from([MAIL_POINT.address, PHONE_POINT.address]),
            st.sampled_from(["", "quality"]),
        ),
        max_size=2,
    ),
    st.lists(
        st.sampled_from([MAIL_POINT, PHONE_POINT, replace(MAIL_POINT, state=PointState.DEAD)]), max_size=3
    ),
    st.sampled_from(["", "Europe/Paris", "America/New_York", "Nowhere/Land"]),
)
states = st.builds(
    lambda senders, approved, stopped, valid: state(
        channels_with_sender=senders, approved=approved, stopped=stopped, subject_valid=valid
    ),
    st.frozensets(channels),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
rule_states = st.sampled_from(RuleState)


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
