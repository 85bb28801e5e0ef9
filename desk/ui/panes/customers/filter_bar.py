# SPDX-License-Identifier: LicenseRef-Desk
"""The filters over the table: words, tag, site, and those who were archived."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk.translation import _
from desk.ui.panes.customers.readings import Shop
from desk.ui.panes.customers.view_model import CustomersModel, State
from desk.ui.theme import SIZE
from desk.ui.widgets import ChipRow, FilterChip, SearchField
from desk.ui.wording import formats

SEARCH_WIDTH = 260


class FilterBar(QWidget):
    """Tells the model what is looked for. left_down(): ↓ in the search field goes to the table."""

    left_down = Signal()

    def __init__(self, model: CustomersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: Shop | None = None
        self._told = ""
        self.search = SearchField()
        self.search.setMinimumWidth(SEARCH_WIDTH // 2)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self._chips = ChipRow("")
        self.tag = self._chips.add(FilterChip("", "tag"))
        self.place = self._chips.add(FilterChip("", "storefront"))
        self.archived = self._chips.add(FilterChip("", "archive"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # chips break their line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._chips, 5, Qt.AlignmentFlag.AlignVCenter)
        self.search.search_changed.connect(self._on_search)
        self.search.left_down.connect(self.left_down)
        self.tag.chosen.connect(model.choose_tag)
        self.place.chosen.connect(model.choose_place)
        self.archived.clicked.connect(model.show_archived)

    def show_state(self, state: State) -> None:
        """Show what the list is narrowed to."""
        if self._shown != state.shop:
            self._shown = state.shop
            self._offer(state.shop)
        filters = state.filters
        if filters.text != self._told:  # somebody else narrowed the list; what is being typed stays
            self._told = filters.text
            if self.search.text() != filters.text:
                self.search.setText(filters.text)
        self.tag.choose(filters.tag)
        self.place.choose(filters.location_id or "")
        self.archived.setChecked(filters.archived)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.search.set_placeholder(_("Name, email, phone…"))
        self._chips.setAccessibleName(_("Filters"))
        self.archived.set_text(_("Archived customers"))
        self._offer(self._model.state.shop)

    def _on_search(self, text: str) -> None:
        self._told = text
        self._model.search(text)

    def _offer(self, shop: Shop) -> None:
        tags = [(one.tag, f"{one.tag}  ({formats.number(one.count)})") for one in shop.tags]
        self.tag.set_options([("", _("All tags")), *tags])
        self.tag.setVisible(bool(tags))
        places = [(one.id, one.name) for one in shop.places]
        self.place.set_options([("", _("All locations")), *places])
        self.place.setVisible(len(places) > 1)
