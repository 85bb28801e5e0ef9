# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtWidgets import QLineEdit

from desk.errors import Problem
from desk.ui.widgets import Form, FormField, Text


@pytest.fixture
def form(shown):
    made = Form()
    made.add("name", FormField("Nom", QLineEdit()))
    made.add("mail", FormField("E-mail", QLineEdit()))
    made.add_widget(Text("Fin"))
    shown(made, 300, 300)
    made.activateWindow()
    return made


def wording(problem):
    return f"{problem.code} !"


def test_values_by_name(form):
    form.set_values({"name": "Lyon"})
    assert form.values() == {"name": "Lyon", "mail": ""}


def test_any_edit_is_told(form, qtbot):
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.field("mail").editor, "a")


def test_each_problem_stands_under_its_field(form, qtbot):
    problems = [
        Problem(code="missing", place="mail"),
        Problem(code="twice", place="mail"),
        Problem(code="late"),
    ]
    form.show_problems(problems, wording)
    assert form.field("mail").problem() == "missing !"
    assert form.field("name").problem() == ""
    assert form._others.text() == "late !"
    qtbot.waitUntil(form.field("mail").editor.hasFocus)
    form.show_problems([], wording)
    assert form.field("mail").problem() == ""
    assert not form._others.isVisible()
