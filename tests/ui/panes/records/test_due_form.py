# SPDX-License-Identifier: LicenseRef-Desk
"""What opens on a due date."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk import clock
from desk.services.shop import LocationView, Span
from desk.ui.panes.records.due_form import DueForm
from desk.ui.wording import formats
from tests.ui.panes.records.stage import NOW, type_into

OPEN = LocationView(id="1", zone="Europe/Paris", opening=((Span(9 * 60, 18 * 60),),) * 7)


@pytest.fixture
def form(qtbot):
    def make(due_at=None):
        with clock.fixed(NOW):
            made = DueForm(due_at, OPEN)
        qtbot.addWidget(made)
        made.said = []
        made.chosen.connect(made.said.append)
        made.show()
        return made

    return make


def texts(form):
    return [button.text() for button in form.findChildren(QPushButton) if button.isVisible()]


def test_it_offers_quick_dates_with_what_they_come_to(form):
    with clock.fixed(NOW):
        made = form(NOW + timedelta(days=3))
    assert texts(made)[:3] == [
        "At the next opening · tomorrow 08:00",
        "Tomorrow · 09:30",
        "1 hour later · 27 Nov 10:30",
    ]
    assert "No date" in texts(made)
    assert "No date" not in texts(form())


def test_a_day_and_a_time_make_a_date_in_the_zone_that_is_shown(form):
    formats.use_zone("Europe/Paris")
    made = form(NOW)
    assert made.time_editor().text() == "10:30"
    made.calendar().show_day(date(2026, 12, 24))
    type_into(made.time_editor(), "8h")
    QTest.mouseClick(made._set, Qt.MouseButton.LeftButton)
    assert [at.isoformat() for at in made.said] == ["2026-12-24T07:00:00+00:00"]


def test_what_is_no_time_stays_and_is_told(form):
    made = form()
    type_into(made.time_editor(), "noon")
    QTest.keyClick(made.time_editor(), Qt.Key.Key_Return)
    assert made.said == []
    assert made.time_editor().text() == "noon"
    assert made._time.problem() == "noon is not a time of day."


def test_no_date_takes_it_away(form):
    made = form(NOW)
    QTest.mouseClick(made._remove, Qt.MouseButton.LeftButton)
    assert made.said == [None]


def test_a_moment_that_has_passed_is_said_and_can_be_set(form):
    with clock.fixed(NOW):
        made = form(NOW)
        assert made._past.isHidden()
        made.calendar().show_day(date(2020, 11, 20))
        assert made._past.text() == "This moment has passed: it will be overdue at once."
        made.calendar().show_day(date(2030, 11, 20))
        assert made._past.isHidden()
        made.calendar().show_day(date(2020, 11, 20))
        QTest.mouseClick(made._set, Qt.MouseButton.LeftButton)
        assert [at.year for at in made.said] == [2020]
