# SPDX-License-Identifier: LicenseRef-Desk
"""The list of customers: filters, the table, and what is said when there is nobody in it."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.customers.customer_table import CustomerTable
from desk.ui.panes.customers.filter_bar import FilterBar
from desk.ui.panes.customers.readings import Listed
from desk.ui.panes.customers.view_model import CustomersModel
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, InfoBar, PageHeader, PrimaryButton, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats

REST_MS = 60
"""The card follows the arrow keys once they rest."""


class CustomersScreen(Speaks, QWidget):
    """The page's middle.

    new_requested(): a customer is to be made. customer_chosen(Listed | None): another row is current.
    card_wanted(Listed): Enter or double click.
    """

    new_requested = Signal()
    customer_chosen = Signal(object)
    card_wanted = Signal(object)

    def __init__(self, model: CustomersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted_id = ""
        self.table = CustomerTable(model)
        self.bar = FilterBar(model)
        self._header = PageHeader("")
        self.new = PrimaryButton("", "user-plus")
        self._trouble = InfoBar("warn")
        self.empty = EmptyState("users", "")
        self._middle = QStackedWidget()
        self._footer = Text("", "meta")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Customers"))
        self.table.setAccessibleName(_("Customers"))
        self.new.setText(_("New customer"))
        self.bar.retranslate()
        self._model.retranslate()
        self._show()

    def select(self, customer_id: str) -> bool:
        """Make a customer current, at once (True) or as soon as they are loaded."""
        self._wanted_id = customer_id
        self._on_loaded()
        return not self._wanted_id

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        self._header.add_action(self.new)
        head.addWidget(self._header)
        head.addWidget(self.bar)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(self._middle, 1)
        self._footer.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_xs)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        # Queued: a view forgets its current row when its model is reset, and may hear of that after this.
        self._model.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self.new.clicked.connect(self.new_requested)
        self._trouble.verb_requested.connect(self._model.refresh)
        self.empty.verb_requested.connect(self._on_empty_verb)
        self.bar.left_down.connect(self._to_table)
        self._rest.timeout.connect(self._tell_current)
        self.table.current_row_changed.connect(self._rest.start)
        self.table.row_activated.connect(self.card_wanted)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    def _show(self) -> None:
        state = self._model.state
        self.bar.show_state(state)
        if state.error is not None:
            failure = failure_text(state.error)
            text = f"{failure.title} {failure.sentence}".strip()
            self._trouble.show_message(text, verb=_("Try again"), details=failure.detail)
        else:
            self._trouble.hide()
        self._say_empty()
        shown = state.shown
        if shown is None:
            self._footer.setText(_("Counting…"))
        else:
            self._footer.setText(_("{total} in this list").format(total=formats.number(shown)))

    def _say_empty(self) -> None:
        state = self._model.state
        is_empty = state.shown == 0 and not self._model.rows.rowCount() and self._model.rows.is_complete
        self._middle.setCurrentIndex(1 if is_empty else 0)
        if not is_empty:
            return
        if state.is_narrow:
            self.empty.set_texts(_("No customer matches these filters."), "", _("Clear the filters"))
        else:
            self.empty.set_texts(
                _("No customers yet"),
                _("Add your customers one by one here, or let another program add them."),
                _("New customer"),
            )

    def _on_loaded(self) -> None:
        self._say_empty()
        if not self._wanted_id:
            return
        index = self._model.rows.index_of(self._wanted_id)
        if index.isValid():
            self._wanted_id = ""
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _open_menu(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What to do with the customer"))
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _on_empty_verb(self) -> None:
        if self._model.state.is_narrow:
            self._model.clear()
        else:
            self.new_requested.emit()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_current(self) -> None:
        here = self.table.currentIndex()
        if here.isValid() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(here.row())  # the row before it has left the list
        found: Listed | None = self.table.current_row()
        if found is not None:
            self._wanted_id = ""  # somebody else was chosen meanwhile
        self.customer_chosen.emit(found)
