# SPDX-License-Identifier: LicenseRef-Desk
"""A table as all of Desk's are: quiet rows, one selection bar, the keyboard for everything."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QByteArray, QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desk.translation import _
from desk.ui.rows_model import RowRole, RowsModel
from desk.ui.theme import SIZE, factor
from desk.ui.widgets.cell_delegate import CellDelegate, PlainDelegate
from desk.ui.widgets.cells import Cell

_HEIGHTS = {"compact": SIZE.row_compact, "comfortable": SIZE.row, "relaxed": SIZE.row_relaxed}
_LINE_ENDS = str.maketrans("\t\n", "  ")


class DeskTable(QTableView):
    """Rows of a RowsModel. Signals carry whole rows.

    current_row_changed(row | None): the keyboard or a click went to another row.
    row_activated(row): Enter or double click. selection_size_changed(count): rows selected.
    """

    current_row_changed = Signal(object)
    row_activated = Signal(object)
    selection_size_changed = Signal(int)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)  # the delegates paint the zebra
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(PlainDelegate(self))
        self._dress_headers()
        self.activated.connect(self._on_activated)

    def set_density(self, density: str) -> None:
        """Set the height of rows: compact, comfortable, relaxed."""
        self.set_row_height(_HEIGHTS[density])

    def set_row_height(self, height: int) -> None:
        """Set the height of rows; cells of two lines want SIZE.row_two_lines."""
        self.verticalHeader().setDefaultSectionSize(height)

    def set_cells(self, cells: Mapping[str, Callable[[Any], Cell]], widths: Mapping[str, int]) -> None:
        """Paint columns by name: what a row shows there, its first width at factor 1. Needs the model."""
        model = self.model()
        names = [column.name for column in model.columns] if isinstance(model, RowsModel) else []
        for at, name in enumerate(names):
            if name in cells:
                self.setItemDelegateForColumn(at, CellDelegate(cells[name], self))
            if name in widths:
                self.setColumnWidth(at, round(widths[name] * factor()))

    def show_sort(self, name: str, *, ascending: bool) -> None:
        """Show by which column the rows are sorted, without asking for it."""
        model = self.model()
        order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        at = [column.name for column in model.columns].index(name) if isinstance(model, RowsModel) else -1
        header = self.horizontalHeader()
        blocked = header.blockSignals(True)
        header.setSortIndicator(at, order)
        header.blockSignals(blocked)

    def current_row(self) -> Any:  # noqa: ANN401 - whatever the model's rows are
        """Return the current row; None when there is none."""
        return self.currentIndex().data(RowRole)

    def selected_rows(self) -> list[Any]:
        """Return the selected rows, from top to bottom."""
        chosen = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [index.data(RowRole) for index in chosen]

    def layout_state(self) -> QByteArray:
        """Return widths, order and hidden columns, to be kept."""
        return self.horizontalHeader().saveState()

    def restore_layout(self, state: QByteArray) -> bool:
        """Take back what `layout_state` gave; False when it does not fit (any more)."""
        return self.horizontalHeader().restoreState(state)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self.selectionModel() is not None:
            self.selectionModel().currentRowChanged.connect(self._on_current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_size_changed.emit(len(self.selectionModel().selectedRows()))

    def selectRow(self, row: int) -> None:
        # WORKAROUND Qt 6.11: its own selects nothing where reading goes from right to left.
        self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
        elif plain and event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.model() is not None:
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard: visible columns, tabs between them."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [at for at in order if not header.isSectionHidden(at)]
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        lines = [
            "\t".join(str(row.siblingAtColumn(at).data() or "").translate(_LINE_ENDS) for at in shown)
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _dress_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(SIZE.least_target)
        self.set_density("comfortable")
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(SIZE.header)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if row is not None:
            self.row_activated.emit(row)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_row_changed.emit(current.data(RowRole) if current.isValid() else None)

    def _on_header_menu(self, at: QPoint) -> None:
        header = self.horizontalHeader()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Columns"))
        for section in range(1, header.count()):
            title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            action = QAction(title, menu, checkable=True, checked=not header.isSectionHidden(section))
            action.setData(section)
            menu.addAction(action)
        menu.triggered.connect(self._on_column)
        menu.popup(header.mapToGlobal(at))

    def _on_column(self, action: QAction) -> None:
        self.setColumnHidden(int(action.data()), not action.isChecked())
