# SPDX-License-Identifier: LicenseRef-Desk
"""The question before what was typed is lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.ui.leaving import ask_to_leave


def test_enter_stays_and_only_the_other_verb_leaves(qtbot):
    page, left = QWidget(), []
    qtbot.addWidget(page)
    page.show()
    box = ask_to_leave(page, "What you typed into 1 record is not saved.", lambda: left.append(1))
    assert box.windowTitle() == "Not saved"
    assert box.defaultButton().text() == box.escapeButton().text() == "Stay and look"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert left == []
    box = ask_to_leave(page, "What you typed into 1 record is not saved.", lambda: left.append(1))
    (leave,) = (one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole)
    leave.click()
    assert left == [1]


def test_what_is_no_loss_has_other_verbs(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    box = ask_to_leave(page, "1 message was not sent.", lambda: None, ("Not sent", "Leave all the same"))
    assert box.windowTitle() == "Not sent"
    assert [one.text() for one in box.buttons() if one is not box.escapeButton()] == ["Leave all the same"]
