# SPDX-License-Identifier: LicenseRef-Desk
"""The control panel: every notification type of the catalogue, configured or not, and what each has done."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.services.shop import fold
from desk.translation import _, pgettext
from desk.ui.panes.rules.control_rows import CELLS, WIDTHS, control_rows, hay
from desk.ui.panes.rules.list_model import RulesModel
from desk.ui.panes.rules.readings import Kind, Listed, kinds
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    ChipRow,
    DeskTable,
    EmptyState,
    FilterChip,
    PageHeader,
    SearchField,
)

ALL, ACTIVE, PAUSED, MISSING = "all", "active", "paused", "missing"


class ControlPanel(QWidget):
    """chosen(event type, rule id): open the rule, or make the ready one (""). menu_requested(at)."""

    chosen = Signal(str, str)
    menu_requested = Signal(QPoint)

    def __init__(self, model: RulesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._show = ALL
        self._text = ""
        self.header = PageHeader("")
        self.search = SearchField()
        self.search.search_changed.connect(self._on_search)
        self.chips = ChipRow("", exclusive=True)
        self._by_show = {show: self.chips.add(FilterChip("")) for show in (ALL, ACTIVE, PAUSED, MISSING)}
        for chip in self._by_show.values():
            chip.clicked.connect(self._on_chip)
        self.rows = control_rows(self)
        self.table = DeskTable("")
        self.table.setModel(self.rows)
        self.table.set_cells(CELLS, WIDTHS)
        self.table.row_activated.connect(self._on_activated)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.empty = EmptyState("funnel-simple", "")
        self.empty.verb_requested.connect(self._on_clear)
        self._stack = QStackedWidget()
        self._lay_out()
        model.changed.connect(self._on_changed)
        self.retranslate()

    def selected(self) -> tuple[Listed, ...]:
        """Return the rules of the selected lines."""
        return tuple(row.listed for row in self.table.selected_rows() if row.listed is not None)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.header.set_title(_("Control panel"))
        self.search.set_placeholder(_("Filter the notification types"))
        self.chips.setAccessibleName(_("Which notification types"))
        self.table.setAccessibleName(_("Notification types"))
        texts = {
            ALL: pgettext("rules", "All"),
            ACTIVE: pgettext("rules", "Active"),
            PAUSED: pgettext("rules", "Paused"),
            MISSING: pgettext("rules", "Not set up"),
        }
        for show, chip in self._by_show.items():
            chip.set_text(texts[show])
        self.empty.set_texts(_("No notification type matches these filters."), "", _("Clear the filters"))
        self.rows.retranslate()
        self._on_changed()

    def _on_changed(self) -> None:
        every = tuple(kinds(self._model.state.every or ()))
        for show, chip in self._by_show.items():
            chip.set_count(sum(_is_shown(kind, show) for kind in every))
            chip.setChecked(show == self._show)
        wanted = fold(self._text).split()
        shown = [
            kind
            for kind in every
            if _is_shown(kind, self._show) and all(word in fold(hay(kind)) for word in wanted)
        ]
        self.rows.set_rows(shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        configured = sum(kind.listed is not None for kind in every)
        said = _("{count} notification types, {configured} rules")
        types = len({kind.event.name for kind in every})
        self.header.set_subtitle(said.format(count=types, configured=configured))

    def _on_search(self, text: str) -> None:
        self._text = text
        self._on_changed()

    def _on_chip(self) -> None:
        for show, chip in self._by_show.items():
            if chip is self.sender():
                self._show = show
        self._on_changed()

    def _on_clear(self) -> None:
        self._show = ALL
        self.search.clear()
        self._on_changed()

    def _on_activated(self, kind: Kind) -> None:
        self.chosen.emit(kind.event.name, kind.listed.id if kind.listed else "")

    def _on_menu(self, at: QPoint) -> None:
        if self.selected():
            self.menu_requested.emit(self.table.viewport().mapToGlobal(at))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        head.addWidget(self.header)
        line = QHBoxLayout()
        line.setSpacing(SIZE.space_m)
        line.addWidget(self.search, 1)
        line.addWidget(self.chips, 2)
        head.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)


def _is_shown(kind: Kind, show: str) -> bool:
    match show:
        case "active":
            return kind.listed is not None and kind.listed.is_active
        case "paused":
            return kind.listed is not None and not kind.listed.is_active
        case "missing":
            return kind.listed is None
        case _:
            return True
