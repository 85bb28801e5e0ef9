# SPDX-License-Identifier: LicenseRef-Desk
"""A customer made where one was looked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.errors import Problem, Refused, Unavailable
from desk.models.vocabulary import PointKind
from desk.ui.widgets.customer_search import draft_from
from desk.ui.widgets.new_customer import NewCustomer
from tests.ui.panes.records.stage import type_into


@pytest.fixture
def form(qtbot):
    made = NewCustomer()
    qtbot.addWidget(made)
    made.retranslate()
    made.drafts, made.times_left = [], []
    made.made.connect(made.drafts.append)
    made.left.connect(lambda: made.times_left.append(1))
    made.show()
    return made


def test_it_begins_with_what_was_looked_for(form):
    form.begin(draft_from("06 12 34 56 78"))
    assert form.form.values() == {"first_name": "", "last_name": "", "email": "", "phone": "06 12 34 56 78"}


def test_enter_asks_for_it_and_escape_leaves(form):
    form.begin(draft_from("Paul Petit"))
    type_into(form.form.field("email").editor, " paul@example.org ")
    QTest.keyClick(form.form.field("email").editor, Qt.Key.Key_Return)
    [draft] = form.drafts
    assert (draft.first_name, draft.last_name) == ("Paul", "Petit")
    assert [(point.kind, point.address) for point in draft.points] == [(PointKind.EMAIL, "paul@example.org")]
    QTest.keyClick(form.form.field("email").editor, Qt.Key.Key_Escape)
    assert form.times_left == [1]


def test_what_is_wrong_stands_under_its_field(form):
    form.begin(draft_from("Paul"))
    form.show_failure(
        Refused(
            Problem(code="bad_phone", place="points.0", details={"value": "12"}),
            Problem(code="name_missing", place=""),
        )
    )
    assert form.form.field("phone").problem() == "12 is not a phone number."
    assert form.form.field("last_name").problem() == "Give a name or an address."
    form.show_failure(Unavailable("disk_full"))
    assert "The disk is full." in form.form._others.text()
