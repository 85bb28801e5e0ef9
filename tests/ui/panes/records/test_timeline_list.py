# SPDX-License-Identifier: LicenseRef-Desk
"""The lines of an event feed on screen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest

from desk.ui.panes.records.timeline import Line
from desk.ui.panes.records.timeline_list import TimelineList, height_for
from desk.ui.theme import Look, apply

LINES = (
    Line(title="Today"),
    Line(title="Email to Sophie Bernard", detail="Ready\nSent", time="09:35", icon="check", link="d1"),
    Line(title="In progress → Ready", detail="A long detail " * 8, time="09:30", icon="circle"),
    Line(title="Ready", icon="circle", is_struck=True),
)


@pytest.fixture
def shown(qtbot, qapp):
    made = TimelineList()
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.set_lines(LINES)
    made.show()
    made.links = []
    made.link_requested.connect(made.links.append)
    return made


def test_it_is_as_high_as_its_lines(shown):
    assert shown.height() == sum(height_for(line, shown.viewport().width()) for line in LINES)
    narrow = sum(height_for(line, 200) for line in LINES)
    assert narrow > sum(height_for(line, 600) for line in LINES)


def test_links_follow_a_click_and_enter_and_nothing_else_does(shown):
    def click(row):
        spot = shown.visualRect(shown.model().index(row, 0)).topLeft() + QPoint(60, 6)
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    click(2)
    click(1)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.links == ["d1", "d1"]


def test_lines_are_read_aloud_and_copied(shown):
    said = [shown.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert said[1] == "09:35, Email to Sophie Bernard, Ready\nSent, link"
    assert said[3] == "Ready, change taken back"
    QTest.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Today\n09:35, Email to Sophie Bernard")


def test_new_lines_keep_the_place(shown):
    shown.setCurrentIndex(shown.model().index(2, 0))
    shown.set_lines((*LINES[:3], Line(title="More", icon="circle")))
    assert shown.currentIndex().row() == 2
    shown.set_lines(LINES[:1])
    assert shown.lines() == LINES[:1]


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_it_paints_in_both_looks(shown, qapp, look):
    apply(qapp, look)
    picture = QImage(300, shown.height(), QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    shown.render(painter, QPoint(0, 0))
    painter.end()
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 300, 3) for y in range(0, shown.height(), 3)}
    assert len(colours) > 5
    apply(qapp, Look.LIGHT)
