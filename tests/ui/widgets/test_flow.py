# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from desk.ui.widgets import FlowLayout


class Brick(QWidget):
    def __init__(self, width, height=20):
        super().__init__()
        self._hint = QSize(width, height)

    def sizeHint(self):  # noqa: N802 - Qt's spelling
        return self._hint


@pytest.fixture
def wall(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made, gap=10)
    bricks = [Brick(50), Brick(50), Brick(50, 30)]
    for brick in bricks:
        flow.addWidget(brick)
    made.show()
    return made, flow, bricks


def test_what_does_not_fit_goes_to_the_next_line(wall):
    _made, flow, bricks = wall
    flow.setGeometry(QRect(0, 0, 115, 100))
    assert [brick.geometry().topLeft().toTuple() for brick in bricks] == [(0, 0), (60, 0), (0, 30)]
    assert flow.heightForWidth(115) == 60
    assert flow.heightForWidth(1000) == 30
    assert flow.sizeHint() == QSize(170, 30)


def test_a_line_is_centred_in_height(wall):
    _made, flow, bricks = wall
    flow.setGeometry(QRect(0, 0, 400, 30))
    assert bricks[0].y() == 5
    assert bricks[2].y() == 0


def test_hidden_widgets_take_no_room(wall):
    _made, flow, bricks = wall
    bricks[0].hide()
    flow.setGeometry(QRect(0, 0, 400, 30))
    assert bricks[1].x() == 0


def test_lines_begin_at_the_right_where_one_reads_so(wall):
    made, flow, bricks = wall
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 200, 30))
    assert [brick.geometry().right() for brick in bricks] == [199, 139, 79]


def test_it_can_be_emptied(wall):
    _made, flow, _bricks = wall
    assert flow.itemAt(3) is None
    flow.clear()
    assert flow.count() == 0
    assert flow.takeAt(0) is None
