# SPDX-License-Identifier: LicenseRef-Desk
"""The list of conversations as cards."""

from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from desk.ui.panes.messages.card_delegate import ConversationDelegate
from desk.ui.panes.messages.rows import ConversationRows
from desk.ui.rows_model import RowRole

Index = QModelIndex | QPersistentModelIndex
REST_MS = 120
"""After scrolling has rested so long, what has come on screen is read again if anything changed."""


class ConversationCards(QListView):
    """current_row_changed(row | None), row_activated(row): Enter or double click, selection_size_changed(count).

    rested(): other rows are on screen now. key_typed(str): a single letter, for the keys one can switch on.
    """

    current_row_changed = Signal(object)
    row_activated = Signal(object)
    selection_size_changed = Signal(int)
    rested = Signal()
    key_typed = Signal(str)

    def __init__(self, rows: ConversationRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = ConversationDelegate(rows.looks, self)
        self.setItemDelegate(self._delegate)
        self.setModel(rows)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self.verticalScrollBar().valueChanged.connect(self._rest.start)
        self.activated.connect(self._on_activated)

    def set_density(self, density: str) -> None:
        """Set the height of cards: compact, comfortable, relaxed."""
        self._delegate.density = density
        self.scheduleDelayedItemsLayout()

    def current_row(self) -> Any:  # noqa: ANN401 - whatever the model's rows are
        """Return the current row; None when there is none."""
        return self.currentIndex().data(RowRole)

    def selected_rows(self) -> list[Any]:
        """Return the selected rows, from top to bottom."""
        chosen = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return [index.data(RowRole) for index in chosen]

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row on screen."""
        first, last = self.indexAt(self.viewport().rect().topLeft()), self.indexAt(self._lowest())
        end = last.row() if last.isValid() else self.model().rowCount() - 1
        return max(first.row(), 0), end

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_row_changed.emit(current.data(RowRole) if current.isValid() else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        count = sum(span.height() for span in self.selectionModel().selection().toList())
        self.selection_size_changed.emit(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
        elif is_letter(event):
            self.key_typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _lowest(self) -> Any:  # noqa: ANN401 - a point
        place = self.viewport().rect().bottomLeft()
        place.setX(1)
        return place

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if row is not None:
            self.row_activated.emit(row)


def is_letter(event: QKeyEvent) -> bool:
    """Say whether a key types a sign that is seen; never the view's own search, for cards have no first letter."""
    text = event.text()
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and text.isprintable() and bool(text.strip())
