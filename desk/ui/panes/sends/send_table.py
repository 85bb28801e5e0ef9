# SPDX-License-Identifier: LicenseRef-Desk
"""The table of sends: its columns fit the room there is until the person chooses widths."""

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from desk.services.delivery import DeliveryRow
from desk.ui.panes.sends import rows
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.widgets import DeskTable

REST_MS = 120
"""After scrolling has rested so long, what has come on screen is read again if anything changed."""


class SendTable(DeskTable):
    """layout_chosen(): columns were moved, sized, shown or hidden. rested(): other rows are on screen now."""

    layout_chosen = Signal()
    rested = Signal()

    def __init__(self, model: SendsModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._rows = model.rows
        self._is_fitting = self._is_chosen = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self.setModel(model.rows)
        self.set_cells(rows.cells(), rows.WIDTHS)
        self._names = [column.name for column in model.rows.columns]
        for name in rows.OPTIONAL:
            self.setColumnHidden(self._names.index(name), True)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        self.show_sort(rows.TIME, ascending=False)
        header.sectionResized.connect(self._on_layout)
        header.sectionMoved.connect(self._on_layout)
        self.verticalScrollBar().valueChanged.connect(self._rest.start)
        self._rows.rowsInserted.connect(self._on_inserted)
        model.feed.visible = self.visible_rows

    def selected(self) -> list[DeliveryRow]:
        """Return what a deed is for: the selected sends, else the current one."""
        chosen: list[DeliveryRow] = self.selected_rows()
        current = self.current_row()
        return chosen or ([current] if current is not None else [])

    def selection_size(self) -> int:
        """Return how many sends are selected."""
        return sum(span.height() for span in self.selectionModel().selection().toList())

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row on screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self._rows.rowCount() - 1

    def recall(self, layout: QByteArray) -> None:
        """Take back the columns as the person left them."""
        self._is_fitting = True
        self._is_chosen = not layout.isEmpty() and self.restore_layout(layout)
        self._is_fitting = False

    def open_columns(self, under: QWidget) -> None:
        """Offer the columns under a button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(under.accessibleName())
        self.fill_columns(menu)
        menu.triggered.connect(self._on_layout)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def fill_columns(self, menu: QMenu) -> None:
        """Put an entry for each column but the first into `menu`."""
        for section in range(1, len(self._names)):
            title = str(self._rows.headerData(section, Qt.Orientation.Horizontal) or "")
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setData(section)
        menu.triggered.connect(self._on_column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._is_chosen:
            self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        self._is_fitting = True
        for name, width in rows.widths_for(self.viewport().width()).items():
            self.setColumnWidth(self._names.index(name), width)
        self._is_fitting = False

    def _on_layout(self) -> None:
        if not self._is_fitting:
            self._is_chosen = True
            self.layout_chosen.emit()

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Keep what one reads where it is when newer rows come in above it."""
        bar = self.verticalScrollBar()
        top = self.rowAt(0)
        if bar.value() > 0 and first <= top:
            bar.setMaximum(bar.maximum() + (last - first + 1) * self.rowHeight(0))
            bar.setValue(bar.value() + (last - first + 1) * self.rowHeight(0))
