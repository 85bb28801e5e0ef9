# SPDX-License-Identifier: LicenseRef-Desk
"""The frame of the page: the list beside or over the conversation, as the person left it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
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


OVER_LEAST = 1000
"""Where the page is lower, the table stands beside the thread: over it, no message could be read."""
READ_SHARE = 0.45
"""Of the height, for what is read; the head over it and the composer under it come on top."""
AROUND_THREAD = 300


class Manner(StrEnum):
    """How list and conversation share the page."""

    CARDS = "cards"
    BESIDE = "beside"
    OVER = "over"


class MessagesFrame(Page):
    """A page with a list at the side; where it is and how it looks is remembered."""

    list: ListPanel

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(name)
        self.context = context
        self._left = Pane()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._manner = Manner.CARDS

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
        self._share(self._manner)

    def show_table(self, is_table: bool) -> None:
        """Show the list as a table over the thread (beside it on a low screen), or as cards beside it."""
        self.list.show_table(is_table)
        self._share(self._wanted())
        if is_table:
            table = self.list.table
            table.recall(self.context.places.state(TABLE_KEPT))
            table.layout_chosen.connect(self._on_table, Qt.ConnectionType.UniqueConnection)
        self.context.places.keep_text(VIEW_KEPT, "table" if is_table else "cards")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.list.head.is_table and self._wanted() is not self._manner:
            self._share(self._wanted())

    def _wanted(self) -> Manner:
        if not self.list.head.is_table:
            return Manner.CARDS
        return Manner.OVER if self.height() >= OVER_LEAST else Manner.BESIDE

    def _share(self, manner: Manner) -> None:
        """Share the page between list and conversation, as the person last did it in this manner."""
        self._manner = manner
        kept = self.context.places.state(_kept(manner))
        if not kept.isEmpty():
            self._split.restoreState(kept)
        is_over = manner is Manner.OVER
        self._split.setOrientation(Qt.Orientation.Vertical if is_over else Qt.Orientation.Horizontal)
        self._left.setMinimumWidth(0 if is_over else SIZE.list_least)
        if kept.isEmpty():
            self._split.setSizes(_sizes(manner, self.height()))

    def _on_density(self, density: str) -> None:
        self.list.set_density(density)
        self.context.places.keep_text(DENSITY_KEPT, density)

    def _on_keys(self, is_on: bool) -> None:
        self.list.head.has_keys = is_on
        self.context.places.keep_text(KEYS_KEPT, "on" if is_on else "off")

    def _on_table(self) -> None:
        self.context.places.keep_state(TABLE_KEPT, self.list.table.layout_state())

    def _on_split(self) -> None:
        self.context.places.keep_state(_kept(self._manner), self._split.saveState())

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


def _kept(manner: Manner) -> str:
    return SPLIT_KEPT if manner is Manner.CARDS else f"{SPLIT_KEPT}.{manner}"


def _sizes(manner: Manner, height: int) -> list[int]:
    """Return what list and conversation get at first."""
    if manner is Manner.CARDS:
        return [SIZE.list_width, 3 * SIZE.list_width]
    if manner is Manner.BESIDE:
        return [1000, 1000]
    conversation = round(height * READ_SHARE) + AROUND_THREAD
    return [max(height - conversation, 1), conversation]
