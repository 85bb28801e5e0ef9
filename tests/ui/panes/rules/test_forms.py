# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms: they show what is kept and tell every change at once."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.services.rules import HoursMode, QuietHours, Timing
from desk.ui.panes.rules.forms import OffsetForm, SpanForm, WallForm
from desk.ui.panes.rules.rule_forms import LateForm, QuietForm, TimingForm
from desk.ui.panes.rules.value_forms import ChecksForm, DayForm, NumberForm, ValidityForm, WordForm

TODAY = date(2026, 11, 24)


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


def test_timing(qtbot):
    told = []
    form = shown(qtbot, TimingForm(Timing(), lambda *said: told.append(said), "Immediately"))
    assert form.at_once.isChecked()
    form.later.setChecked(True)
    form.opening.setChecked(True)
    form.at_once.setChecked(True)
    assert told[0] == (60, HoursMode.ANY_TIME)
    assert told[1] == (60, HoursMode.OPENING_HOURS)
    assert told[-1] == (0, HoursMode.OPENING_HOURS)


def test_quiet_hours(qtbot, told):
    form = shown(qtbot, QuietForm(QuietHours(weekdays=(6,)), told.append))
    assert form.days[6].isChecked()
    form.start.setTime(QTime(21, 0))
    form.holidays.setChecked(True)
    assert told[-1] == QuietHours(start="21:00", end="08:00", weekdays=(6,), holidays=True)
    form.on.setChecked(False)
    assert told[-1] is None
    assert not form.start.isEnabled()


def test_lateness(qtbot, told):
    form = shown(qtbot, LateForm(None, told.append))
    form.limit.setChecked(True)
    form.span.count.setValue(45)
    form.ever.setChecked(True)
    assert told[0] == 30
    assert told[-2:] == [45, None] or told[-1] is None


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


def test_enter_closes_what_the_form_stands_in(qtbot, told):
    form = shown(qtbot, WordForm("", told.append, "Brand"))
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert form.isHidden()
