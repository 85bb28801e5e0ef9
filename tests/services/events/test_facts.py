# SPDX-License-Identifier: LicenseRef-Desk
"""Which events a change raises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import NotFound
from desk.services.events import KINDS, facts_of, record_kind
from desk.services.shop import RecordState

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STATE = RecordState(
    id="r1",
    kind="order",
    version=1,
    reference="1042",
    title="vélo",
    status="new",
    customer_id="c1",
    location_id=None,
    assignee_id=None,
    people={},
    due_at=None,
    closed_at=None,
    created_at=NOW,
    updated_at=NOW,
    fields={},
)


def changed(state=STATE, **more):
    return replace(state, version=state.version + 1, **more)


def names(before, after):
    return [fact.kind for fact in facts_of(before, after)]


def test_a_new_record_raises_its_creation():
    assert names(None, STATE) == ["order.created"]
    assert names(None, replace(STATE, kind="appointment", status="booked")) == ["appointment.created"]
    assert names(None, replace(STATE, kind="lead")) == ["lead.created"]


def test_a_record_that_is_born_in_a_later_status_enters_it():
    assert names(None, replace(STATE, status="ready", assignee_id="o1")) == [
        "order.created",
        "order.status_changed",
        "order.status_changed_to",
        "order.ready",
        "order.assigned",
    ]


@pytest.mark.parametrize(
    ("kind", "status", "raised"),
    [
        ("order", "in_progress", ["order.status_changed", "order.status_changed_to"]),
        ("order", "ready", ["order.status_changed", "order.status_changed_to", "order.ready"]),
        ("order", "collected", ["order.status_changed", "order.status_changed_to", "order.collected"]),
        ("order", "cancelled", ["order.status_changed", "order.status_changed_to", "order.cancelled"]),
        ("order", "unrepairable", ["order.status_changed", "order.status_changed_to", "order.unrepairable"]),
        ("order", "quote_ready", ["order.status_changed", "order.status_changed_to", "order.quote_ready"]),
        (
            "order",
            "waiting_parts",
            ["order.status_changed", "order.status_changed_to", "order.waiting_parts"],
        ),
        ("appointment", "confirmed", []),
        ("appointment", "no_show", ["appointment.no_show"]),
        ("appointment", "cancelled", ["appointment.cancelled"]),
        ("appointment", "on_the_way", ["technician.on_the_way"]),
        ("lead", "contacted", ["lead.status_changed_to"]),
        ("lead", "converted", ["lead.status_changed_to", "lead.converted"]),
        ("lead", "lost", ["lead.status_changed_to", "lead.lost"]),
    ],
)
def test_a_status_raises_its_own_event(kind, status, raised):
    before = replace(STATE, kind=kind, status=record_kind(kind).statuses[0].code)
    assert names(before, changed(before, status=status)) == raised


def test_a_status_change_says_from_where_to_where():
    facts = facts_of(STATE, changed(status="ready"))
    assert {fact.snapshot["order.status"] for fact in facts} == {"ready"}
    assert {fact.snapshot["order.previous_status"] for fact in facts} == {"new"}


@pytest.mark.parametrize(
    ("kind", "raised"), [("order", "order.due_changed"), ("appointment", "appointment.moved")]
)
def test_a_moved_date_says_from_when_to_when(kind, raised):
    declared = record_kind(kind)
    before = replace(STATE, kind=kind, due_at=NOW)
    (fact,) = facts_of(before, changed(before, due_at=NOW + timedelta(days=1)))
    assert fact.kind == raised
    assert fact.snapshot[declared.due_field] == "2026-11-23T09:30:00+00:00"
    assert fact.snapshot[declared.previous_due_field] == "2026-11-22T09:30:00+00:00"


def test_a_date_that_is_taken_away_is_a_change_too():
    before = replace(STATE, due_at=NOW)
    (removed,) = facts_of(before, changed(before, due_at=None))
    assert removed.kind == "order.due_changed"
    assert "order.due_at" not in removed.snapshot
    assert removed.snapshot["order.previous_due_at"] == "2026-11-22T09:30:00+00:00"


def test_the_next_action_of_a_lead_is_nobodys_news():
    before = replace(STATE, kind="lead")
    assert facts_of(before, changed(before, due_at=NOW)) == ()


def test_assigning_and_assigning_again_are_two_things():
    assert names(STATE, changed(assignee_id="o1")) == ["order.assigned"]
    assert names(replace(STATE, assignee_id="o1"), changed(assignee_id="o2")) == ["order.reassigned"]
    assert names(replace(STATE, assignee_id="o1"), changed()) == []


def test_an_unknown_kind_is_not_found():
    with pytest.raises(NotFound):
        facts_of(None, replace(STATE, kind="bicycle"))


@st.composite
def histories(draw):
    """A record's states, one version after the other."""
    kind = draw(st.sampled_from(KINDS))
    state = replace(STATE, kind=kind.name, status=kind.statuses[0].code)
    statuses = st.sampled_from([status.code for status in kind.statuses])
    dates = st.sampled_from([None, NOW, NOW + timedelta(days=1)])
    people = st.sampled_from([None, "o1", "o2"])
    states = [state]
    for _ in range(draw(st.integers(0, 6))):
        state = changed(state, status=draw(statuses), due_at=draw(dates), assignee_id=draw(people))
        states.append(state)
    return states


@given(histories())
def test_no_event_has_the_key_of_another(states):
    facts = [
        fact
        for before, after in zip([None, *states], states, strict=False)
        for fact in facts_of(before, after)
    ]
    keys = [(fact.kind, fact.key) for fact in facts]
    assert len(set(keys)) == len(keys)


@given(histories())
def test_the_same_change_raises_the_same_events(states):
    for before, after in zip([None, *states], states, strict=False):
        assert facts_of(before, after) == facts_of(before, after)


@given(histories())
def test_whatever_is_raised_is_declared_and_unchanged_records_are_silent(states):
    for before, after in pairwise(states):
        declared = {one.name for one in record_kind(after.kind).event_types}
        assert {fact.kind for fact in facts_of(before, after)} <= declared
        assert facts_of(before, replace(before, version=before.version + 1)) == ()


@given(histories())
def test_general_facts_come_before_special_ones(states):
    for before, after in pairwise(states):
        kinds = [fact.kind for fact in facts_of(before, after)]
        if "order.status_changed" in kinds:
            assert kinds[:2] == ["order.status_changed", "order.status_changed_to"]
