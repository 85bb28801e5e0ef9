# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from desk.ui.rows_model import RowRole
from desk.ui.theme import Theme
from desk.ui.widgets import CellDelegate, TextCell
from desk.ui.widgets.cell_delegate import PlainDelegate, content_rect


@pytest.fixture
def view(qtbot):
    made = QTableView()
    qtbot.addWidget(made)
    model = QStandardItemModel(2, 2, made)
    for row in range(2):
        model.setData(model.index(row, 0), f"ligne {row}", RowRole)
        model.setData(model.index(row, 0), f"ligne {row}", Qt.ItemDataRole.DisplayRole)
    made.setModel(model)
    return made


def painted(delegate, index, state=QStyle.StateFlag.State_Enabled):
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 120, 36)
    option.state = state
    picture = QPixmap(120, 36)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    delegate.paint(painter, option, index)
    painter.end()
    return picture.toImage()


def test_a_row_is_asked_for_once(view):
    asked = []

    def cell_of(row):
        asked.append(row)
        return TextCell(text=row)

    painted(CellDelegate(cell_of, view), view.model().index(1, 0))
    assert asked == ["ligne 1"]


def test_nothing_is_painted_without_a_row(view):
    image = painted(CellDelegate(lambda row: TextCell(text=row), view), view.model().index(0, 1))
    assert image.pixelColor(60, 18).name() == "#ffffff"


def test_the_bar_stands_in_the_first_column_only(view):
    delegate = PlainDelegate(view)
    selected = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Selected
    first = painted(delegate, view.model().index(0, 0), selected)
    second = painted(delegate, view.model().index(0, 1), selected)
    assert first.pixel(0, 18) == Theme.current().colour("primary").rgb()
    assert second.pixel(0, 18) == Theme.current().colour("select").rgb()


def test_sizes_and_places(view):
    option = QStyleOptionViewItem()
    option.rect = QRect(10, 0, 100, 36)
    assert content_rect(option) == QRect(18, 0, 84, 36)
    for delegate in (PlainDelegate(view), CellDelegate(lambda row: TextCell(text=row), view)):
        assert delegate.sizeHint(option, view.model().index(0, 0)).height() == 36
