# SPDX-License-Identifier: LicenseRef-Desk
"""The frame of the page: the list beside or over the conversation, as the person left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from desk.translation import _
from desk.ui.docks import Page
from desk.ui.panes import Context
from desk.ui.panes.messages.page_commands import letters
from desk.ui.theme import SIZE
from desk.ui.widgets import Pane

if TYPE_CHECKING:
    from desk.ui.panes.messages.list_panel import ListPanel

TABLE_KEPT = "messages.table"
VIEW_KEPT = "messages.view"
DENSITY_KEPT = "messages.density"
ORDER_KEPT = "messages.order"
KEYS_KEPT = "messages.keys"
SPLIT_KEPT = "messages.split"


class MessagesFrame(Page):
    """A page with a list at the side; where it is and how it looks is remembered."""

    list: ListPanel

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(name)
        self.context = context
        self._left = Pane()
        self._split = QSplitter(Qt.Orientation.Horizontal)

    def lay_out(self, listing: ListPanel, conversation: QWidget) -> None:
        """Put the list beside the conversation."""
        self.list = listing
        for card, panel in ((self._left, listing), (Pane(), conversation)):
            card.column.addWidget(panel)
            self._split.addWidget(card)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(SIZE.space_s)
        self._split.setStretchFactor(1, 1)
        self._left.setMinimumWidth(SIZE.list_least)
        self._split.setSizes([SIZE.list_width, 3 * SIZE.list_width])
        self.setCentralWidget(self._split)
        self.parts = (listing, conversation)

    def recall_list(self) -> None:
        """Show the list as the person left it, and remember from now on."""
        head = self.list.head
        head.density_chosen.connect(self._on_density)
        head.table_chosen.connect(self.show_table)
        head.keys_chosen.connect(self._on_keys)
        self._split.splitterMoved.connect(self._on_split)
        places = self.context.places
        self.list.set_density(places.text(DENSITY_KEPT, "comfortable"))
        self.list.head.has_keys = places.text(KEYS_KEPT) == "on"
        if places.text(VIEW_KEPT) == "table":
            self.show_table(is_table=True)
        kept = places.state(SPLIT_KEPT)
        if not kept.isEmpty():
            self._split.restoreState(kept)

    def show_table(self, is_table: bool) -> None:
        """Show the list as a table over the thread, or as cards beside it."""
        self._split.setOrientation(Qt.Orientation.Vertical if is_table else Qt.Orientation.Horizontal)
        least = 0 if is_table else SIZE.list_least
        self._left.setMinimumWidth(least)
        self._split.setSizes([1, 1] if is_table else [SIZE.list_width, 3 * SIZE.list_width])
        self.list.show_table(is_table)
        if is_table:
            table = self.list.table
            table.recall(self.context.places.state(TABLE_KEPT))
            table.layout_chosen.connect(self._on_table, Qt.ConnectionType.UniqueConnection)
        self.context.places.keep_text(VIEW_KEPT, "table" if is_table else "cards")

    def _on_density(self, density: str) -> None:
        self.list.set_density(density)
        self.context.places.keep_text(DENSITY_KEPT, density)

    def _on_keys(self, is_on: bool) -> None:
        self.list.head.has_keys = is_on
        self.context.places.keep_text(KEYS_KEPT, "on" if is_on else "off")

    def _on_table(self) -> None:
        self.context.places.keep_state(TABLE_KEPT, self.list.table.layout_state())

    def _on_split(self) -> None:
        self.context.places.keep_state(SPLIT_KEPT, self._split.saveState())

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(_("What to do with the conversation"))
        menu.addActions(self.list.actions())
        menu.popup(at)

    def _on_letter(self, letter: str) -> None:
        name = letters().get(letter, "") if self.list.head.has_keys else ""
        if name:
            self.context.commands.trigger(f"{self.objectName()}.{name}")
