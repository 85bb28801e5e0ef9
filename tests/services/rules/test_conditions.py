# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.rules.conditions import (
    Moment,
    boolean_of,
    compile_condition,
    compile_group,
    day_of,
    decimal_of,
    is_missing,
    judge,
    shown,
)
from desk.services.rules.spec import Comparison, Group, GroupMode
from tests.services.rules.cases import all_of, any_of, cond

MOMENT = Moment(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Paris"))
"""The 23rd in Paris."""


def holds(comparison, value, actual, kind=""):
    types = {"x": kind} if kind else {}
    return compile_condition(cond("x", comparison, value), types).check(actual, MOMENT)


CASES = [
    # text: case and accents aside
    ("is", "Réparation", "reparation", "text", True),
    ("is", "reparation", "vente", "text", False),
    ("is", "0012", "12", "text", False),
    ("is_not", "vente", "réparation", "text", True),
    ("is_not", "vente", "VENTE", "text", False),
    ("contains", "vélo", "Mon VELO rouge", "text", True),
    ("contains", "moto", "Mon vélo", "text", False),
    ("one_of", ("a", "B"), "b", "choice", True),
    ("one_of", ("a", "B"), "c", "choice", False),
    ("one_of", (), "c", "choice", False),
    # numbers and money, exactly
    ("is", "12.5", "12.50", "money", True),
    ("is", 12, "12.00", "money", True),
    ("at_least", "12,50", "12.50", "money", True),
    ("at_least", "12.51", "12.50", "money", False),
    ("at_most", 9, "10", "number", False),
    ("at_most", 10, 10, "number", True),
    ("at_least", 0.1, "0.1", "number", True),
    ("at_least", 5, "a lot", "number", False),
    ("at_least", "a lot", 5, "number", False),
    ("at_least", 5, True, "number", False),
    ("at_least", 5, "nan", "number", False),
    # dates as days of the place; instants exactly
    ("is", "2026-11-23", "2026-11-22T23:30:00+00:00", "instant", True),
    ("before", "2026-11-23", "2026-11-22", "date", True),
    ("before", "2026-11-23", "2026-11-23", "date", False),
    ("after", "2026-11-23", "2026-11-24", "date", True),
    ("after", "today", "2026-11-23", "date", False),
    ("before", "today-90", "2026-08-01", "date", True),
    ("before", "today-90", "2026-09-01", "date", False),
    ("after", "today+1", "2026-11-25", "date", True),
    ("before", "2026-11-22T10:00:00+00:00", "2026-11-22T09:59:00+00:00", "instant", True),
    ("after", "2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00+00:00", "instant", False),
    ("before", "soon", "2026-11-22", "date", False),
    ("before", "2026-11-22", "never", "date", False),
    # yes and no
    ("is", True, True, "boolean", True),
    ("is", "true", True, "boolean", True),
    ("is", False, True, "boolean", False),
    ("is_not", True, False, "boolean", True),
    ("is", "perhaps", True, "boolean", False),
    # lists
    ("is", "VIP", ["pro", "vip"], "list", True),
    ("contains", "vip", ["pro", "vip"], "list", True),
    ("contains", "vi", ["pro", "vip"], "list", False),
    ("is_not", "vip", ["pro"], "list", True),
    ("one_of", ("vip", "pro"), ["new"], "list", False),
    # what no catalogue declares is compared by what it looks like
    ("is", "12", 12, "", True),
    ("is", 12, "12.0", "", True),
    ("is", "012", "12", "", False),
    ("is", True, True, "", True),
    ("at_least", 10, "9", "", False),
]


@pytest.mark.parametrize(("comparison", "value", "actual", "kind", "expected"), CASES)
def test_comparisons(comparison, value, actual, kind, expected):
    assert holds(comparison, value, actual, kind) is expected


@pytest.mark.parametrize("missing", [None, "", [], ()])
@pytest.mark.parametrize("kind", ["", "text", "number", "date", "boolean", "list"])
def test_a_missing_value_is_empty_and_is_not_anything(missing, kind):
    passing = {name for name in Comparison if holds(name, "1", missing, kind)}
    assert passing == {Comparison.IS_NOT, Comparison.IS_EMPTY}


@pytest.mark.parametrize("there", [0, False, "0", ["x"]])
def test_zero_and_no_are_values(there):
    assert not is_missing(there)
    assert holds("is_set", None, there)


def test_a_group_of_all_and_a_group_of_any():
    values = {"a": 1, "b": 2}
    yes, no = cond("a", "is", 1), cond("b", "is", 3)

    def judged(group):
        found = []
        return judge(compile_group(group, {}), values.get, MOMENT, found), [one.passed for one in found]

    assert judged(all_of(yes, no)) == (False, [True, False])
    assert judged(any_of(no, yes)) == (True, [False, True])
    assert judged(any_of(no, all_of(yes, yes))) == (True, [False, True, True])
    assert judged(all_of(yes, any_of(no, no))) == (False, [True, False, False])


@pytest.mark.parametrize("mode", GroupMode)
def test_an_empty_group_holds(mode):
    assert judge(compile_group(Group(mode=mode), {}), {}.get, MOMENT, [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (None, ""),
        (["a", True], "a, true"),
        ({"name": "x", "qty": 2}, "x, 2"),
        ("y" * 99, "y" * 80),
    ],
)
def test_values_are_shown_short(value, expected):
    assert shown(value) == expected


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
)
def test_amounts_compare_as_amounts(left, right):
    assert holds("at_least", str(right), str(left), "money") is (left >= right)
    assert holds("at_most", str(right), str(left), "money") is (left <= right)
    assert holds("is", str(right), str(left), "money") is (left == right)


@given(st.dates(), st.dates())
def test_days_compare_as_days(left, right):
    assert holds("before", right.isoformat(), left.isoformat(), "date") is (left < right)
    assert holds("after", right.isoformat(), left.isoformat(), "date") is (left > right)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(Comparison),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()).map(tuple),
    json_values,
    st.sampled_from(["", "text", "number", "money", "date", "instant", "boolean", "list"]),
)
def test_no_value_is_a_surprise(comparison, value, actual, kind):
    assert holds(comparison, value, actual, kind) in (True, False)


def test_readers_of_values():
    assert decimal_of(" 12,50 ") == Decimal("12.50")
    assert decimal_of("inf") is None
    assert decimal_of(True) is None
    assert boolean_of("YES") is True
    assert boolean_of("perhaps") is None
    assert day_of("today", MOMENT) == date(2026, 11, 23)
    assert day_of("today-x", MOMENT) is None
    assert day_of("today+99999999999", MOMENT) is None
    assert day_of("2026-11-22T10:00:00", MOMENT) == date(2026, 11, 22)
    assert day_of(20261122, MOMENT) is None
