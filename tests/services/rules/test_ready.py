# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
from desk.services.events import event_type, event_types
from desk.services.rules import CatchUp, Comparison, Trigger, TriggerKind, ready_spec


def ready(name):
    return ready_spec(event_type(name))


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_a_ready_rule_keeps_what_its_event_declares(event):
    made = ready_spec(event)
    assert (made.topic, made.urgency, made.dispatch) == (event.topic, event.urgency, event.dispatch)
    assert made.legs
    assert {leg.channel for leg in made.legs} <= event.channels
    assert made.audience.role in event.roles


def test_a_reminder_counts_from_its_date():
    assert ready("order.due_reminder").trigger == Trigger(
        kind=TriggerKind.DATE_FIELD,
        event_kind="order.due_reminder",
        date_field="order.due_at",
        offset_minutes=-120,
    )


def test_a_repeated_reminder_is_a_series():
    assert ready("order.uncollected").trigger.offsets == tuple(days * 1440 for days in (3, 7, 14, 30))


def test_a_birthday_comes_every_year_to_subscribers():
    made = ready("customer.birthday")
    assert made.trigger.kind is TriggerKind.YEARLY
    assert (made.trigger.offset_minutes, made.trigger.at) == (-3 * 1440, "10:00")
    assert made.audience.subscribers_only
    assert made.topic == Topic.COMMERCIAL


def test_a_status_is_the_parameters():
    trigger = ready("order.status_changed_to").trigger
    assert (trigger.kind, trigger.to_status) == (TriggerKind.STATUS_CHANGED, "in_progress")
    assert ready("order.status_changed").trigger.to_status == ""


def test_what_must_be_there_is_a_condition():
    (condition,) = ready("order.due_changed").conditions.items
    assert (condition.path, condition.comparison) == ("order.due_at", Comparison.IS_SET)


def test_a_code_is_instant_and_never_late():
    made = ready("account.otp")
    assert made.urgency is Urgency.INSTANT
    assert made.catch_up is CatchUp.SKIP
    assert made.timing.quiet is None
    assert made.legs[0].channel is Channel.SMS


def test_what_is_delicate_is_confirmed_first():
    assert ready("order.overdue").dispatch is Dispatch.CONFIRM_FIRST
