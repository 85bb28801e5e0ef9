# SPDX-License-Identifier: LicenseRef-Desk
"""The small questions of the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desk.ui.panes.messages import popups
from desk.ui.panes.messages.readings import Choices


def test_tags_are_typed_with_commas(qtbot):
    form = popups.TagForm(("urgent",), ("warranty",))
    qtbot.addWidget(form)
    told = []
    form.chosen.connect(told.append)
    form._field.setText("urgent, été ,, urgent")
    qtbot.keyClick(form._field, Qt.Key.Key_Return)
    assert told == [("urgent", "été")]


def test_nobody_to_choose_from(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    popups.fill_staff(menu, Choices(), (), lambda _ids: None)
    assert not menu.actions()[0].isEnabled()


def test_nothing_is_deleted_unless_the_verb_is_pressed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    told = []
    for press in (0, 1):
        box = popups.ask_delete(window, "Delete?", told.append, is_on_server=True)
        assert box.informativeText() == "The copy on the mail server stays."
        box.checkBox().setChecked(True)
        assert box.informativeText() == "The copy on the mail server goes too."
        by_text = {one.text(): one for one in box.findChildren(QPushButton)}
        by_text[("Cancel", "Delete")[press]].click()
    assert told == [True]


def test_nothing_harmful_is_opened_unless_the_verb_is_pressed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    done = []
    box = popups.ask_open(window, "Open?", "It may harm.", "Open anyway", lambda: done.append(1))
    assert box.defaultButton().text() == "Cancel"
    box.close()
    assert done == []
