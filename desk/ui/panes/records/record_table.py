# SPDX-License-Identifier: LicenseRef-Desk
"""The table of records: its columns fit the room there is until the person chooses widths."""

from PySide6.QtCore import QByteArray, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.services.shop import RecordRow
from desk.ui.panes.records import rows
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.widgets import DeskTable


class RecordTable(DeskTable):
    """sort_requested(by due date): a header was clicked. layout_chosen(): columns were moved or sized."""

    sort_requested = Signal(bool)
    layout_chosen = Signal()

    def __init__(self, model: RecordsModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._is_fitting = False
        self._is_chosen = False
        self._has_many: bool | None = None
        self._model = model
        self._rows = model.rows
        self.setModel(model.rows)
        self.set_cells(rows.cells(lambda: model.state.shop), rows.WIDTHS)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._on_header)
        header.sectionResized.connect(self._on_layout)
        header.sectionMoved.connect(self._on_layout)
        model.paged.visible = self.visible_rows
        model.changed.connect(self._show_places)

    def selected(self) -> list[RecordRow]:
        """Return what a change is for: the selected records, else the current one."""
        chosen: list[RecordRow] = self.selected_rows()
        current = self.current_row()
        return chosen or ([current] if current is not None else [])

    def cell(self, column: str) -> QModelIndex:
        """Return the cell of a column in the current row, brought on screen; invalid without a row."""
        chosen = self.selectionModel().selectedRows()
        current = self.currentIndex() if self.currentIndex().isValid() or not chosen else chosen[0]
        if not current.isValid():
            return current
        index = current.siblingAtColumn(self._at(column))
        self.scrollTo(index)
        return index

    def column_at(self, index: QModelIndex) -> str:
        """Return the name of the column of a cell."""
        return self._rows.columns[index.column()].name

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row on screen."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self._rows.rowCount() - 1

    def recall(self, layout: QByteArray) -> None:
        """Take back the columns as the person left them."""
        self._is_fitting = True
        self._is_chosen = not layout.isEmpty() and self.restore_layout(layout)
        self._is_fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._is_chosen:
            self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        self._is_fitting = True
        shown = [one.name for at, one in enumerate(self._rows.columns) if not self.isColumnHidden(at)]
        wanted = rows.widths_for(self.viewport().width(), {*rows.WIDTHS} - {*shown})
        for name in shown[:-1]:  # the last one takes what is left
            self.setColumnWidth(self._at(name), wanted[name])
        self._is_fitting = False

    def _at(self, name: str) -> int:
        return [one.name for one in self._rows.columns].index(name)

    def _show_places(self) -> None:
        """Say where a record belongs only in a shop of several sites."""
        has_many = len(self._model.state.shop.places) > 1
        if has_many is not self._has_many and not self._is_chosen:
            self._has_many = has_many
            self.setColumnHidden(self._at(rows.PLACE), not has_many)
            self._fit()

    def _on_header(self, section: int) -> None:
        name = self._rows.columns[section].name
        if name in {rows.DUE, rows.REFERENCE}:
            self.sort_requested.emit(name == rows.DUE)
        else:  # there is no order by words: the header shows again what there is
            self.sort_requested.emit(self._model.state.by_due)

    def _on_layout(self) -> None:
        is_by_hand = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if is_by_hand and not self._is_fitting:  # Qt resizes columns by itself, too
            self._is_chosen = True
            self.layout_chosen.emit()
