# SPDX-License-Identifier: LicenseRef-Desk
"""Simple conditions as words, others as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates import placeholders
from desk.ui.panes.templates.condition import Condition, Relation, condition_of


@pytest.mark.parametrize(
    ("source", "path", "test", "value"),
    [
        ("order.balance_due > 0", "order.balance_due", Relation.MORE, "0"),
        ("order.reach_via == 'sms'", "order.reach_via", Relation.EQUAL, "sms"),
        ('customer.city != "Lyon 2"', "customer.city", Relation.DIFFERENT, "Lyon 2"),
        ("order.photos", "order.photos", Relation.FILLED, ""),
        ("order.photos  is  empty", "order.photos", Relation.EMPTY, ""),
        ("", "", Relation.FILLED, ""),
    ],
)
def test_simple_ones_are_read(source, path, test, value):
    assert condition_of(source) == Condition(path=path, test=test, value=value)


@pytest.mark.parametrize("source", ["a > 0 and b > 0", "not a", "a >= 2", "a == b", "a|length > 2", "%}"])
def test_others_stay_text(source):
    assert condition_of(source) is None


@given(st.sampled_from(Relation), st.text(max_size=20))
def test_what_is_written_is_in_the_language_and_read_back(test, value):
    written = Condition(path="order.total", test=test, value=value)
    assert placeholders("{% if " + written.source + " %}{% endif %}") == ("order.total",)
    again = condition_of(written.source)
    assert (again.path, again.test) == ("order.total", test)
    assert condition_of(again.source).source == again.source


def test_nothing_chosen_is_nothing():
    assert Condition(test=Relation.EQUAL, value="x").source == ""
