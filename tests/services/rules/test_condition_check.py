# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.events import event_type
from desk.services.rules.condition_check import condition_problems, condition_types, is_date_value
from desk.services.rules.conditions import value_type
from tests.services.rules.cases import all_of, any_of, cond

TYPES = condition_types(event_type("order.ready"))


def found(*items):
    return [(one.code, one.place) for one in condition_problems(all_of(*items), TYPES)]


SOUND = [
    cond("order.total", "at_least", "12,50"),
    cond("order.number", "contains", "10"),
    cond("order.due_at", "before", "today+7"),
    cond("order.due_at", "is_set"),
    cond("customer.tags", "contains", "vip"),
    cond("customer.language", "one_of", ("fr", "en")),
    cond("location.name", "is", "Lyon"),
    cond("consent.commercial.email", "is", True),
    cond("consent.commercial", "is", False),
]


@pytest.mark.parametrize("condition", SOUND, ids=lambda one: f"{one.path} {one.comparison}")
def test_sound_conditions(condition):
    assert found(condition) == []


BAD = [
    (cond("order.colour", "is", "red"), "unknown_field", "path"),
    (cond("consent.commercial.pigeon", "is", True), "unknown_field", "path"),
    (cond("links.unsubscribe", "is_set"), "unknown_field", "path"),
    (cond("order.number", "at_least", 5), "wrong_comparison", "comparison"),
    (cond("order.total", "before", "today"), "wrong_comparison", "comparison"),
    (cond("order.total", "contains", "5"), "wrong_comparison", "comparison"),
    (cond("order.total", "is", "much"), "wrong_value_type", "value"),
    (cond("order.due_at", "after", "soon"), "wrong_value_type", "value"),
    (cond("order.due_at", "after", "today-"), "wrong_value_type", "value"),
    (cond("order.number", "is", ""), "value_missing", "value"),
    (cond("order.number", "is", None), "value_missing", "value"),
    (cond("order.number", "one_of", ()), "value_missing", "value"),
    (cond("consent.commercial", "is", "perhaps"), "wrong_value_type", "value"),
]


@pytest.mark.parametrize(("condition", "code", "part"), BAD, ids=lambda one: str(getattr(one, "path", one)))
def test_what_is_wrong_with_a_condition(condition, code, part):
    assert found(condition) == [(code, f"conditions.items.0.{part}")]


def test_places_lead_into_groups():
    assert found(SOUND[0], any_of(SOUND[0], cond("x", "is", 1))) == [
        ("unknown_field", "conditions.items.1.items.1.path")
    ]


def test_groups_go_two_levels_deep():
    assert found(all_of(any_of())) == [("groups_too_deep", "conditions.items.0.items.0")]


@pytest.mark.parametrize("value", ["today", "today-90", "today+0", "2026-11-22", "2026-11-22T10:00:00+00:00"])
def test_dates(value):
    assert is_date_value(value)


@pytest.mark.parametrize("value", ["", "tod", "today*2", "today+123456", "22/11/2026", "2026-13-01"])
def test_no_dates(value):
    assert not is_date_value(value)


def test_every_field_of_an_event_has_a_way_to_compare():
    assert all(value_type(kind) for kind in TYPES.values())
