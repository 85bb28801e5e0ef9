# SPDX-License-Identifier: LicenseRef-Desk
"""The forms of values."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest

from desk.ui.panes.rules.value_forms import ChecksForm, DayForm, NumberForm, ValidityForm, WordForm

TODAY = date(2026, 11, 24)


@pytest.fixture
def told():
    return []


def shown(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


def test_boxes_tell_in_their_order(qtbot, told):
    form = shown(qtbot, ChecksForm((("a", "A"), ("b", "B")), ("b",), told.append, "note"))
    form.boxes["a"].setChecked(True)
    assert told == [("a", "b")]


def test_words_and_numbers(qtbot, told):
    word = shown(qtbot, WordForm("", told.append, "Brand"))
    QTest.keyClicks(word.line, "Gi")
    number = shown(qtbot, NumberForm("12.50", told.append, "Total", "EUR"))
    number.spin.setValue(20)
    plain = shown(qtbot, NumberForm("x", told.append, "Position"))
    plain.spin.setValue(3)
    assert told == ["G", "Gi", "20.00", "3"]


@pytest.mark.parametrize(
    ("value", "sort"),
    [("", "today"), ("today", "today"), ("today+7", "in"), ("today-90", "ago"), ("2026-12-24", "date")],
)
def test_a_day_is_shown_as_it_is_kept(qtbot, told, value, sort):
    form = shown(qtbot, DayForm(value, told.append, TODAY))
    assert form.sort.currentData() == sort
    assert form.count.isVisible() == (sort in ("in", "ago"))
    assert form.date.isVisible() == (sort == "date")


def test_a_day_tells_what_a_condition_keeps(qtbot, told):
    form = shown(qtbot, DayForm("today-90", told.append, TODAY))
    form.count.setValue(30)
    form.sort.setCurrentIndex(form.sort.findData("date"))
    form.date.setDate(QDate(2026, 12, 24))
    assert told == ["today-30", "2026-11-24", "2026-12-24"]


def test_validity(qtbot):
    told = []
    form = shown(qtbot, ValidityForm(None, None, lambda *days: told.append(days), TODAY))
    (first_box, first), (last_box, last) = form._edits
    first_box.setChecked(True)
    last_box.setChecked(True)
    last.setDate(QDate(2026, 12, 31))
    first_box.setChecked(False)
    assert told[0] == (TODAY, None)
    assert told[-2:] == [(TODAY, date(2026, 12, 31)), (None, date(2026, 12, 31))]
    assert not first.isEnabled()
