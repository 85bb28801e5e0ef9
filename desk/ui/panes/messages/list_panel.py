# SPDX-License-Identifier: LicenseRef-Desk
"""The list of conversations: head, filters or what can be done to the selected ones, cards or table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk.models.vocabulary import ConversationState
from desk.translation import _, ngettext
from desk.ui.panes.messages.empty_words import empty_text
from desk.ui.panes.messages.filter_bar import FilterBar
from desk.ui.panes.messages.list_head import ListHead
from desk.ui.panes.messages.list_views import ListViews
from desk.ui.panes.messages.selection_bar import SelectionBar
from desk.ui.panes.messages.view_model import MessagesModel
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, EmptyState, InfoBar, announce
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text


class ListPanel(Speaks, ListViews):
    """The whole list; its signals are those of `ListViews`, and verb_requested(name): for the selected ones.

    connect_requested(): a mailbox is wanted. selection_made(): `selection` is there now.
    """

    verb_requested = Signal(str)
    connect_requested = Signal()
    selection_made = Signal()

    def __init__(self, model: MessagesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, ListHead(model), parent)
        self._error: Exception | None = None
        self.bar = FilterBar(model)
        self._selection: SelectionBar | None = None
        self.empty = EmptyState("tray", "")
        self._tools = QStackedWidget()
        self._trouble = InfoBar("warn")
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def selection(self) -> SelectionBar:
        """Return what can be done to several; made when several are selected first."""
        if self._selection is None:
            self._selection = SelectionBar()
            self._selection.verb_requested.connect(self.verb_requested)
            self._selection.closed.connect(self.select_one)
            self._tools.addWidget(self._selection)
            self.selection_made.emit()
        return self._selection

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.cards.setAccessibleName(_("Conversations"))
        if self._table is not None:
            self._table.setAccessibleName(_("Conversations"))
        self._model.retranslate()
        self._error = None
        self.show_views()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._model.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.view.selected_rows()) > 1:
            self.select_one()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._tools.addWidget(self.bar)
        top = QVBoxLayout()
        top.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        top.setSpacing(SIZE.space_s)
        top.addWidget(self.head)
        top.addWidget(self._tools)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Divider())
        column.addWidget(self._trouble)
        column.addWidget(self._middle, 1)

    def _connect(self) -> None:
        self._model.changed.connect(self.show_views)
        # Queued: a view forgets its current row when its model is reset, and may hear of that after this.
        self._model.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self._model.feed.patched.connect(self._on_patched)
        self._model.feed.visible = self.cards.visible_rows
        self.head.search.left_down.connect(self.go)
        self.head.more_requested.connect(self._on_more)
        self.empty.verb_requested.connect(self._on_verb)
        self._trouble.verb_requested.connect(self._model.refresh)

    def show_views(self) -> None:
        state, rows = self._model.state, self._model.rows
        self.head.show_state(state)
        self.bar.show_state(state)
        if self._table is not None:
            self._table.show_order(state.filters.order)
        is_empty = not state.is_loading and rows.rowCount() == 0 and rows.is_complete
        self._middle.setCurrentWidget(self.empty if is_empty else self.view)
        if is_empty:
            said = empty_text(state)
            self.empty.set_icon(said.icon)
            self.empty.set_texts(said.title, said.sentence, said.verb)
        self._show_trouble()

    def _show_trouble(self) -> None:
        error = self._model.state.error
        if error is self._error:
            return
        self._error = error
        if error is None:
            self._trouble.hide()
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        self._trouble.show_message(text, verb=_("Try again"), details=failure.detail)

    def _on_loaded(self) -> None:
        self._follow()
        self.show_views()
        count = self._model.rows.rowCount()
        if self._model.state.filters.is_narrow and self._model.rows.is_complete:
            announce(self, ngettext("{count} found", "{count} found", count).format(count=count))

    def _on_patched(self) -> None:
        self._follow()
        self.show_views()

    def _on_selection(self, count: int) -> None:
        if count > 1:
            self.selection.show_count(count)
            self._tools.setCurrentWidget(self.selection)
        else:
            self._tools.setCurrentWidget(self.bar)

    def _on_more(self) -> None:
        self.bar.open_more(self.head.search)

    def _on_verb(self) -> None:
        match empty_text(self._model.state).deed:
            case "clear":
                self.head.search.clear()
                self._model.clear()
            case "connect":
                self.connect_requested.emit()
            case "archived":
                self._model.show_state(ConversationState.ARCHIVED)
            case _:
                self._model.show_state(ConversationState.IN_PROGRESS)
