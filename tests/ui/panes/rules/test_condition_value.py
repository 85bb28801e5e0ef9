# SPDX-License-Identifier: LicenseRef-Desk
"""The last pill of a condition fits what its field holds."""

import pytest

from desk.services.events import event_type
from desk.services.rules import Comparison, Condition, RuleDraft, ready_spec
from desk.services.shop import LocationView
from desk.ui.panes.rules.condition_value import parsed, value_pill
from desk.ui.panes.rules.readings import Shop
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.value_forms import ChecksForm, DayForm, NumberForm, WordForm

EVENT = event_type("order.ready")
SIGHT = Sight(
    draft=RuleDraft(name="x", spec=ready_spec(EVENT)),
    event=EVENT,
    shop=Shop(places=(LocationView(id="l1", name="Lyon"),)),
)


def pill(path, comparison=Comparison.IS, value=None, told=None):
    condition = Condition(path=path, comparison=comparison, value=value)
    return value_pill(SIGHT, condition, "conditions.items.0", (told if told is not None else []).append)


def test_nothing_is_compared_where_only_presence_counts():
    assert pill("order.brand", Comparison.IS_SET) is None


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("order.status", "ready", "Ready"),
        ("location.id", "l1", "Lyon"),
        ("consent.commercial", True, "accepted"),
    ],
)
def test_closed_fields_offer_choices(path, value, text):
    made = pill(path, value=value)
    assert made.form is None
    assert made.text == text
    assert made.current in {option.key for option in made.options}


@pytest.mark.parametrize(
    ("path", "comparison", "form"),
    [
        ("order.total", Comparison.AT_LEAST, NumberForm),
        ("order.queue_position", Comparison.AT_MOST, NumberForm),
        ("order.due_at", Comparison.BEFORE, DayForm),
        ("order.brand", Comparison.CONTAINS, WordForm),
        ("order.status", Comparison.ONE_OF, ChecksForm),
        ("customer.tags", Comparison.ONE_OF, WordForm),
        ("customer.country", Comparison.ONE_OF, WordForm),
    ],
)
def test_open_fields_open_a_form(qtbot, path, comparison, form):
    made = pill(path, comparison).form()
    qtbot.addWidget(made)
    assert isinstance(made, form)


def test_several_words_are_told_one_by_one(qtbot):
    told = []
    form = pill("customer.tags", Comparison.ONE_OF, ("pro",), told).form()
    qtbot.addWidget(form)
    assert form.line.text() == "pro"
    form.line.setText("pro, vip,, ")
    assert told[-1] == ("pro", "vip")


def test_yes_and_no_are_no_texts():
    assert parsed("true") is True
    assert parsed("false") is False
    assert parsed("ready") == "ready"
