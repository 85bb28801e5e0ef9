# SPDX-License-Identifier: LicenseRef-Desk
"""The forms of a rule's own clauses."""

import pytest
from PySide6.QtCore import QTime

from desk.services.rules import HoursMode, QuietHours, Timing
from desk.ui.panes.rules.rule_forms import LateForm, QuietForm, TimingForm


@pytest.fixture
def told():
    return []


def shown(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


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
    assert told == [30, 45, None]
