# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.services.rules.conditions import Moment, compile_condition
from desk.services.rules.satisfy import conditions_of, satisfying
from tests.services.rules.cases import all_of, any_of, cond

MOMENT = Moment(datetime(2026, 11, 22, 12, tzinfo=UTC), ZoneInfo("Europe/Paris"))

CASES = [
    cond("x", "is", "a"),
    cond("x", "is_not", "a"),
    cond("x", "contains", "a"),
    cond("x", "at_least", 5),
    cond("x", "at_most", 5),
    cond("x", "one_of", ("a", "b")),
    cond("x", "is_set"),
    cond("x", "is_empty"),
    cond("x", "before", "2026-03-01"),
    cond("x", "after", "2026-02-28"),
    cond("x", "before", "2026-03-01T10:00:00+00:00"),
    cond("x", "after", "today-90"),
    cond("x", "before", "today"),
]


@pytest.mark.parametrize("condition", CASES, ids=lambda one: f"{one.comparison} {one.value}")
def test_the_value_satisfies(condition):
    (value,) = satisfying(condition)
    assert compile_condition(condition, {}).check(value, MOMENT)


@pytest.mark.parametrize(
    "condition",
    [
        cond("x", "before", "soon"),
        cond("x", "after", 5),
        cond("x", "before", "0001-01-01"),
        cond("x", "one_of", ()),
    ],
)
def test_for_some_conditions_no_value_is_known(condition):
    assert satisfying(condition) == ()


def test_conditions_come_in_the_order_of_judging():
    a, b, c = (cond(name, "is_set") for name in "abc")
    assert list(conditions_of(all_of(a, any_of(b), c))) == [a, b, c]
