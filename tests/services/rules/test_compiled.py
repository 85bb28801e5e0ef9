# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.models.vocabulary import Topic, Urgency
from desk.services.rules import LATE_AFTER, Audience, CatchUp, QuietHours, Timing, Trigger, TriggerKind
from desk.services.rules.compiled import plan_of
from tests.services.rules.cases import EMAIL, SMS, spec

DATE = Trigger(kind=TriggerKind.DATE_FIELD, event_kind="order.due_reminder", date_field="order.due_at")


def test_times_become_spans():
    plan = plan_of(spec(timing=Timing(delay_minutes=90), grace_minutes=5, max_age_minutes=60), {})
    assert (plan.delay, plan.grace, plan.patience) == (
        timedelta(minutes=90),
        timedelta(minutes=5),
        timedelta(hours=1),
    )
    assert plan.quiet is not None
    assert plan.channels == (EMAIL, SMS)


def test_an_instant_message_waits_for_nothing():
    timing = Timing(delay_minutes=90)
    plan = plan_of(spec(timing=timing, grace_minutes=5, urgency=Urgency.INSTANT), {})
    assert (plan.delay, plan.grace, plan.quiet, plan.is_instant) == (timedelta(0), timedelta(0), None, True)


@pytest.mark.parametrize(
    ("changes", "patience"),
    [
        ({}, None),
        ({"catch_up": CatchUp.SKIP}, LATE_AFTER),
        ({"catch_up": CatchUp.SKIP, "max_age_minutes": 90}, timedelta(minutes=90)),
        ({"max_age_minutes": 0}, timedelta(0)),
    ],
)
def test_patience(changes, patience):
    assert plan_of(spec(**changes), {}).patience == patience


@pytest.mark.parametrize(
    ("topic", "only", "asked"),
    [
        (Topic.OPERATIONAL, False, ("operational",)),
        (Topic.OPERATIONAL, True, ("operational", "commercial")),
        (Topic.COMMERCIAL, True, ("commercial",)),
    ],
)
def test_the_consents_asked_for(topic, only, asked):
    assert plan_of(spec(topic=topic, audience=Audience(subscribers_only=only)), {}).topics == asked


@pytest.mark.parametrize(("offsets", "announces"), [((-60,), True), ((60,), False), ((60, -60), True)])
def test_what_comes_before_its_date_announces_it(offsets, announces):
    trigger = Trigger(
        kind=DATE.kind,
        event_kind=DATE.event_kind,
        date_field=DATE.date_field,
        offset_minutes=offsets[0],
        further_offsets=offsets[1:],
    )
    plan = plan_of(spec(trigger=trigger, grace_minutes=5), {})
    assert plan.announces is announces
    assert plan.grace == timedelta(0)


def test_wall_times_that_are_none_are_a_mistake():
    with pytest.raises(ValueError, match="8h"):
        plan_of(spec(timing=Timing(quiet=QuietHours(start="8h"))), {})
