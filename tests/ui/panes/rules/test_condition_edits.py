# SPDX-License-Identifier: LicenseRef-Desk
"""Conditions edited by place: whatever is done, the rest of the sentence stays as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.events import event_type
from desk.services.rules import (
    Comparison,
    Condition,
    Group,
    GroupMode,
    RuleDraft,
    condition_types,
    problems,
    ready_spec,
)
from desk.ui.panes.rules import condition_edits as edits

READY = event_type("order.ready")
TYPES = condition_types(READY)
NOTHING = Group()

conditions = st.builds(
    Condition,
    path=st.sampled_from(
        ["order.brand", "order.total", "order.due_at", "customer.tags", "consent.commercial.sms"]
    ),
    comparison=st.sampled_from(Comparison),
    value=st.sampled_from([None, "20", "today", True, ("a", "b")]),
)
inner = st.builds(
    Group, mode=st.sampled_from(GroupMode), items=st.lists(conditions, min_size=1, max_size=3).map(tuple)
)
roots = st.builds(
    Group, mode=st.sampled_from(GroupMode), items=st.lists(conditions | inner, max_size=4).map(tuple)
)


def draft(root=NOTHING):
    return RuleDraft(name="x", spec=replace(ready_spec(READY), conditions=root))


def places(root):
    """Return the place of every item."""
    found = []
    for number, item in enumerate(root.items):
        place = f"conditions.items.{number}"
        found.append(place)
        if isinstance(item, Group):
            found += [f"{place}.items.{inner}" for inner in range(len(item.items))]
    return found


@given(roots, st.data())
def test_replacing_an_item_by_itself_changes_nothing(root, data):
    whole = draft(root)
    for place in places(root):
        assert edits.with_item(whole, place, edits.item_at(whole.spec, place)) == whole


@given(roots, conditions)
def test_adding_then_removing_is_nothing(root, condition):
    whole = draft(root)
    more = edits.added(whole, edits.ROOT, condition)
    place = f"conditions.items.{len(root.items)}"
    assert edits.item_at(more.spec, place) == condition
    assert edits.with_item(more, place, None) == whole


@given(roots.filter(lambda root: root.items), st.data())
def test_moving_keeps_the_same_items(root, data):
    whole = draft(root)
    numbers = st.integers(0, len(root.items) - 1)
    start, to = data.draw(numbers), data.draw(numbers)
    moved = edits.moved(whole, f"conditions.items.{start}", to).spec.conditions
    assert moved.items[to] == root.items[start]
    rest = [item for number, item in enumerate(root.items) if number != start]
    assert [item for number, item in enumerate(moved.items) if number != to] == rest


def test_a_group_that_is_left_empty_goes():
    one = Condition(path="order.brand", comparison=Comparison.IS_SET)
    whole = draft(Group(items=(one, Group(items=(one,)))))
    left = edits.with_item(whole, "conditions.items.1.items.0", None)
    assert left.spec.conditions.items == (one,)


def test_the_mode_of_an_inner_group_is_its_own():
    one = Condition(path="order.brand", comparison=Comparison.IS_SET)
    whole = draft(Group(items=(Group(items=(one,)),)))
    changed = edits.with_mode(whole, "conditions.items.0", GroupMode.ANY).spec.conditions
    assert changed.mode is GroupMode.ALL
    assert changed.items[0].mode is GroupMode.ANY


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("order.total", "0"),
        ("order.due_at", "today"),
        ("consent.operational.email", True),
        ("order.brand", None),
    ],
)
def test_another_field_brings_a_value_to_begin_with(path, value):
    before = Condition(path="order.status", comparison=Comparison.IS, value="ready")
    changed = edits.with_path(before, path, TYPES)
    assert (changed.path, changed.value) == (path, value)
    assert changed.comparison in edits.comparisons_for(path, TYPES)


def test_a_number_stays_when_the_other_field_is_a_number_too():
    before = Condition(path="order.total", comparison=Comparison.AT_MOST, value="20")
    assert edits.with_path(before, "order.paid", TYPES) == replace(before, path="order.paid")


@given(conditions, st.sampled_from(Comparison))
def test_a_comparison_has_the_shape_of_value_that_it_wants(condition, comparison):
    changed = edits.with_comparison(condition, comparison, TYPES)
    if comparison in (Comparison.IS_SET, Comparison.IS_EMPTY):
        assert changed.value is None
    assert isinstance(changed.value, tuple) == (comparison is Comparison.ONE_OF)


@pytest.mark.parametrize("path", sorted(TYPES))
def test_every_comparison_that_is_offered_is_valid(path):
    for comparison in edits.comparisons_for(path, TYPES):
        condition = edits.with_comparison(Condition(path=path, comparison=Comparison.IS), comparison, TYPES)
        found = problems(draft(Group(items=(condition,))).spec, None, (), READY)
        assert "wrong_comparison" not in {problem.code for problem in found}


@given(roots)
def test_only_fields_that_still_are_stay(root):
    kept = edits.kept_items(root, frozenset({"order.brand"}))
    flat = [item for item in kept.items if isinstance(item, Condition)]
    assert all(item.path == "order.brand" or item.path.startswith("consent.") for item in flat)
    assert all(item.items for item in kept.items if isinstance(item, Group))
