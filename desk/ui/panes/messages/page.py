# SPDX-License-Identifier: LicenseRef-Desk
"""The page of messages: the list, the thread with the composer under it, the details in a dock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk.models.identity import CustomerId
from desk.models.vocabulary import ConversationState
from desk.services.inbox import ConversationRow, Order
from desk.services.shop import Customers
from desk.services.store import Session
from desk.translation import N_, _
from desk.ui.later import Later, Unhurried
from desk.ui.panes import Context
from desk.ui.panes.messages import readings
from desk.ui.panes.messages.deeds import Deeds
from desk.ui.panes.messages.frame import ORDER_KEPT, MessagesFrame
from desk.ui.panes.messages.list_panel import ListPanel
from desk.ui.panes.messages.notes import Notes
from desk.ui.panes.messages.page_commands import CONVERSATION, commands, hold_back
from desk.ui.panes.messages.row_wishes import RowWishes
from desk.ui.panes.messages.thread_model import ThreadModel
from desk.ui.panes.messages.thread_panel import ThreadPanel
from desk.ui.panes.messages.view_model import MessagesModel
from desk.ui.panes.messages.wishes import Wishes
from desk.ui.theme import SIZE

if TYPE_CHECKING:
    from desk.ui.panes.messages.composer import Composer
    from desk.ui.panes.messages.details_model import DetailsModel
    from desk.ui.panes.messages.details_side import DetailsSide
    from desk.ui.panes.messages.thread_side import ThreadSide

NAME = "messages"
ABOUT_MS = 200
"""So long the details wait at most for the conversation to be on screen."""


class MessagesPage(MessagesFrame):
    """Messages; `reveal` takes conversation_id (with message_id), customer_id, message_id or new_for."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME, context)
        kept = context.places.text(ORDER_KEPT)
        order = Order(kept) if kept in set(Order) else Order.NEWEST
        self.model = MessagesModel(context.desk, self, order)
        self.thread_model = ThreadModel(context.desk, context.jobs, self)
        self._details_model: DetailsModel | None = None
        self.deeds = Deeds(context.desk, context.jobs, self)
        self.notes = Notes(self.deeds, context.toasts, self)
        self.list = ListPanel(self.model)
        self.conversation = ThreadPanel(self.thread_model)
        self.wishes = Wishes(self.deeds, self.model, self.chosen, self)
        self.one = RowWishes(self.deeds, self.model, self)
        self._details = Later(
            self._make_details, QSize(SIZE.details_width, SIZE.popup_height), QSize(SIZE.details_width, 0)
        )
        self._about_soon = Unhurried(
            lambda: self.details_model.show(self.thread_model.state.key), ABOUT_MS, self
        )
        self._side: ThreadSide | None = None
        self._about: DetailsSide | None = None
        self.lay_out(self.list, self.conversation)
        is_turned = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.DockWidgetArea.LeftDockWidgetArea if is_turned else Qt.DockWidgetArea.RightDockWidgetArea
        self.dock = self.add_dock("details", N_("Details"), self._details, side, SIZE.details_width)
        self.dock.is_detail = True
        self.dock.set_shortcut("F4")
        self.recall_list()
        self._connect()
        mine = commands(self)
        context.commands.add(*mine)
        hold_back(self)
        self.list.addActions(
            [context.commands.action(one.name) for one in mine if one.section == CONVERSATION]
        )

    @property
    def side(self) -> ThreadSide:
        """What goes with an open thread: the composer, menus, files, printing; made when it is first needed."""
        if self._side is None:
            from desk.ui.panes.messages.thread_side import ThreadSide

            self._side = ThreadSide(self)
        return self._side

    @property
    def details_model(self) -> DetailsModel:
        """Who the open conversation is with; made when the first one is opened, or the pane is."""
        if self._details_model is None:
            from desk.ui.panes.messages.details_model import DETAILS, DetailsModel

            self._details_model = DetailsModel(self.context.desk, DETAILS, self)
        return self._details_model

    @property
    def composer(self) -> Composer:
        """Where answers are written."""
        return self.side.composer

    def chosen(self) -> tuple[ConversationRow, ...]:
        """Return what a deed is for: what is selected, else the conversation that the head shows."""
        rows, shown = self.list.selected(), self.conversation.in_head()
        if len(rows) > 1 or not shown:
            return rows
        focused = QApplication.focusWidget()
        is_in_list = focused is not None and self.list.isAncestorOf(focused)
        return rows if rows and (is_in_list or rows[0].id == shown[0].id) else shown

    def reveal(self, **target: str) -> None:
        if "new_for" in target:
            self.side.write_to(target["new_for"])
        elif "conversation_id" in target:
            self.open(target["conversation_id"], target.get("message_id", ""))
        elif "message_id" in target:
            self.context.jobs.start(self._open_message(target["message_id"]), self)
        elif "customer_id" in target:
            self.context.jobs.start(self._show_customer(target["customer_id"]), self)

    def open(self, conversation_id: str, message_id: str = "") -> None:
        """Open a conversation, at a message where one is named."""
        self._show(conversation_id, message_id)
        if not self.list.select(conversation_id):
            self.context.jobs.start(self._find(conversation_id), self)

    def leave(self, go_on: Callable[[], None]) -> None:
        if self._side is not None:
            self._side.leave(go_on)
        else:
            go_on()

    def undo(self) -> None:
        self.notes.undo()

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(_("List"))
        self.conversation.setAccessibleName(_("Conversation"))

    # --------------------------------------------------------------------------------- inside

    def _connect(self) -> None:
        self.model.changed.connect(self._on_model)
        self.model.feed.error_changed.connect(self._details.soon)  # an answer came: rows, or a failure
        self.list.conversation_chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.verb_requested.connect(self._on_verb)
        self.list.menu_requested.connect(self._open_menu)
        self.list.connect_requested.connect(self._open_mailboxes)
        self.list.key_typed.connect(self._on_letter)
        head = self.list.head
        head.all_read_requested.connect(self.wishes.all_read)
        head.new_requested.connect(self._on_new)
        self.conversation.new_requested.connect(self._on_new)
        self.conversation.mailboxes_requested.connect(self._open_mailboxes)
        self.conversation.seen.connect(self._on_seen)
        self.conversation.made.connect(self._on_made)

    def _make_details(self, parent: QWidget) -> QWidget:
        from desk.ui.panes.messages.details_side import DetailsSide

        self._about = DetailsSide(self, parent)
        self._about.panel.show_choices(self.model.state.choices)
        return self._about.panel

    def _show(self, conversation_id: str, message_id: str = "") -> None:
        _side = self.side
        rows = self.model.rows
        self.thread_model.show(conversation_id, message_id, rows.row_at(rows.index_of(conversation_id)))
        self._about_soon.start()  # who it is with comes once the words are there

    async def _find(self, conversation_id: str) -> None:
        """Show the part of the list in which a conversation is."""
        row = await self.context.desk.db.read(lambda session: readings.read_row(session, conversation_id))
        filters = self.model.state.filters
        if row is not None and row.state is not filters.state:
            self.model.show_state(row.state)
        self.list.select(conversation_id)

    async def _open_message(self, message_id: str) -> None:
        from desk.services import inbox

        def work(session: Session) -> str:
            return inbox.Inbox(session).message(message_id).conversation_id

        conversation_id = await self.context.desk.db.read(work)
        if conversation_id:
            self.open(conversation_id, message_id)

    async def _show_customer(self, customer_id: str) -> None:
        card = await self.context.desk.db.read(
            lambda session: Customers(session).get(CustomerId(customer_id))
        )
        self.model.show_state(ConversationState.IN_PROGRESS)
        self.model.show_customer(customer_id, card.full_name)

    def _on_model(self) -> None:
        state = self.model.state
        self.conversation.show_choices(state.choices)
        if self._about is not None:
            self._about.panel.show_choices(state.choices)
        self.context.places.keep_text(ORDER_KEPT, state.filters.order.value)
        if state.counts is not None:
            self.badge_changed.emit(state.counts.unread)

    def _on_chosen(self, row: ConversationRow | None) -> None:
        if row is not None and len(self.list.view.selected_rows()) < 2:
            self._show(row.id)

    def _on_opened(self, row: ConversationRow) -> None:
        self._show(row.id)
        self.composer.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_made(self) -> None:
        self.conversation.view.painted.connect(self._about_soon.hurry)
        details = self.conversation.head.details
        details.setChecked(self.dock.isVisible())
        details.clicked.connect(self.dock.setVisible)
        self.dock.visibilityChanged.connect(details.setChecked)

    def _on_seen(self) -> None:
        thread = self.thread_model.state.thread
        may = self.context.commands.rights.may("mark")
        if thread is not None and thread.card.row.unread and may and self.isActiveWindow():
            self.one.seen(thread.card.row)

    def _on_verb(self, name: str) -> None:
        deed = getattr(self.wishes, name)
        if name in {"assign", "snooze"}:
            deed(self.list.selection.buttons[name])
        else:
            deed()

    def _on_new(self) -> None:
        self.side.write_to("")

    def _open_mailboxes(self) -> None:
        self.context.navigate("settings", page="mailboxes")
