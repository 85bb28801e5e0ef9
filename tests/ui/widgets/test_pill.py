# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desk.ui.widgets import Option, Pill, PillPopup

STATES = [Option(key="ready", label="Prête", icon="check-circle"), Option(key="new", label="Nouvelle")]


@pytest.fixture
def pill(shown):
    made = Pill("Quand, statut")
    made.set_options(STATES, "ready")
    return shown(made)


def test_it_is_heard_with_its_clause(pill, spoken):
    assert spoken(pill)[:2] == ("Button", "Quand, statut: Prête")
    pill.set_clause("Si, statut")
    assert spoken(pill)[1] == "Si, statut: Prête"
    assert pill.key() == "ready"


def test_a_problem_is_seen_and_heard(pill, spoken, inked):
    pill.set_problem("Choisissez un statut.")
    assert inked(pill, "danger_bg") > 300
    assert spoken(pill)[1] == "Quand, statut: Prête, Choisissez un statut."
    assert pill.toolTip() == "Choisissez un statut."
    pill.set_problem("")
    assert inked(pill, "tint") > 300


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_keyboard_opens_and_chooses(pill, qtbot, key):
    qtbot.keyClick(pill, key)
    popup = pill.findChild(PillPopup)
    qtbot.keyClick(popup._list, Qt.Key.Key_Down)
    with qtbot.waitSignal(pill.chosen) as told:
        qtbot.keyClick(popup._list, Qt.Key.Key_Return)
    assert told.args == ["new"]
    assert pill.text() == "Nouvelle"
    assert pill.key() == "new"


def test_a_form_can_be_opened(pill, qtbot):
    pill.set_form(lambda: QLineEdit("2"))
    pill.open_choices()
    assert pill.findChild(QLineEdit).text() == "2"
    pill.close_choices()
    assert pill._popup is None


def test_values_grow_the_pill(pill):
    width = pill.sizeHint().width()
    pill.set_value("Terre & Mer, une longue valeur")
    assert pill.sizeHint().width() > width
    assert pill.sizeHint().height() == 26
    assert pill.accessibleName().endswith("Terre & Mer, une longue valeur")
