# SPDX-License-Identifier: LicenseRef-Desk
"""One condition as words that can be changed."""

import pytest
from PySide6.QtTest import QTest

from desk.ui.panes.templates.condition_row import ConditionRow, condition_text


@pytest.fixture
def row(vocabulary, shown):
    made = shown(ConditionRow(vocabulary), 640, 60)
    made.told = []
    made.edited.connect(lambda source, typed: made.told.append((source, typed)))
    return made


def test_it_is_put_together_by_choices(row):
    row.show_source("")
    assert row.field.text() == "Choose a field"
    row.field.chosen.emit("order.balance_due")
    row._test.chosen.emit(">")
    QTest.keyClicks(row._value, "20")
    assert row.told[0] == ("order.balance_due is filled", False)
    assert row.told[-1] == ("order.balance_due > 20", True)


def test_what_is_more_than_a_comparison_is_text(row):
    row.show_source("a > 0 and b > 0")
    assert row._raw.isVisible()
    assert not row.field.isVisible()
    QTest.keyClicks(row._raw, " or c")
    assert row.told[-1] == ("a > 0 and b > 0 or c", True)


def test_only_what_the_test_needs_is_shown(row):
    row.show_source("order.balance_due > 0")
    assert row.field.text() == "Balance due"
    assert row._value.text() == "0"
    assert row._value.isVisible()
    row.show_source("order.item is empty")
    assert not row._value.isVisible()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("order.balance_due > 0", "Order › Balance due more than 0"),
        ("order.item is filled", "Order › Item has a value"),
        ("a and b", "a and b"),
    ],
)
def test_it_is_said_in_words(vocabulary, source, said):
    assert condition_text(source, vocabulary) == said
