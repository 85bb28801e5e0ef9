# SPDX-License-Identifier: LicenseRef-Desk
"""The table of sends and what stands in its place while it is empty; something is always selected."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desk.services.delivery import DeliveryRow
from desk.translation import _
from desk.ui.panes.sends.empty_words import empty_text
from desk.ui.panes.sends.send_table import SendTable
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.widgets import EmptyState

REST_MS = 60
"""The pane "Why?" follows the arrow keys once they rest."""


class SendList(QStackedWidget):
    """send_chosen(DeliveryRow | None): another row is current. verb_requested(deed): of the empty list.

    selection_changed(): other rows are selected, or there are more or fewer.
    """

    send_chosen = Signal(object)
    verb_requested = Signal(str)
    selection_changed = Signal()

    def __init__(self, model: SendsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted_id = ""
        self.table = SendTable(model)
        self.empty = EmptyState("paper-plane-tilt", "")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.addWidget(self.table)
        self.addWidget(self.empty)
        model.loaded.connect(self._on_loaded)
        model.feed.patched.connect(self._on_patched)
        self._rest.timeout.connect(self._tell_current)
        self.empty.verb_requested.connect(self._on_verb)
        self.table.rested.connect(model.feed.look)
        self.table.current_row_changed.connect(self._rest.start)
        self.table.selection_size_changed.connect(self.selection_changed)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    def show_state(self) -> None:
        """Show the table, or why there is nothing to show."""
        state, rows = self._model.state, self._model.rows
        is_empty = not state.is_loading and rows.rowCount() == 0 and rows.is_complete
        self.setCurrentWidget(self.empty if is_empty else self.table)
        if is_empty:
            said = empty_text(state)
            self.empty.set_icon(said.icon)
            self.empty.set_texts(said.title, said.sentence, said.verb)

    def select(self, delivery_id: str) -> None:
        """Make a send current, as soon as it is loaded."""
        self._wanted_id = delivery_id
        self._on_loaded()

    def select_one(self) -> None:
        """Select the current row alone, and go to the table."""
        current = self.table.currentIndex()
        self.table.clearSelection()
        self.table.selectRow(max(current.row(), 0))
        self.go()

    def go(self) -> None:
        """Go to the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.table.selected_rows()) > 1:
            self.select_one()
        else:
            super().keyPressEvent(event)

    def _on_loaded(self) -> None:
        index = self._model.rows.index_of(self._wanted_id) if self._wanted_id else None
        if index is not None and index.isValid():
            self._wanted_id = ""
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        self._select_something()
        self.show_state()
        self.selection_changed.emit()

    def _on_patched(self) -> None:
        if self._model.state.is_approving:
            self._select_something()
        self.show_state()
        self.selection_changed.emit()

    def _select_something(self) -> None:
        """Select the row one is at, else the first: the keyboard always has something to act on."""
        if self._model.rows.rowCount() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(max(self.table.currentIndex().row(), 0))

    def _on_verb(self) -> None:
        self.verb_requested.emit(empty_text(self._model.state).deed)

    def _open_menu(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What to do with the send"))
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _tell_current(self) -> None:
        row: DeliveryRow | None = self.table.current_row()
        self.send_chosen.emit(row)
