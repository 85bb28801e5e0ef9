# SPDX-License-Identifier: LicenseRef-Desk
"""Opening hours, typed."""

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QTimeEdit

from desk.ui.opening_grid import OpeningGrid
from desk.ui.widgets import LinkButton, Switch, Text
from tests.ui.frame import spoken

WEEK = {1: (("09:00", "19:00"),), 2: (("09:00", "12:00"), ("14:00", "18:30"))}


@pytest.fixture
def grid(qtbot):
    made = OpeningGrid(WEEK)
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    return made


def test_it_gives_back_what_it_got(grid):
    assert grid.spans() == WEEK


def test_days_open_and_close(grid):
    switches = grid.findChildren(Switch)
    switches[1].setChecked(False)
    switches[0].setChecked(True)
    assert grid.spans() == {0: (("09:00", "19:00"),), 2: WEEK[2]}


def test_a_break_is_added_and_taken_away(grid):
    pause = next(
        one for one in grid.findChildren(LinkButton) if one.accessibleName() == "Add a break, Tuesday"
    )
    edges = [edge for edge in grid.findChildren(QTimeEdit) if edge.accessibleName().startswith("Tuesday")]
    assert [edge.isHidden() for edge in edges] == [False, False, True, True]
    pause.click()
    edges[1].setTime(QTime(12, 30))
    assert grid.spans()[1] == (("09:00", "12:30"), ("14:00", "19:00"))
    assert pause.text() == "Remove the break"
    pause.click()
    assert grid.spans()[1] == (("09:00", "12:30"),)


def test_what_ends_before_it_begins_is_left_out(grid):
    edge = next(one for one in grid.findChildren(QTimeEdit) if one.accessibleName() == "Tuesday, to")
    edge.setTime(QTime(8, 0))
    assert 1 not in grid.spans()


def test_days_are_said_in_the_language(grid):
    with spoken("fr"):
        grid.retranslate()
        assert "mardi" in [label.text() for label in grid.findChildren(Text)]
        assert grid.findChildren(Switch)[1].accessibleName() == "mardi, ouvert"
