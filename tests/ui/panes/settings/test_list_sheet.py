# SPDX-License-Identifier: LicenseRef-Desk
"""A list and a form for each of its things; going to another loses nothing typed."""

from dataclasses import dataclass

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.list_sheet import NEW, ListSheet
from desk.ui.widgets import FormField, ListCard


@dataclass(frozen=True)
class Thing:
    id: str
    name: str


class Things(ListSheet):
    def card(self, row):
        return ListCard(title=row.name)

    def make_form(self, key, row):
        form = EditForm({"name": "Name"})
        form.form.add("name", FormField("", QLineEdit()))
        form.fill({"name": row.name if row else ""})
        return form

    def show_row(self, form, row):
        if not form.is_touched:
            form.fill({"name": row.name})


@pytest.fixture
def sheet(qtbot):
    made = Things("Things", "All of them", "tag")
    qtbot.addWidget(made)
    made.retranslate()
    made.set_rows([Thing("1", "one"), Thing("2", "two")])
    made.show()
    return made


def test_the_first_is_open_and_others_by_a_click(sheet):
    assert sheet.shown == "1"
    sheet.list.setCurrentIndex(sheet.rows.index_of("2"))
    assert sheet.shown == "2"


def test_what_is_typed_stays_while_one_looks_elsewhere_and_is_marked(sheet):
    QTest.keyClicks(sheet.forms["1"].form.field("name").editor, " and more")
    sheet.open("2")
    sheet.set_rows([Thing("1", "changed"), Thing("2", "changed too")])
    assert sheet.forms["1"].text("name") == "one and more"
    assert sheet.forms["2"].text("name") == "changed too"
    assert sheet._marked(sheet.rows.rows[0]).badge == "Not saved"
    assert sheet.unsaved() == 1


def test_a_list_of_nothing_takes_no_room(sheet):
    assert sheet.list.isVisible()
    sheet.set_rows([])
    assert not sheet.list.isVisible()
    sheet.set_rows([Thing("3", "three")])
    assert sheet.list.isVisible()


def test_what_is_gone_goes_unless_somebody_types_there(sheet):
    sheet.open("2")
    QTest.keyClicks(sheet.forms["2"].form.field("name").editor, "!")
    sheet.set_rows([])
    assert set(sheet.forms) == {"2"}
    sheet.drop("2")
    assert sheet._stack.currentWidget() is sheet.empty


def test_a_new_one_is_begun_with_the_keyboard_in_its_first_field(sheet):
    sheet.start_new()
    assert sheet.shown == NEW
    assert sheet.window().focusWidget() is sheet.forms[NEW].form.field("name").editor
    sheet.set_rows([Thing("1", "one")])
    assert sheet.shown == NEW
