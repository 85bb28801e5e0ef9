# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the list: title, mark all as read, the list's own menu, new; states; the filter field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import ConversationState
from desk.services.inbox import Order
from desk.translation import N_, _, pgettext
from desk.ui.panes.messages.view_model import MessagesModel, State
from desk.ui.theme import SIZE, icon
from desk.ui.widgets import IconButton, PageHeader, PrimaryButton, SearchField, Segments
from desk.ui.widgets.speaks import Speaks

ORDERS = {
    Order.NEWEST: N_("Newest first"),
    Order.OLDEST: N_("Oldest first"),
    Order.WAITING: N_("Who waits longest first"),
}
DENSITIES = {
    "comfortable": N_("Comfortable"),
    "compact": N_("Compact"),
    "relaxed": N_("Relaxed"),
}


class ListHead(Speaks, QWidget):
    """Wishes: all_read_requested(), new_requested(), density_chosen(str), table_chosen(bool), keys_chosen(bool).

    more_requested(): further filters, from the button in the field.
    """

    all_read_requested = Signal()
    new_requested = Signal()
    density_chosen = Signal(str)
    table_chosen = Signal(bool)
    keys_chosen = Signal(bool)
    more_requested = Signal()

    def __init__(self, model: MessagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.density = "comfortable"
        self.is_table = False
        self.has_keys = False
        self._header = PageHeader("")
        self.all_read = IconButton("checks", "")
        self.menu_button = IconButton("dots-three", "")
        self.new = PrimaryButton("", "plus")
        self.states = Segments("")
        for state in ConversationState:
            self.states.add(state.value, "")
        self.search = SearchField()
        self._more = QAction(icon("sliders-horizontal"), "", self.search)
        self.search.addAction(self._more, SearchField.ActionPosition.TrailingPosition)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show counters and what is chosen."""
        self.states.set_current(state.filters.state.value)
        counts = state.counts
        if counts is not None:
            self.states.set_count(ConversationState.IN_PROGRESS.value, counts.in_progress or None)
            self.states.set_count(ConversationState.SNOOZED.value, counts.snoozed or None)
        self.all_read.setEnabled(counts is None or counts.unread > 0)
        if self.search.text() != state.filters.words and not self.search.hasFocus():
            self.search.setText(state.filters.words)

    def open_menu(self) -> None:
        """Offer order, density, and cards or table."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(self.menu_button.accessibleName())
        orders = QActionGroup(menu)
        for order, label in ORDERS.items():
            _add(menu, orders, label, order.value, is_on=order is self._model.state.filters.order)
        orders.triggered.connect(self._on_order)
        menu.addSeparator()
        densities = QActionGroup(menu)
        for density, label in DENSITIES.items():
            _add(menu, densities, label, density, is_on=density == self.density)
        densities.triggered.connect(self._on_density)
        menu.addSeparator()
        self._add_switches(menu)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Messages"))
        self.all_read.set_label(_("Mark all as read"))
        self.menu_button.set_label(_("Order and look of the list"))
        self.new.setText(pgettext("message", "New"))
        self.new.setAccessibleName(_("New message"))
        self.states.setAccessibleName(_("Which conversations"))
        self.states.set_text(ConversationState.IN_PROGRESS.value, _("In progress"))
        self.states.set_text(ConversationState.SNOOZED.value, _("Snoozed"))
        self.states.set_text(ConversationState.ARCHIVED.value, pgettext("conversations", "Archived"))
        self.search.set_placeholder(f"{_('Filter the list')}   Ctrl+F")
        self.search.setAccessibleName(_("Filter the list"))
        self._more.setText(_("More filters"))
        self._more.setToolTip(_("More filters"))
        self.show_state(self._model.state)

    def _lay_out(self) -> None:
        for widget in (self.all_read, self.menu_button, self.new):
            self._header.add_action(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self._header)
        column.addWidget(self.states)
        column.addWidget(self.search)

    def _connect(self) -> None:
        self.all_read.clicked.connect(self.all_read_requested)
        self.menu_button.clicked.connect(self.open_menu)
        self.new.clicked.connect(self.new_requested)
        self.states.current_key_changed.connect(self._on_state)
        self.search.search_changed.connect(self._model.search)
        self._more.triggered.connect(self.more_requested)

    def _add_switches(self, menu: QMenu) -> None:
        for label, is_on, signal in (
            (_("Table view"), self.is_table, self.table_chosen),
            (_("Single keys: j, k, e, s, r…"), self.has_keys, self.keys_chosen),
        ):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(is_on)
            action.triggered.connect(signal)

    def _on_state(self, key: str) -> None:
        self._model.show_state(ConversationState(key))

    def _on_order(self, action: QAction) -> None:
        self._model.narrow(order=Order(str(action.data())))

    def _on_density(self, action: QAction) -> None:
        self.density_chosen.emit(str(action.data()))


def _add(menu: QMenu, group: QActionGroup, label: str, key: str, *, is_on: bool) -> None:
    action = QAction(_(label), menu)
    action.setData(key)
    action.setCheckable(True)
    action.setChecked(is_on)
    group.addAction(action)
    menu.addAction(action)
