# SPDX-License-Identifier: LicenseRef-Desk
"""What is asked before something is lost: the safe answer first."""

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.ui.panes.customers.questions import ask_to_leave


@pytest.fixture
def owner(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def button(box, role):
    return next(one for one in box.buttons() if box.buttonRole(one) is role)


@pytest.mark.parametrize(("unsaved", "words"), [(1, "1 card is not"), (3, "3 cards is not")])
def test_the_question_counts_and_the_safe_answer_does_nothing(owner, unsaved, words):
    gone = []
    box = ask_to_leave(owner, unsaved, lambda: gone.append(True))
    assert words in box.text()
    assert box.defaultButton() is box.escapeButton() is button(box, QMessageBox.ButtonRole.RejectRole)
    box.defaultButton().click()
    assert gone == []


def test_whoever_insists_leaves(owner):
    gone = []
    box = ask_to_leave(owner, 1, lambda: gone.append(True))
    button(box, QMessageBox.ButtonRole.DestructiveRole).click()
    assert gone == [True]
