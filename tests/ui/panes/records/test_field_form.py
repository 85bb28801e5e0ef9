# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a kind as a form."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.errors import Problem
from desk.services.events import KINDS, record_kind
from desk.ui.panes.records.field_form import FieldForm
from desk.ui.panes.records.moment_field import MomentField
from desk.ui.panes.records.own_fields import own_fields


@pytest.fixture
def form(qtbot):
    made = FieldForm(own_fields(record_kind("order")))
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_field_has_the_editor_it_needs(form):
    kinds = {name: type(form.field(name).editor) for name in ("brand", "malfunction", "warranty_until")}
    assert kinds == {"brand": QLineEdit, "malfunction": QPlainTextEdit, "warranty_until": MomentField}


def test_the_first_few_are_asked_and_the_others_unfold(form):
    assert form.field("brand").isVisible()
    assert not form.field("serial").isVisible()
    assert form._more.text() == "More fields"
    form._more.click()
    assert form.field("serial").isVisible()
    assert form._more.text() == "Fewer fields"
    form._more.click()
    assert not form.field("serial").isVisible()


def test_texts_go_in_and_come_out(form):
    form.fill({"brand": "Gitane", "serial": "GT-1"})
    assert {name: text for name, text in form.texts().items() if text} == {
        "brand": "Gitane",
        "serial": "GT-1",
    }
    told = []
    form.changed.connect(lambda: told.append(form.texts()["brand"]))
    QTest.keyClicks(form.field("brand").editor, "!")
    assert told == ["Gitane!"]
    form.fill({})
    assert set(form.texts().values()) == {""}


def test_a_problem_of_a_folded_field_unfolds_it(form):
    form.show_problems([Problem(code="bad_money", place="total", details={"value": "x"})])
    assert form.field("total").isVisible()
    assert form.field("total").problem() == "x is not an amount."
    form.show_problems([])
    assert form.field("total").problem() == ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_has_a_label(kind, qtbot):
    made = FieldForm(own_fields(kind))
    qtbot.addWidget(made)
    assert all(made.field(one.name).editor.accessibleName() for one in made.fields)
