# SPDX-License-Identifier: LicenseRef-Desk
"""The few things a new customer needs."""

import pytest

from desk.errors import Problem
from desk.models.vocabulary import PointKind
from desk.ui.panes.customers.new_customer_form import NewCustomerForm
from tests.ui.panes.customers.stage import SHOP


@pytest.fixture
def form(qtbot):
    made = NewCustomerForm()
    qtbot.addWidget(made)
    made.offer(SHOP)
    return made


def test_a_draft_holds_what_was_typed(form, qtbot):
    assert not form.is_touched()
    with qtbot.waitSignal(form.addresses_changed):
        form.fields["email"].editor.setText(" z@example.org ")
    form.fields["last_name"].editor.setText("Zimmer")
    form.fields["language"].set_value("en")
    draft = form.draft()
    assert (draft.last_name, draft.language, draft.birth_date) == ("Zimmer", "en", None)
    assert [(one.kind, one.address) for one in draft.points] == [(PointKind.EMAIL, "z@example.org")]
    assert form.is_touched()
    form.empty()
    assert not form.is_touched()
    assert form.addresses() == ()


def test_problems_find_their_field(form):
    others = form.show_problems(
        [
            Problem(code="bad_phone", place="points.0.address", details={"value": "12"}),
            Problem(code="unknown_location", place="location_id"),
        ]
    )
    assert form.fields["phone"].problem() == "12 is not a phone number."
    assert others == ["The location does not exist (any more)."]
