# SPDX-License-Identifier: LicenseRef-Desk
"""Questions have verbs, and putting them away does nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.ui.panes.rules.questions import Question, ask
from tests.ui.panes.rules.stage import click

QUESTION = Question(title="Sure?", sentences=("One.", "Two."), verb="Do it", other="Do less")


@pytest.fixture
def around(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize("name", ["yes", "other", "no"])
def test_each_verb_does_its_own(around, name):
    done = []
    dialog = ask(around, QUESTION, lambda: done.append("yes"), lambda: done.append("other"))
    click(getattr(dialog, name))
    assert done == ([name] if name != "no" else [])
    assert dialog.isHidden()


def test_escape_does_nothing(around):
    done = []
    dialog = ask(around, QUESTION, lambda: done.append("yes"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []


def test_what_cannot_be_taken_back_is_not_the_default(around):
    danger = Question(title="Delete?", sentences=(), verb="Delete", is_danger=True)
    dialog = ask(around, danger, lambda: None)
    assert dialog.focusWidget() is dialog.no
    assert dialog.other.isHidden()
    dialog.reject()
