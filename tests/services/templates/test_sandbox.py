# SPDX-License-Identifier: LicenseRef-Desk
"""The wall behind the grammar: budget, arithmetic, lookups."""

from decimal import Decimal

import pytest
from jinja2.sandbox import SecurityError

from desk.errors import Refused
from desk.services.templates.sandbox import Budget, Sandbox, _compare, _item, _turns

SANDBOX = Sandbox(autoescape=False)


@pytest.mark.parametrize(
    ("operator", "left", "right", "found"),
    [
        ("+", "12.50", 1, Decimal("13.50")),
        ("-", 1, 2, Decimal(-1)),
        ("*", "2", "2.5", Decimal("5.0")),
        ("/", 1, 4, Decimal("0.25")),
        ("//", 7, 2, Decimal(3)),
        ("%", 7, 2, Decimal(1)),
    ],
)
def test_numbers_are_reckoned(operator, left, right, found):
    assert SANDBOX.call_binop(None, operator, left, right) == found


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [
        ("+", "a", "b"),
        ("*", "a", 10**9),
        ("*", [1], 3),
        ("%", "%9999d", 1),
        ("/", 1, 0),
        ("%", 1, 0),
        ("**", 2, 3),
        ("*", 10**15, 10**15),
        ("+", None, 1),
        ("+", True, 1),
    ],
)
def test_nothing_else_is(operator, left, right):
    with pytest.raises(Refused):
        SANDBOX.call_binop(None, operator, left, right)


def test_there_is_nothing_to_reach():
    assert SANDBOX.globals == {}
    assert SANDBOX.loader is None
    assert "safe" not in SANDBOX.filters
    with pytest.raises(SecurityError):
        str(SANDBOX.getattr("", "__class__"))


def test_steps_run_out():
    budget = Budget(steps=2)
    budget.step()
    budget.step()
    with pytest.raises(Refused):
        budget.step()


def test_time_runs_out():
    with pytest.raises(Refused, match="too_slow"):
        Budget(until=0.0).step()


def test_characters_run_out_over_all_parts():
    budget = Budget(characters=5)
    assert budget.spent_on(iter(["ab", "c"])) == "abc"
    with pytest.raises(Refused):
        budget.spent_on(iter(["abc"]))


def test_an_endless_text_is_stopped_while_it_comes():
    def endless():
        while True:
            yield "abc"

    with pytest.raises(Refused):
        Budget(characters=100).spent_on(endless())


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        ("12.5", "gt", 9, True),
        ("12.5", "gt", "9", True),
        (None, "gt", 0, False),
        (None, "lt", 0, False),
        (None, "eq", None, True),
        (None, "ne", 1, True),
        ("a", "lt", "b", True),
        ("a", "eq", "a", True),
        ("5", "eq", 5, True),
        ("05", "eq", "5", False),
        ("2026-01-01", "lteq", "2026-01-01", True),
        ([], "lt", [], False),
        ("a", "in", ["a"], True),
        ("a", "notin", ["a"], False),
        ("a", "in", None, False),
        (1, "in", "1", False),
    ],
)
def test_comparing_as_people_mean_it(left, operator, right, holds):
    assert _compare(left, operator, right) is holds


def test_items_are_only_items():
    assert _item({"a": 1}, "a") == 1
    assert _item({"a": 1}, "items") is None
    assert _item([1, 2], 1) == 2
    assert _item([1, 2], 5) is None
    assert _item("ab", 0) is None
    assert _item(object(), "__class__") is None


def test_turns_are_counted_and_only_of_lists():
    assert list(_turns(None, Budget())) == []
    assert list(_turns([1, 2], Budget())) == [1, 2]
    with pytest.raises(Refused):
        list(_turns("ab", Budget()))
    with pytest.raises(Refused):
        list(_turns([1, 2], Budget(steps=1)))
