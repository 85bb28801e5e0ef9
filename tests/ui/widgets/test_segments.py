# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desk.ui.widgets import Segments


@pytest.fixture(params=[False, True])
def segments(shown, request):
    made = Segments("Conversations", underline=request.param)
    made.add("open", "En cours")
    made.add("asleep", "En veille", "moon")
    made.add("done", "Archivées")
    return shown(made, 400)


def test_adding_tells_nothing(qtbot):
    made = Segments("x")
    qtbot.addWidget(made)
    told = []
    made.current_key_changed.connect(told.append)
    made.add("a", "A")
    made.set_current("a")
    assert told == []
    assert made.current() == "a"


def test_arrows_choose(segments, qtbot):
    told = []
    segments.current_key_changed.connect(told.append)
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert told == ["asleep", "done"]
    assert segments.current() == "done"


def test_the_current_one_is_marked(segments, inked):
    token = "primary" if not segments.expanding() else "tint"
    assert inked(segments, token) > 100


def test_counts_stand_after_the_words(segments):
    segments.set_count("open", 12)
    assert segments.tabText(0) == "En cours  12"
    segments.set_count("open", None)
    segments.set_text("asleep", "Asleep")
    assert [segments.tabText(at) for at in range(2)] == ["En cours", "Asleep"]


def test_nothing_is_cut(segments):
    for at in range(segments.count()):
        assert segments.tabRect(at).width() >= segments.fontMetrics().horizontalAdvance(segments.tabText(at))


def test_tabs_are_heard_as_tabs(segments):
    interface = QAccessible.queryAccessibleInterface(segments)
    assert interface.role() == QAccessible.Role.PageTabList
    assert interface.child(0).role() == QAccessible.Role.PageTab
    assert interface.child(1).text(QAccessible.Text.Name) == "En veille"
    assert segments.accessibleName() == "Conversations"


def test_an_unknown_key_is_a_mistake(segments):
    with pytest.raises(ValueError, match="no segment"):
        segments.set_current("nowhere")
