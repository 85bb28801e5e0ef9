# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtWidgets import QLineEdit, QSpinBox

from desk.ui.widgets import FormField, Switch


@pytest.fixture
def field(shown):
    return shown(FormField("&Nom", QLineEdit("Lyon"), hint="Comme sur l’enseigne."), 300)


def test_the_editor_is_named_by_its_label(field, spoken):
    assert spoken(field.editor)[1] == "Nom"
    field.set_label("Name")
    assert spoken(field.editor)[1] == "Name"


def test_a_problem_keeps_what_was_typed(field, qtbot, inked):
    field.set_problem("Ce nom est déjà pris.")
    assert field.problem() == "Ce nom est déjà pris."
    assert field.value() == "Lyon"
    assert field.editor.accessibleDescription() == "Ce nom est déjà pris."
    assert inked(field, "danger") > 100
    qtbot.keyClicks(field.editor, "!")
    assert (field.problem(), field.value()) == ("", "Lyon!")


def test_editing_is_told_filling_is_not(field, qtbot):
    told = []
    field.changed.connect(lambda: told.append(True))
    field.set_value("Paris")
    assert (told, field.is_touched()) == ([], False)
    qtbot.keyClicks(field.editor, "x")
    assert (told, field.is_touched()) == ([True], True)


def test_a_live_update_loses_no_typed_text(field, qtbot):
    field.offer("Paris")
    assert field.value() == "Paris"
    qtbot.keyClicks(field.editor, " 2")
    field.offer("Nice")
    assert field.value() == "Paris 2"


def test_a_switch_stands_at_the_end_of_its_line(shown):
    field = shown(FormField("Active", Switch("")), 300)
    assert field.editor.geometry().right() == 299
    assert field.editor.accessibleName() == "Active"


def test_hints_come_and_go(field):
    field.set_hint("")
    assert "enseigne" not in "".join(label.text() for label in field.findChildren(QLineEdit))
    assert not field._hint.isVisible()
    field.set_hint("x")
    assert field._hint.isVisible()


def test_numbers_keep_off_the_border(shown):
    field = shown(FormField("Jours", QSpinBox()), 200)
    assert field.editor.lineEdit().textMargins().left() == 8
