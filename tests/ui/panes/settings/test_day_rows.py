# SPDX-License-Identifier: LicenseRef-Desk
"""Single days, closed or open all the same."""

from datetime import date

import pytest
from PySide6.QtCore import QDate

from desk.ui.panes.settings.day_rows import DayRows

DAYS = {date(2026, 12, 20): (("10:00", "18:00"),), date(2026, 12, 24): ()}


@pytest.fixture
def rows(qtbot):
    def make(*, has_hours):
        made = DayRows(has_hours=has_hours)
        qtbot.addWidget(made)
        made.retranslate()
        made.show()
        return made

    return make


def test_days_are_given_back_with_their_hours(rows):
    open_days = rows(has_hours=True)
    open_days.set_days(DAYS)
    assert open_days.days() == DAYS
    closed = rows(has_hours=False)
    closed.set_days(DAYS)
    assert list(closed.days()) == sorted(DAYS)


def test_a_day_is_added_changed_and_removed(rows):
    closed, told = rows(has_hours=False), []
    closed.changed.connect(lambda: told.append(list(closed.days())))
    closed.set_days([date(2026, 12, 24)])
    closed._add.click()
    assert told[-1] == [date(2026, 12, 24), date(2026, 12, 25)]
    closed._rows[1]._date.setDate(QDate(2026, 12, 31))
    assert told[-1][1] == date(2026, 12, 31)
    assert closed._rows[1]._weekday.text() == "Thursday"
    closed._rows[0]._remove.click()
    assert told[-1] == [date(2026, 12, 31)]


def test_a_new_open_day_has_usual_hours(rows):
    open_days = rows(has_hours=True)
    open_days._add.click()
    assert list(open_days.days().values()) == [(("09:00", "19:00"),)]
