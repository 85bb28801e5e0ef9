# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from desk.ui.widgets import SearchField


def test_it_tells_once_typing_rests(shown, qtbot):
    field = shown(SearchField("Filtrer les règles…"))
    told = []
    field.search_changed.connect(told.append)
    qtbot.keyClicks(field, "pr")
    assert told == []
    qtbot.waitUntil(lambda: told == ["pr"])


def test_enter_does_not_wait(shown, qtbot):
    field = shown(SearchField("Filtrer"))
    told = []
    field.search_changed.connect(told.append)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["a"]


def test_escape_empties_it_and_then_goes_on(shown, qtbot):
    field = shown(SearchField("Filtrer"))
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_down_leaves_for_the_list(shown, qtbot):
    field = shown(SearchField("Filtrer"))
    with qtbot.waitSignal(field.left_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_it_has_a_name_and_so_has_its_button(shown, spoken, qtbot):
    field = shown(SearchField("Filtrer les règles…"))
    assert spoken(field)[1] == "Filtrer les règles"
    qtbot.keyClicks(field, "a")
    buttons = [button for button in field.findChildren(QToolButton) if button.isVisible()]
    assert {spoken(button)[1] for button in buttons} == {"Search", "Clear the search"}


def test_it_speaks_the_language_of_the_moment(shown):
    field = shown(SearchField("Filtrer"))
    QApplication.sendEvent(field, QEvent(QEvent.Type.LanguageChange))
    assert [action.text() for action in field.actions()] == ["Search", "Clear the search"]
