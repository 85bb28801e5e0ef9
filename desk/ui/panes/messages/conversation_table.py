# SPDX-License-Identifier: LicenseRef-Desk
"""The list of conversations as a table: its columns can be moved, sized and hidden, and stay so."""

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desk.services.inbox import Order
from desk.ui.panes.messages.cards import REST_MS, is_letter
from desk.ui.panes.messages.rows import RECEIVED, SORTS, WAITING, WIDTHS, ConversationRows, cells
from desk.ui.widgets import DeskTable


class ConversationTable(DeskTable):
    """layout_chosen(): columns were moved, sized, shown or hidden. rested(): other rows are on screen now.

    order_chosen(Order): a heading was clicked.
    """

    layout_chosen = Signal()
    rested = Signal()
    order_chosen = Signal(object)
    key_typed = Signal(str)

    def __init__(self, rows: ConversationRows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._is_recalling = False
        self.setModel(rows)
        self.set_cells(cells(rows.looks), WIDTHS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._on_sort)
        header.sectionResized.connect(self._on_layout)
        header.sectionMoved.connect(self._on_layout)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self.verticalScrollBar().valueChanged.connect(self._rest.start)

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row on screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self.model().rowCount() - 1

    def show_order(self, order: Order) -> None:
        """Show by which column the rows are sorted."""
        self.show_sort(WAITING if order is Order.WAITING else RECEIVED, ascending=order is not Order.NEWEST)

    def recall(self, layout: QByteArray) -> None:
        """Take back the columns as the person left them."""
        self._is_recalling = True
        if not layout.isEmpty():
            self.restore_layout(layout)
        self._is_recalling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_letter(event):
            self.key_typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_sort(self, section: int, order: Qt.SortOrder) -> None:
        if self._is_recalling:
            return
        model = self.model()
        assert isinstance(model, ConversationRows)
        name = model.columns[section].name if 0 <= section < len(model.columns) else ""
        if name in SORTS:
            self.order_chosen.emit(SORTS[name][0 if order == Qt.SortOrder.AscendingOrder else 1])

    def _on_layout(self) -> None:
        if not self._is_recalling:
            self.layout_chosen.emit()
