# SPDX-License-Identifier: LicenseRef-Desk
"""The filters over the table: words, status, date, site, and the customer a link came for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.services.events import RecordKind
from desk.translation import _
from desk.ui.panes.records.filters import OPEN, DueSpan
from desk.ui.panes.records.readings import Shop
from desk.ui.panes.records.status_look import status_mark
from desk.ui.panes.records.view_model import RecordsModel, State
from desk.ui.theme import SIZE
from desk.ui.widgets import ChipRow, FilterChip, SearchField

SEARCH_WIDTH = 232


class FilterBar(QWidget):
    """Tells the model what is looked for. left_down(): ↓ in the search field goes to the table."""

    left_down = Signal()

    def __init__(self, model: RecordsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: tuple[RecordKind, Shop] | None = None
        self._text = ""
        self.search = SearchField()
        self.search.setMinimumWidth(SEARCH_WIDTH // 2)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self._chips = ChipRow("")
        self.status = self._chips.add(FilterChip(""))
        self.due = self._chips.add(FilterChip("", "calendar-blank"))
        self.place = self._chips.add(FilterChip("", "storefront"))
        self.customer = self._chips.add(FilterChip("", "user"))
        self._lay_out()
        self.search.search_changed.connect(model.search)
        self.search.left_down.connect(self.left_down)
        self.status.chosen.connect(model.choose_status)
        self.due.chosen.connect(self._on_due)
        self.place.chosen.connect(model.choose_place)
        self.customer.clicked.connect(self._on_customer)

    def show_state(self, state: State) -> None:
        """Show what the list is narrowed to."""
        if self._shown != (state.kind, state.shop):
            self._shown = (state.kind, state.shop)
            self._offer(state)
        filters = state.filters
        if filters.text != self._text:  # what is being typed has not reached the state yet
            self._text = filters.text
            if self.search.text() != filters.text:
                self.search.setText(filters.text)
        self.status.choose(filters.status)
        self.due.choose(filters.due.value)
        self.place.choose(filters.location_id)
        self.customer.setVisible(bool(filters.customer_id))
        self.customer.set_text(f"{state.customer_name}  ✕")
        self.customer.setAccessibleName(_("Only {customer}: show all").format(customer=state.customer_name))
        self.customer.setChecked(True)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.search.set_placeholder(_("Number, item, customer…"))
        self._chips.setAccessibleName(_("Filters"))
        self._offer(self._model.state)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._chips, 5, Qt.AlignmentFlag.AlignVCenter)

    def _offer(self, state: State) -> None:
        statuses = [(one.code, status_mark(state.kind, one.code).text) for one in state.kind.statuses]
        self.status.set_options([("", _("All statuses")), (OPEN, _("All that is open")), *statuses])
        self.due.set_options(
            [
                (DueSpan.ANY, _("Any date")),
                (DueSpan.OVERDUE, _("Overdue")),
                (DueSpan.TODAY, _("Due today")),
                (DueSpan.WEEK, _("Due this week")),
            ]
        )
        places = [(one.id, one.name) for one in state.shop.places]
        self.place.set_options([("", _("All locations")), *places])
        self.place.setVisible(len(places) > 1)

    def _on_due(self, key: str) -> None:
        self._model.choose_due(DueSpan(key))

    def _on_customer(self) -> None:
        self._model.show_customer("", "")
