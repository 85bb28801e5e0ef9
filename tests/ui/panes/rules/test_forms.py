# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms: they show what is kept and tell every change at once."""

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.ui.panes.rules.forms import OffsetForm, SpanForm, WallForm
from desk.ui.panes.rules.value_forms import WordForm


@pytest.fixture
def told():
    return []


def shown(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_span(qtbot, told):
    form = shown(qtbot, SpanForm(120, told.append, "How long"))
    assert (form.count.value(), form.unit.currentText()) == (2, "hours")
    form.count.setValue(3)
    form.unit.setCurrentIndex(form.unit.findData("days"))
    assert told == [180, 3 * 1440]


def test_an_offset_has_the_sides_that_its_event_allows(qtbot, told):
    before = shown(qtbot, OffsetForm(-1440, told.append, (-1,), None))
    assert before.side.count() == 1
    before.count.setValue(2)
    assert told == [-2880]
    removed = []
    both = shown(qtbot, OffsetForm(1440, told.append, (-1, 1), removed.append))
    assert both.side.currentData() == 1
    both.side.setCurrentIndex(0)
    assert told[-1] == -1440
    both.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1].click()
    assert removed == [1440]


def test_a_time_of_day_or_the_dates_own(qtbot, told):
    form = shown(qtbot, WallForm("", told.append))
    assert not form.time.isEnabled()
    form.own.setChecked(False)
    form.time.setTime(QTime(18, 30))
    form.own.setChecked(True)
    assert told == ["09:00", "18:30", ""]


def test_enter_closes_what_the_form_stands_in(qtbot, told):
    form = shown(qtbot, WordForm("", told.append, "Brand"))
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert form.isHidden()
