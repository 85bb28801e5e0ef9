# SPDX-License-Identifier: LicenseRef-Desk
"""Which rules would tell the same people twice."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import RuleState
from desk.services.rules import Audience, Comparison, Condition, Group, RuleSpec, RuleView, Trigger
from desk.ui.panes.rules.doubles import double_of

SPEC = RuleSpec(trigger=Trigger(event_kind="order.created"))
DEAR = Group(items=(Condition(path="order.total", comparison=Comparison.AT_LEAST, value="100"),))
CHEAP = Group(items=(Condition(path="order.total", comparison=Comparison.AT_MOST, value="99"),))


def active(id_="other", **changes):
    return RuleView(id=id_, version=1, name=id_, state=RuleState.ACTIVE, spec=replace(SPEC, **changes))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {}),
        ({"conditions": DEAR}, {}),
        ({"conditions": DEAR}, {"conditions": DEAR}),
        ({"location_ids": ("a",)}, {}),
    ],
)
def test_a_double(mine, theirs):
    other = active(**theirs)
    assert double_of("mine", replace(SPEC, **mine), (other,)) is other


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"conditions": DEAR}, {"conditions": CHEAP}),
        ({"audience": Audience(role="assignee")}, {}),
        ({"trigger": Trigger(event_kind="order.ready")}, {}),
        ({"location_ids": ("a",)}, {"location_ids": ("b",)}),
    ],
)
def test_no_double(mine, theirs):
    assert double_of("mine", replace(SPEC, **mine), (active(**theirs),)) is None


def test_a_rule_is_not_its_own_double():
    assert double_of("mine", SPEC, (active("mine"),)) is None
    assert double_of("mine", SPEC, ()) is None
