# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from desk.ui.widgets import TraceList, TraceStep
from desk.ui.widgets.paint import height_of

STEPS = (
    TraceStep(title="Événement reconnu", detail="Statut En atelier → Prête", time="21:15"),
    TraceStep(
        title="E-mail refusé", icon="x-circle", role="danger", detail="Thème « Offres » non accepté. " * 4
    ),
    TraceStep(title="Arrêt", icon="prohibit", role="text2", fill=False),
)


@pytest.fixture
def trace(shown):
    made = TraceList("Étapes")
    made.set_steps(STEPS)
    return shown(made, 280, 300)


def test_it_is_as_high_as_its_steps(trace):
    high = trace.height()
    assert trace.steps() == STEPS
    assert trace.verticalScrollBar().maximum() == 0
    trace.resize(700, 10)
    assert trace.height() < high
    trace.set_steps(())
    assert trace.height() == 1


def test_steps_are_heard_whole(trace):
    interface = QAccessible.queryAccessibleInterface(trace)
    assert interface.text(QAccessible.Text.Name) == "Étapes"
    said = interface.child(0).text(QAccessible.Text.Name)
    assert said == "21:15, Événement reconnu, Statut En atelier → Prête"


def test_all_of_it_can_be_copied(trace, qtbot):
    qtbot.keyClick(trace, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[2] == "Arrêt"


def test_states_and_the_line_between_them_are_painted(trace, inked):
    assert inked(trace, "ok") > 60
    assert inked(trace, "danger") > 60
    assert inked(trace, "line") > 20


def test_arrows_walk_the_steps(trace, qtbot):
    trace.setFocus()
    qtbot.keyClick(trace, Qt.Key.Key_Down)
    qtbot.keyClick(trace, Qt.Key.Key_Down)
    assert trace.currentIndex().row() >= 1


def test_the_ring_leaves_the_words_free(trace, qtbot):
    trace.setFocus()
    trace.setCurrentIndex(trace.model().index(0, 0))
    rect = trace.visualRect(trace.currentIndex())
    plain = sum(height_of(kind) for kind in ("strong", "meta"))
    assert rect.height() == 4 + plain + 12
