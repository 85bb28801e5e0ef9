# SPDX-License-Identifier: LicenseRef-Desk
"""A draft with one thing changed: events, moments, channels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel
from desk.services.channels import BUILT
from desk.services.events import event_type, event_types
from desk.services.rules import Comparison, Condition, Group, RuleDraft, problems, ready_spec
from desk.ui.panes.rules import edits

READY = event_type("order.ready")


def draft(event=READY):
    return RuleDraft(name="x", spec=ready_spec(event), template_id="t1")


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_any_event_can_follow_any_rule(event):
    whole = edits.with_spec(
        draft(),
        conditions=Group(items=(Condition(path="order.total", comparison=Comparison.AT_LEAST, value="20"),)),
    )
    changed = edits.with_event(whole, event, None, BUILT)
    assert changed.spec.trigger.event_kind == event.name
    assert changed.spec.audience.role in event.roles
    codes = {problem.code for problem in problems(changed.spec, None, BUILT, event)}
    assert codes <= {"no_template", "staff_not_reachable", "no_legs"}


def test_the_template_of_the_new_event_is_taken_and_the_old_one_kept_without():
    cancelled = event_type("order.cancelled")
    assert edits.with_event(draft(), cancelled, "t2", BUILT).template_id == "t2"
    assert edits.with_event(draft(), cancelled, None, BUILT).template_id == "t1"


@given(st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=5))
def test_moments_are_kept_once_in_the_order_of_time(offsets):
    trigger = edits.with_offsets(draft(), offsets).spec.trigger
    assert trigger.offsets == tuple(sorted(set(offsets)))


def test_the_last_moment_cannot_be_removed():
    before = draft(event_type("order.due_reminder"))
    assert edits.with_offsets(before, ()).spec.trigger.offsets == before.spec.trigger.offsets


def channels(whole):
    return [leg.channel for leg in whole.spec.legs]


def test_legs_are_added_changed_moved_and_removed():
    whole = edits.with_spec(draft(), legs=())
    whole = edits.with_leg(edits.with_leg(whole, Channel.EMAIL), Channel.SMS)
    assert channels(edits.leg_moved(whole, 1, 0)) == [Channel.SMS, Channel.EMAIL]
    assert channels(edits.with_channel(whole, 1, Channel.LETTER)) == [Channel.EMAIL, Channel.LETTER]
    assert channels(edits.without_leg(whole, 0)) == [Channel.SMS]


def test_a_route_is_cut_down_to_what_an_event_allows():
    spec = draft().spec
    assert edits.with_route(spec, (Channel.SMS,), frozenset({Channel.EMAIL})) is None
    kept = edits.with_route(spec, (Channel.EMAIL, Channel.SMS), frozenset({Channel.SMS}))
    assert [leg.channel for leg in kept.legs] == [Channel.SMS]
