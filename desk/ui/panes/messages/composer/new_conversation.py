# SPDX-License-Identifier: LicenseRef-Desk
"""A new conversation: with whom, by which channel, about what; a sheet over the thread."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, DraftRow, MessageRow
from desk.services.shop import CustomerRow
from desk.translation import _, pgettext
from desk.ui.panes import Context
from desk.ui.panes.messages.composer.address_line import AddressLine
from desk.ui.panes.messages.composer.begun_menu import BegunMenu
from desk.ui.panes.messages.composer.channel_choice import ChannelChoice
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.editor import Room
from desk.ui.panes.messages.composer.letters import from_draft
from desk.ui.panes.messages.composer.quoting import passed_on, passed_on_subject
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.words import way_reason
from desk.ui.panes.messages.composer.writer import Writer
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, IconButton, PageHeader
from desk.ui.widgets.customer_field import CustomerField
from desk.ui.widgets.customer_search import CustomerSearch
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks

ROOM = Room(least=180, most=420, share=1, is_framed=True)
"""The sheet has the whole thread for itself."""


class NewConversation(Speaks, QWidget):
    """Hidden until `begin`. conversation_wanted(str): it was sent, show it. closed(): the sheet went away."""

    conversation_wanted = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, deeds: DeskDeeds, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._over = context, over
        self.writer = Writer(context, deeds, self, ROOM)
        self.search = CustomerSearch(context.desk, context.jobs, self)
        self.header = PageHeader("", level="h2")
        self.begun = BegunMenu(context.jobs, deeds, self.writer.model)
        self.close_button = IconButton("x", "")
        self.recipient = CustomerField(self.search, lambda: pgettext("mail", "To"))
        self.channels = ChannelChoice()
        self.line = AddressLine()
        self.subject = FormField("", QLineEdit())
        self._deeds = deeds
        self._named: str | None = None
        """Whom the letter was for when that was last shown."""
        self._lay_out()
        self._connect()
        over.installEventFilter(self)
        self.retranslate()
        self.hide()

    def begin(self, customer_id: str = "", content: DraftContent | None = None) -> None:
        """Show the sheet; a letter that was begun before goes on unless other words, or somebody else, are given."""
        model, state = self.writer.model, self.writer.model.state
        self._appear()
        is_first = state.letter.kind is not DraftKind.NEW
        is_other = bool(customer_id) and state.customer_id not in {None, customer_id}
        if content is not None or is_first or (is_other and not state.letter.is_empty):
            model.begin(customer_id or None, content or DraftContent())
        elif customer_id and customer_id != state.customer_id:
            model.begin(customer_id, state.letter.content)
        if is_first and content is None:
            self._context.jobs.start(self._recall(), self)
        self.begun.look()
        self.recipient.go()

    def forward(self, message: MessageRow) -> None:
        """Show the sheet with a message to pass on, and its files as far as they may go."""
        content = DraftContent(subject=passed_on_subject(message.subject), text=passed_on(message))
        self.begin(content=content)
        files = [one for one in message.attachments if not one.is_inline]
        self.writer.files.bring(partial(self._deeds.files_of, tuple(one.id for one in files)))

    def close_sheet(self) -> None:
        """Hide the sheet; what was written stays a draft."""
        self.writer.model.letters.flush()
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.header.set_title(_("New conversation"))
        self.close_button.set_label(_("Close"))
        self.channels.retranslate()
        self.subject.set_label(_("Subject"))
        self.begun.retranslate()
        self.recipient.retranslate()
        self.line.retranslate()
        self._show(self.writer.model.state)

    # ---------------------------------------------------------------------------------------- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_pane, "surface", "line")

    # ------------------------------------------------------------------------------------ inside

    def _connect(self) -> None:
        model = self.writer.model
        self.close_button.clicked.connect(self.close_sheet)
        self.search.chosen_changed.connect(self._on_customer)
        self.channels.current_key_changed.connect(self._on_channel)
        self.line.content_changed.connect(model.change)
        self.writer.checks.append(self.line.settle)
        self.subject.changed.connect(self._on_subject)
        model.changed.connect(self._show_current)
        self.writer.sent.connect(self._on_sent)
        self.writer.leaving.connect(self._show_leaving)
        self.writer.sending.taken_back.connect(self._on_taken_back)
        self.begun.chosen.connect(self._on_begun)

    def _show_current(self) -> None:
        self._show(self.writer.model.state)

    def _show(self, state: State) -> None:
        content = state.letter.content
        self.subject.setVisible(content.channel is Channel.EMAIL)
        if self.subject.value() != content.subject:
            self.subject.set_value(content.subject)
        self.line.show_state(state)
        self.line.setVisible(content.channel is Channel.EMAIL and bool(state.customer_id))
        self.channels.show_state(state)
        self.recipient.show_reasons([way_reason(way) for way in state.around.ways if way.reason])
        self._show_send(state)
        self._show_customer(state.customer_id)

    def _show_leaving(self, is_leaving: bool) -> None:
        for part in (self.recipient, self.channels, self.line, self.subject):
            part.setEnabled(not is_leaving)

    def _show_customer(self, customer_id: str | None) -> None:
        """Show whom the letter is for, where that was not chosen here."""
        chosen = self.search.state.chosen
        is_shown = customer_id == (chosen.id if chosen is not None else None)
        if customer_id != self._named and not is_shown:
            self.search.clear()
            if customer_id is not None:
                self.search.choose_id(customer_id)
        self._named = customer_id

    def _show_send(self, state: State) -> None:
        missing = "" if state.letter.content.to else _("There is no address to write to.")
        self.writer.panel.toolbar.forbid(missing if state.customer_id else _("Choose a customer first."))

    def _on_customer(self, row: CustomerRow | None) -> None:
        model, customer_id = self.writer.model, row.id if row is not None else None
        if customer_id != model.state.customer_id:
            model.begin(customer_id, model.state.letter.content)
        if row is not None:
            editor = self.subject.editor if self.subject.isVisible() else self.writer.panel.editor
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_channel(self, key: str) -> None:
        self.writer.model.use_channel(Channel(key))

    def _on_subject(self) -> None:
        model = self.writer.model
        model.change(replace(model.state.letter.content, subject=str(self.subject.value() or "")))

    def _on_sent(self, conversation_id: str) -> None:
        if self.isVisible() and not self.writer.model.state.letter.is_empty:
            return  # another one was begun meanwhile
        self.hide()
        self.conversation_wanted.emit(conversation_id)

    def _on_taken_back(self, row: DraftRow, _seen_id: str) -> None:
        if row.kind is DraftKind.NEW:
            self._appear()
            self.writer.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_begun(self, row: DraftRow) -> None:
        self.writer.model.restore(*from_draft(row), is_alone=True)
        self.writer.panel.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _recall(self) -> None:
        """Go on with what was begun before the program ended, unless it is for somebody else than is wanted."""
        rows = await self._deeds.drafts(None)
        state = self.writer.model.state
        fitting = [one for one in rows if state.customer_id in {None, one.customer_id}]
        if fitting and state.letter.is_empty:
            self.writer.model.restore(*from_draft(fitting[0]))

    def _appear(self) -> None:
        self._cover()
        self.show()
        self.raise_()

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())

    def _lay_out(self) -> None:
        self.header.add_action(self.begun)
        self.header.add_action(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self.header)
        column.addWidget(self.recipient)
        row = QHBoxLayout()
        row.addWidget(self.channels)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        column.addWidget(self.subject)
        column.addWidget(self.writer.panel)
        column.addStretch(1)
