# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import Theme
from desk.ui.widgets import DeskTable, StateCell, TextCell


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    at: str
    who: str
    cost: str


ROWS = [Sent(at=f"14:{minute:02}", who=f"Client {minute}", cost=str(minute)) for minute in range(30)]


@pytest.fixture
def table(shown):
    columns = [
        Column(name="at", header="Time", text=lambda row: row.at),
        Column(name="who", header="Customer", text=lambda row: row.who),
        Column(name="cost", header="Cost", text=lambda row: row.cost, is_number=True),
    ]
    made = DeskTable("Envois")
    model = RowsModel(columns, key=lambda row: row.at, parent=made)
    model.set_rows(ROWS)
    made.setModel(model)
    made.set_cells({"who": lambda row: TextCell(text=row.who, kind="strong")}, {"at": 80, "who": 150})
    shown(made, 500, 300)
    made.activateWindow()
    made.setFocus()
    return made


def test_rows_are_as_high_as_the_density_says(table):
    assert table.rowHeight(0) == 36
    table.set_density("compact")
    assert table.rowHeight(0) == 30
    table.set_density("relaxed")
    assert table.rowHeight(0) == 42
    assert table.columnWidth(1) == 150


def test_the_keyboard_walks_and_opens(table, qtbot):
    rows, opened, sizes = [], [], []
    table.current_row_changed.connect(rows.append)
    table.row_activated.connect(opened.append)
    table.selection_size_changed.connect(sizes.append)
    assert table.current_row() == ROWS[0]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert rows == [ROWS[1], ROWS[-1], ROWS[0]]
    assert opened == [ROWS[1]]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_rows() == ROWS[:2]
    assert sizes[-1] == 2


def test_a_double_click_opens(table, qtbot):
    place = table.visualRect(table.model().index(3, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.row_activated) as told:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [ROWS[3]]


def test_selected_rows_have_a_bar_at_the_start(table):
    table.selectRow(2)
    image = table.viewport().grab().toImage()
    y = table.visualRect(table.model().index(2, 0)).center().y()
    assert image.pixel(1, y) == Theme.current().colour("primary").rgb()
    assert image.pixel(300, y - 8) == Theme.current().colour("select").rgb()
    assert image.pixel(300, y - 36 - 8) == Theme.current().colour("surface2").rgb()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_row_can_be_selected_in_both_directions(table, direction):
    table.setLayoutDirection(direction)
    table.selectRow(4)
    assert table.selected_rows() == [ROWS[4]]


def test_rows_are_copied_as_they_are_shown(table, qtbot):
    table.selectRow(2)
    table.setColumnHidden(0, True)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Client 2\t2"


def test_the_sort_mark_can_be_shown_without_asking(table):
    asked = []
    table.setSortingEnabled(True)
    table.model().sort_wanted.connect(lambda *given: asked.append(given))
    table.show_sort("who", ascending=False)
    header = table.horizontalHeader()
    assert (header.sortIndicatorSection(), asked) == (1, [])
    header.sectionClicked.emit(1)
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert asked == [("who", True)]


def test_the_layout_comes_back(table):
    table.setColumnWidth(1, 222)
    state = table.layout_state()
    table.setColumnWidth(1, 50)
    assert table.restore_layout(state)
    assert table.columnWidth(1) == 222


def test_cells_are_heard(table):
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "Envois"
    said = {interface.child(at).text(QAccessible.Text.Name) for at in range(20)}
    assert {"Customer", "Customer: Client 2"} <= said


def test_columns_can_be_hidden_from_the_header(table):
    table._on_header_menu(table.horizontalHeader().rect().center())
    menu = next(child for child in table.children() if child.metaObject().className() == "QMenu")
    assert [action.text() for action in menu.actions()] == ["Customer", "Cost"]
    menu.actions()[1].trigger()
    assert table.isColumnHidden(2)
    menu.close()


def test_tab_leaves_the_table(table):
    assert not table.tabKeyNavigation()


def test_a_state_cell_paints_over_any_ground(table):
    table.set_cells({"cost": lambda row: StateCell(icon="check", word=row.cost, role="ok")}, {})
    assert table.grab().width() == 500
