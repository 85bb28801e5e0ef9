# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a customer that are typed or chosen one by one."""

import pytest

from desk.errors import Problem
from desk.ui.panes.customers.identity_form import IdentityForm
from desk.ui.panes.customers.typed import TEXTS, kept_values
from tests.ui.frame import spoken
from tests.ui.panes.customers.stage import SHOP, card


@pytest.fixture
def form(qtbot):
    made = IdentityForm()
    qtbot.addWidget(made)
    made.offer(SHOP)
    return made


def values(**more):
    kept = kept_values(card(**more))
    return {name: kept[name] for name in TEXTS}


@pytest.mark.parametrize(
    "more", [{}, {"language": "fr-CA"}, {"timezone": "Asia/Tokyo"}, {"language": ""}, {"birth_date": None}]
)
def test_it_holds_whatever_is_kept(form, more):
    form.set_values(values(**more))
    assert form.values() == values(**more)


def test_a_choice_that_is_not_offered_is_said(form):
    form.set_values(values(language="fr-CA"))
    assert form.field("language").editor.currentText() == "French (Canada)"
    form.set_values(values(language=""))
    assert form.field("language").editor.currentText() == "As the shop (French)"


def test_problems_stand_under_their_field(form):
    form.show_problems([Problem(code="bad_date", place="birth_date", details={"value": "x"})])
    assert form.field("birth_date").problem() == "x is not a date."
    assert form.field("last_name").problem() == ""
    form.show_problems([Problem(code="too_long", place="elsewhere", details={"max": "3"})])
    assert form._others.text()
    assert form.field("birth_date").problem() == ""


def test_another_language_changes_no_value(form, qtbot):
    form.set_values(values())
    with spoken("fr"), qtbot.assertNotEmitted(form.changed):
        form.retranslate()
        assert form.values() == values()
        assert form.field("language").editor.currentText() == "Français"
