# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import date

import pytest

from desk.models.vocabulary import Channel, RouteMode
from desk.services.events import event_type, event_types
from desk.services.rules import (
    Audience,
    HoursMode,
    QuietHours,
    TemplateFacts,
    Timing,
    Trigger,
    TriggerKind,
    hours_problems,
    problems,
    ready_spec,
)
from tests.services.rules.cases import EMAIL, NOON, PLACE, SMS, all_of, cond, legs, spec

FRENCH = frozenset({"fr"})
TEMPLATE = TemplateFacts(template_id="t", version_id="v", languages=dict.fromkeys(Channel, FRENCH))
BEFORE = Trigger(
    kind=TriggerKind.DATE_FIELD,
    event_kind="order.due_reminder",
    date_field="order.due_at",
    offset_minutes=-120,
)
AFTER = replace(BEFORE, event_kind="order.overdue", offset_minutes=1440)
STATUS = Trigger(kind=TriggerKind.STATUS_CHANGED, event_kind="order.status_changed_to", to_status="ready")


def found(the_spec, *, template=TEMPLATE, senders=frozenset(Channel), languages=("fr",)):
    event = event_type(the_spec.trigger.event_kind)
    return [(one.code, one.place) for one in problems(the_spec, template, senders, event, languages)]


@pytest.mark.parametrize("trigger", [Trigger(event_kind="order.ready"), BEFORE, AFTER, STATUS])
def test_a_sound_rule_has_no_problem(trigger):
    assert found(spec(trigger=trigger)) == []


CASES = {
    "an event has no date": (
        {"trigger": replace(BEFORE, event_kind="order.ready")},
        "trigger_not_for_event",
        "trigger.kind",
    ),
    "a reminder is no event by itself": (
        {"trigger": Trigger(event_kind="order.due_reminder")},
        "trigger_not_for_event",
        "trigger.kind",
    ),
    "no status": (
        {"trigger": replace(STATUS, event_kind="customer.created", to_status="")},
        "event_without_status",
        "trigger.kind",
    ),
    "unknown status": ({"trigger": replace(STATUS, to_status="lost")}, "unknown_status", "trigger.to_status"),
    "no date": ({"trigger": replace(BEFORE, date_field="")}, "date_field_missing", "trigger.date_field"),
    "a text": (
        {"trigger": replace(BEFORE, date_field="order.number")},
        "not_a_date_field",
        "trigger.date_field",
    ),
    "somebody else's date": (
        {"trigger": replace(BEFORE, date_field="customer.birth_date")},
        "not_a_date_field",
        "trigger.date_field",
    ),
    "no offset": ({"trigger": replace(BEFORE, offset_minutes=0)}, "offset_missing", "trigger.offset_minutes"),
    "wrong side": (
        {"trigger": replace(AFTER, offset_minutes=-5)},
        "offset_wrong_side",
        "trigger.offset_minutes",
    ),
    "wall time": ({"trigger": replace(BEFORE, at="25:00")}, "bad_time", "trigger.at"),
    "role": ({"audience": Audience(role="trainer")}, "role_not_for_event", "audience.role"),
    "no legs": ({"legs": ()}, "no_legs", "legs"),
    "twice": ({"legs": legs(EMAIL, EMAIL)}, "channel_twice", "legs.1"),
    "mode": ({"mode": RouteMode.COMPANION}, "mode_not_available", "mode"),
    "quiet start": ({"timing": Timing(quiet=QuietHours(start="8h"))}, "bad_time", "timing.quiet.start"),
    "always quiet": (
        {"timing": Timing(quiet=QuietHours(weekdays=tuple(range(7))))},
        "always_quiet",
        "timing.quiet.weekdays",
    ),
    "weekday": ({"timing": Timing(quiet=QuietHours(weekdays=(7,)))}, "bad_weekday", "timing.quiet.weekdays"),
    "negative delay": ({"timing": Timing(delay_minutes=-1)}, "negative", "timing.delay_minutes"),
    "negative age": ({"max_age_minutes": -1}, "negative", "max_age_minutes"),
    "backwards": (
        {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)},
        "ends_before_start",
        "valid_until",
    ),
    "no topic": ({"topic": ""}, "topic_missing", "topic"),
    "condition": (
        {"conditions": all_of(cond("order.colour", "is", "red"))},
        "unknown_field",
        "conditions.items.0.path",
    ),
}


@pytest.mark.parametrize(("changes", "code", "place"), CASES.values(), ids=CASES)
def test_each_problem_is_named_with_its_place(changes, code, place):
    assert found(spec(**changes)) == [(code, place)]


def test_an_event_that_allows_one_channel_refuses_the_others():
    only_mail = replace(event_type("order.ready"), channels=frozenset({EMAIL, Channel.WEBHOOK}))
    wrong = problems(spec(), TEMPLATE, frozenset(Channel), only_mail, ("fr",))
    assert [(one.code, one.place, one.details["channel"]) for one in wrong] == [
        ("channel_not_allowed", "legs.1", "sms")
    ]


def test_each_leg_needs_a_sender():
    assert found(spec(), senders={EMAIL}) == [("no_sender", "legs.1")]


def test_a_rule_needs_a_published_template():
    assert found(spec(), template=None) == [("no_template", "template")]
    assert found(spec(), template=TemplateFacts(template_id="t")) == [("template_unpublished", "template")]


def test_each_leg_needs_a_text_in_each_language():
    template = replace(TEMPLATE, languages={EMAIL: FRENCH})
    assert found(spec(), template=template, languages=("fr-CA", "en")) == [
        ("language_missing", "legs.0"),
        ("text_missing", "legs.1"),
    ]


def test_several_problems_come_in_the_order_of_the_sentence():
    the_spec = spec(audience=Audience(role="nobody"), legs=(), conditions=all_of(cond("x", "is", 1)))
    assert [code for code, _ in found(the_spec, template=None)] == [
        "unknown_field",
        "role_not_for_event",
        "no_legs",
        "no_template",
    ]


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_every_ready_rule_that_can_reach_somebody_is_sound(event):
    wrong = {one.code for one in problems(ready_spec(event), TEMPLATE, frozenset(Channel), event, ("fr",))}
    assert wrong <= {"staff_not_reachable"}
    assert not wrong or event.is_staff


def test_the_legs_that_are_told_of_are_the_events():
    assert {leg.channel for leg in ready_spec(event_type("order.ready")).legs} == {EMAIL, SMS}


IN_HOURS = Timing(hours=HoursMode.OPENING_HOURS, quiet=None)
AT_NIGHT_ONLY = Timing(hours=HoursMode.OPENING_HOURS, quiet=QuietHours(start="08:00", end="20:00"))
SHUT = replace(PLACE, id="shut", name="Villeurbanne", opening=((),) * 7)


@pytest.mark.parametrize(
    ("timing", "places", "only", "expected"),
    [
        (Timing(), (SHUT,), (), []),
        (IN_HOURS, (PLACE,), (), []),
        (IN_HOURS, (PLACE, SHUT), (), [("never_open", "Villeurbanne")]),
        (IN_HOURS, (PLACE, SHUT), ("loc",), []),
        (IN_HOURS, (), (), [("no_location", None)]),
        (AT_NIGHT_ONLY, (PLACE,), (), [("never_open", "Lyon")]),
    ],
)
def test_a_message_that_could_never_leave_is_a_problem(timing, places, only, expected):
    found = hours_problems(spec(timing=timing, location_ids=only), places, NOON)
    assert [(one.code, one.details.get("location")) for one in found] == expected
