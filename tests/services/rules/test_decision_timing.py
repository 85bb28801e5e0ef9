# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.models.vocabulary import (
    Outcome,
    Reason,
    Topic,
    Urgency,
)
from desk.services.rules import (
    ANCHOR,
    CatchUp,
    HoursMode,
    QuietHours,
    StepCode,
    Timing,
    Trigger,
    TriggerKind,
)
from tests.services.rules.cases import (
    EMAIL,
    NOON,
    PLACE,
    SMS,
    decided,
    legs,
    occasion,
    outcome,
    person,
    spec,
    state,
    steps,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
QUIET = Timing(quiet=QuietHours(start="20:00", end="08:00"))
EVENING = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
"""21:30 in Paris."""
EIGHT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
"""08:00 in Paris the next morning."""
COMMERCIAL_SMS = {"topic": Topic.COMMERCIAL, "legs": legs(SMS)}


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


def test_a_field_that_is_only_called_so_does_not_shorten_it():
    fields = {"order.quote_expires_at": "2026-11-01", "home.expires_at": (NOON - HOUR).isoformat()}
    instant = spec(urgency=Urgency.INSTANT)
    assert decided(instant, of=occasion(fields=fields)).expires_at == NOON + 10 * MINUTE


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


@pytest.mark.parametrize(
    ("timing", "urgency", "now", "told"),
    [
        (Timing(quiet=None), Urgency.NORMAL, EVENING, [{"none": "rule"}]),
        (Timing(quiet=None), Urgency.NORMAL, NOON, []),
        (QUIET, Urgency.NORMAL, NOON, []),
        (QUIET, Urgency.INSTANT, EVENING, [{"none": "urgency"}]),
    ],
)
def test_what_leaves_at_night_says_that_it_knows_no_quiet_hours(timing, urgency, now, told):
    found = decided(
        spec(timing=timing, urgency=urgency, grace_minutes=0), now=now, of=occasion(occurred_at=now)
    )
    assert found.due_at == now
    quiet = [step for step in found.steps if step.code is StepCode.QUIET]
    assert [(step.passed, step.details) for step in quiet] == [(None, details) for details in told]
