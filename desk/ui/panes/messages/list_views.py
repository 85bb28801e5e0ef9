# SPDX-License-Identifier: LicenseRef-Desk
"""The conversations as cards or as a table: which is current, which are selected, going from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk.services.inbox import ConversationRow, Order
from desk.translation import _
from desk.ui.panes.messages.cards import ConversationCards
from desk.ui.panes.messages.conversation_table import ConversationTable
from desk.ui.panes.messages.list_head import ListHead
from desk.ui.panes.messages.view_model import MessagesModel

REST_MS = 60
"""The thread follows the arrow keys once they rest."""


class ListViews(QWidget):
    """conversation_chosen(ConversationRow | None): another one is current. opened(row): Enter or double click.

    menu_requested(at): on the screen.
    key_typed(str): a letter was typed in the list. table_shown(bool).
    """

    conversation_chosen = Signal(object)
    opened = Signal(object)
    menu_requested = Signal(QPoint)
    key_typed = Signal(str)
    table_shown = Signal(bool)

    def __init__(self, model: MessagesModel, head: ListHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = ""
        self.head = head
        self.cards = ConversationCards(model.rows)
        self._table: ConversationTable | None = None
        self._middle = QStackedWidget()
        self._middle.addWidget(self.cards)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell_current)
        self._listen(self.cards)

    def show_views(self) -> None:
        """Show what there is; the list overrides this."""

    def _on_selection(self, count: int) -> None:
        """Take note of how many are selected; the list overrides this."""

    @property
    def view(self) -> ConversationCards | ConversationTable:
        """Return cards or table, whichever is shown."""
        return self._table if self._table is not None and self.head.is_table else self.cards

    @property
    def table(self) -> ConversationTable:
        """Return the table; it is made when it is first wanted."""
        if self._table is None:
            self._table = ConversationTable(self._model.rows)
            self._table.setAccessibleName(_("Conversations"))
            self._table.order_chosen.connect(self._on_order)
            self._listen(self._table)
            self._middle.addWidget(self._table)
            self._table.show_order(self._model.state.filters.order)
        return self._table

    def show_table(self, is_table: bool) -> None:
        """Show a table instead of cards."""
        row = self.view.current_row()
        self.head.is_table = is_table
        shown = self.table if is_table else self.cards
        self._middle.setCurrentWidget(shown)
        self._model.feed.visible = shown.visible_rows
        if row is not None:
            self.select(row.id)
        self.show_views()
        self.table_shown.emit(is_table)

    def set_density(self, density: str) -> None:
        """Set the height of cards and rows."""
        self.head.density = density
        self.cards.set_density(density)
        if self._table is not None:
            self._table.set_density(density)

    def selected(self) -> tuple[ConversationRow, ...]:
        """Return what a deed is for: the selected conversations, else the current one."""
        chosen = self.view.selected_rows()
        current = self.view.current_row()
        return tuple(chosen) or ((current,) if current is not None else ())

    def select(self, conversation_id: str) -> bool:
        """Make a conversation current, at once (True) or as soon as it is loaded; "" for none."""
        self._wanted = conversation_id
        current = self.view.current_row()
        if current is not None and current.id != conversation_id:
            self._rest.stop()  # it is told no more, or it would open again
        if not conversation_id:
            self.view.setCurrentIndex(self._model.rows.index_of(""))
            self.view.clearSelection()
        return self._follow()

    def step(self, by: int) -> None:
        """Make the next (1) or the one before (-1) current."""
        here = self.view.currentIndex().row()
        place = min(max(here + by, 0), self._model.rows.rowCount() - 1)
        if place >= 0 and place != here:
            self._go_to(self._model.rows.index(place, 0))

    def select_one(self) -> None:
        """Select the current conversation alone, and go to the list."""
        current = self.view.currentIndex()
        self.view.clearSelection()
        if current.isValid():
            self._go_to(current)
        self.go()

    def go(self) -> None:
        """Go to the list."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _listen(self, view: ConversationCards | ConversationTable) -> None:
        view.current_row_changed.connect(self._rest.start)
        view.row_activated.connect(self.opened)
        view.rested.connect(self._model.feed.look)
        view.selection_size_changed.connect(self._on_selection)
        view.customContextMenuRequested.connect(self._on_menu)
        view.key_typed.connect(self.key_typed)

    def _follow(self) -> bool:
        index = self._model.rows.index_of(self._wanted) if self._wanted else None
        if index is None or not index.isValid():
            return False
        self._wanted = ""
        self._go_to(index)
        return True

    def _go_to(self, index: object) -> None:
        flags = QItemSelectionModel.SelectionFlag
        view = self.view
        view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)  # type: ignore[arg-type]
        view.scrollTo(view.currentIndex())

    def _on_order(self, order: Order) -> None:
        self._model.narrow(order=order)

    def _on_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            self.menu_requested.emit(self.view.viewport().mapToGlobal(at))

    def _tell_current(self) -> None:
        row: ConversationRow | None = self.view.current_row()
        if row is not None:
            self._wanted = ""
        self.conversation_chosen.emit(row)
