# SPDX-License-Identifier: LicenseRef-Desk
"""Rows by key: minimal signals, selections that survive, pages on demand."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from desk.ui.rows_model import Column, RowRole, RowsModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    id: int
    name: str = ""
    price: int = 0


COLUMNS = (
    Column(name="name", header="Name", text=lambda line: line.name or f"line {line.id}"),
    Column(
        name="price",
        header="Price",
        text=lambda line: str(line.price),
        is_number=True,
        roles={Qt.ItemDataRole.ToolTipRole: lambda line: f"{line.price} euros"},
    ),
)


def lines(*ids):
    return tuple(Line(id=one) for one in ids)


def ids(model):
    return [line.id for line in model.rows]


@pytest.fixture
def model(qapp):
    made = RowsModel(COLUMNS, lambda line: line.id, sentence=lambda line: f"the line number {line.id}")
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


class Heard:
    """Writes down what the model announces."""

    def __init__(self, model):
        self.said = []
        model.rowsInserted.connect(lambda _p, first, last: self.said.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _p, first, last: self.said.append(("out", first, last)))
        model.rowsMoved.connect(lambda _p, first, _l, _q, to: self.said.append(("move", first, to)))
        model.dataChanged.connect(lambda a, b, _r: self.said.append(("new", a.row(), b.row())))
        model.modelReset.connect(lambda: self.said.append(("reset",)))
        model.layoutChanged.connect(lambda: self.said.append(("layout",)))


def test_a_cell_says_its_text_and_the_row_comes_in_one_call(model):
    model.set_rows((Line(id=7, name="Brake", price=12),))
    cell = model.index(0, 1)
    assert model.data(cell) == "12"
    assert model.data(cell, RowRole) is model.row_at(cell)
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) == "12 euros"
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Price: 12"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "the line number 7"
    assert model.data(cell, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Price"
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.row_at(QModelIndex()) is None


def test_an_equal_answer_says_nothing(model):
    model.set_rows(lines(1, 2, 3))
    heard = Heard(model)
    model.set_rows(lines(1, 2, 3))
    assert heard.said == []


def test_only_what_changed_is_announced(model):
    model.set_rows(lines(1, 2, 3, 4))
    heard = Heard(model)
    model.set_rows((Line(id=1), Line(id=2, name="x"), Line(id=3, name="y"), Line(id=4)))
    assert heard.said == [("new", 1, 2)]


def test_rows_come_and_go_in_runs(model):
    model.set_rows(lines(1, 2, 3, 4))
    heard = Heard(model)
    model.set_rows(lines(8, 9, 1, 4))
    assert heard.said == [("out", 1, 2), ("in", 0, 1)]


def test_a_row_that_rises_moves_once(model):
    model.set_rows(lines(1, 2, 3, 4))
    heard = Heard(model)
    model.set_rows(lines(4, 1, 2, 3))
    assert heard.said == [("move", 3, 0)]


def test_a_new_order_of_many_is_one_layout(model):
    model.set_rows(lines(*range(300)))
    marks = [QPersistentModelIndex(model.index(at, 0)) for at in (0, 150, 299)]
    heard = Heard(model)
    model.set_rows(lines(*reversed(range(300))))
    assert heard.said == [("layout",)]
    assert [mark.row() for mark in marks] == [299, 149, 0]


def test_a_list_without_a_common_row_starts_over(model):
    model.set_rows(lines(1, 2))
    heard = Heard(model)
    model.set_rows(lines(3, 4))
    assert heard.said == [("reset",)]


def test_the_selection_stays_on_its_row(model, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.set_rows(lines(1, 2, 3))
    view.selectionModel().select(model.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    model.set_rows(lines(9, 3, 2, 1))
    assert [model.row_at(index).id for index in view.selectionModel().selectedIndexes()] == [2]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), max_size=20, unique_by=lambda pair: pair[0]),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), max_size=20, unique_by=lambda pair: pair[0]),
)
def test_any_list_becomes_any_other(qapp, before, after):
    model = RowsModel(COLUMNS, lambda line: line.id)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    wanted = tuple(Line(id=one, price=price) for one, price in after)
    model.set_rows(tuple(Line(id=one, price=price) for one, price in before))
    model.set_rows(wanted)
    assert tuple(model.rows) == wanted
    for place, line in enumerate(wanted):
        assert model.index_of(line.id).row() == place


def test_pages_are_asked_for_once_and_appended(qapp):
    model = RowsModel(COLUMNS, lambda line: line.id)  # the tester would fetch by itself
    asked = []
    model.more_wanted.connect(lambda: asked.append(model.last_row()))
    model.set_rows(lines(1, 2), is_complete=False)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert [row.id for row in asked] == [2]
    assert not model.canFetchMore(QModelIndex())
    model.append_rows((*lines(3, 4), Line(id=1, name="later")), is_complete=False)
    assert ids(model) == [1, 2, 3, 4]
    assert model.rows[0].name == "later"
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetch_failed()
    assert model.canFetchMore(QModelIndex())
    model.append_rows((), is_complete=True)
    assert not model.canFetchMore(QModelIndex())


def test_the_head_is_patched_and_the_rest_stays(qapp):
    model = RowsModel(COLUMNS, lambda line: line.id)
    model.set_rows(lines(*range(10)), is_complete=False)
    heard = Heard(model)
    model.patch_head((Line(id=99), Line(id=0), Line(id=1, name="x"), Line(id=3)), is_complete=False)
    assert ids(model) == [99, 0, 1, 3, 4, 5, 6, 7, 8, 9]
    assert ("reset",) not in heard.said
    assert not model.is_complete


def test_a_head_of_strangers_starts_over(qapp):
    model = RowsModel(COLUMNS, lambda line: line.id)
    model.set_rows(lines(1, 2, 3), is_complete=False)
    model.patch_head(lines(7, 8), is_complete=False)
    assert ids(model) == [7, 8]
    model.patch_head(lines(8), is_complete=True)
    assert ids(model) == [8]
    assert model.is_complete


def test_one_row_is_brought_up_to_date(model):
    model.set_rows(lines(1, 2, 3))
    heard = Heard(model)
    model.update_row(Line(id=2, price=5))
    model.update_row(Line(id=2, price=5))
    model.update_row(Line(id=77))
    assert heard.said == [("new", 1, 1)]


def test_a_click_on_a_header_asks_for_an_order(model, qtbot):
    with qtbot.waitSignal(model.sort_wanted) as wanted:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert wanted.args == ["price", False]


def test_a_million_rows_grow_page_by_page(qapp):
    model = RowsModel(COLUMNS, lambda line: line.id)
    page = 50_000
    model.set_rows(lines(*range(page)), is_complete=False)
    for start in range(page, 1_000_000, page):
        model.append_rows(lines(*range(start, start + page)), is_complete=False)
    assert model.rowCount() == 1_000_000
    heard = Heard(model)
    model.patch_head(lines(-1, *range(200)), is_complete=False)
    assert heard.said == [("in", 0, 0)]
    assert model.index_of(999_999).row() == 1_000_000


def test_another_language_says_everything_again(model):
    model.set_rows(lines(1, 2))
    heard = Heard(model)
    headers = []
    model.headerDataChanged.connect(lambda _o, first, last: headers.append((first, last)))
    model.retranslate()
    assert headers == [(0, 1)]
    assert heard.said == [("new", 0, 1)]
