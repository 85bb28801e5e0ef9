# SPDX-License-Identifier: LicenseRef-Desk
"""Opening hours: any number of spans, over midnight too."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.ui.panes.settings.week_editor import WeekEditor
from desk.ui.widgets import LinkButton
from desk.ui.widgets.time_edit import TimeEdit

WEEK = {
    0: (("08:00", "10:00"), ("11:00", "12:00"), ("14:00", "18:00")),
    4: (("20:00", "02:00"),),
    5: (("00:00", "24:00"),),
}
WALL = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 1, 15, 59]))


@pytest.fixture
def week(qtbot):
    made = WeekEditor()
    qtbot.addWidget(made)
    made.set_spans(WEEK)
    made.retranslate()
    made.show()
    return made


def test_it_gives_back_what_it_got(week):
    assert week.spans() == WEEK


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.integers(0, 6),
        st.lists(st.tuples(WALL, WALL.filter(lambda t: t != "00:00")), min_size=1, max_size=4),
    )
)
def test_whatever_is_kept_is_given_back(week, spans):
    kept = {day: tuple(pairs) for day, pairs in spans.items()}
    week.set_spans(kept)
    assert week.spans() == kept


def test_days_open_close_and_get_more_hours(week):
    told = []
    week.changed.connect(lambda: told.append(week.spans()))
    QTest.mouseClick(week.days[1].switch, Qt.MouseButton.LeftButton)
    assert told[-1][1] == (("09:00", "19:00"),)
    QTest.mouseClick(week.days[0].switch, Qt.MouseButton.LeftButton)
    assert 0 not in told[-1]
    add = next(one for one in week.findChildren(LinkButton) if one.accessibleName() == "Add hours, Friday")
    add.click()
    assert len(told[-1][4]) == 2


def test_the_first_day_is_copied_to_all(week):
    week._copy.click()
    assert set(week.spans().values()) == {WEEK[0]}


def test_times_can_be_read_and_typed(week):
    edit = week.findChildren(TimeEdit)[0]
    assert edit.lineEdit().width() > edit.fontMetrics().horizontalAdvance("00:00")
    edit.setSelectedSection(TimeEdit.Section.HourSection)
    QTest.keyClicks(edit, "0730")
    assert week.spans()[0][0][0] == "07:30"


def test_problems_stand_at_their_day(week):
    week.show_problems({4: "Two spans overlap."})
    assert [not day.problem.isHidden() for day in week.days] == [day == 4 for day in range(7)]
