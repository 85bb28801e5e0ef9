# SPDX-License-Identifier: LicenseRef-Desk
"""The composer under a conversation: a reply or a note, its draft, its sending."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.models.vocabulary import DraftKind
from desk.services.inbox import ConversationCard, DraftRow, MessageRow
from desk.translation import _
from desk.ui.panes import Context
from desk.ui.panes.messages.composer.address_line import AddressLine
from desk.ui.panes.messages.composer.commands import commands_of
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.head import Head
from desk.ui.panes.messages.composer.keeping import Keeping
from desk.ui.panes.messages.composer.new_conversation import NewConversation
from desk.ui.panes.messages.composer.offline_bar import OfflineBar
from desk.ui.panes.messages.composer.offline_model import OfflineModel
from desk.ui.panes.messages.composer.presence_line import PresenceLine
from desk.ui.panes.messages.composer.presence_model import PresenceModel
from desk.ui.panes.messages.composer.quoting import may_leave, quoted
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.writer import Writer
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import Text
from desk.ui.widgets.speaks import Speaks


class Composer(Speaks, QWidget):
    """Sits under the thread. conversation_wanted(str): show a conversation that was begun here.

    sent(str): something was added to this conversation. archive_wanted(str): and it is done with. newest_wanted():
    the writer wants to read what arrived meanwhile.
    """

    conversation_wanted = Signal(str)
    sent = Signal(str)
    archive_wanted = Signal(str)
    newest_wanted = Signal()

    def __init__(
        self, context: Context, parent: QWidget | None = None, deeds: DeskDeeds | None = None
    ) -> None:
        """Make it; parent: what the sheet of a new conversation lies over."""
        super().__init__(parent)
        self._context = context
        self._deeds = deeds or DeskDeeds(context.desk)
        self.writer = Writer(context, self._deeds, self)
        self.model = self.writer.model
        self.head, self.line = Head(), AddressLine()
        self.presence = PresenceModel(context.desk, context.jobs, self._deeds, self)
        self.presence_line = PresenceLine()
        self.offline = OfflineBar(OfflineModel(context.desk, context.jobs, self))
        self._sheet: NewConversation | None = None
        self._keeping = Keeping(context.jobs, self)
        self.refusal = Text("", "text2", wrap=True)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.writer.panel.editor)
        context.commands.add(*commands_of(self))
        self._show(self.model.state)

    # ------------------------------------------------------------------------- what the page asks

    def show_conversation(self, card: ConversationCard | None, messages: Sequence[MessageRow]) -> None:
        """Show the reply to a conversation; None: nothing is open. May be called with the same one again."""
        self.model.show(card, messages)
        self.presence.open(card.row.id if card is not None else "")

    def reply(self) -> None:
        """Go to the reply."""
        self._go_to(DraftKind.REPLY)

    def note(self) -> None:
        """Go to the note."""
        self._go_to(DraftKind.NOTE)

    def quote(self, message: MessageRow) -> None:
        """Put a quote of a message where the caret is; of a note there is none, whoever asks."""
        if may_leave(message):
            self.reply()
            self.writer.panel.editor.insert(quoted(message.text))

    def forward(self, message: MessageRow) -> None:
        """Pass a message on to another customer; a note stays in the house, whoever asks."""
        if may_leave(message):
            self.sheet().forward(message)

    def new_conversation(self, customer_id: str = "") -> None:
        """Open the sheet of a new conversation, with a customer."""
        self.sheet().begin(customer_id)

    def leave(self, go_on: Callable[[], None]) -> None:
        """Keep what is written, here and on the sheet, then go on; only what cannot be kept is asked about."""
        sheet = [self._sheet.writer] if self._sheet is not None else []
        self._keeping.leave([self.writer, *sheet], go_on)

    def send(self, *, archives: bool = False) -> None:
        """Send what is written where the keyboard is."""
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.writer.send()
        else:
            self.writer.send(archives=archives)

    def send_later(self) -> None:
        """Offer moments to leave later."""
        sheet = self._sheet
        writer = sheet.writer if sheet is not None and sheet.isVisible() else self.writer
        writer.panel.toolbar.clock.click()

    def sheet(self) -> NewConversation:
        """Return the sheet of a new conversation; made when it is first wanted."""
        if self._sheet is None:
            over = self.parentWidget() or self
            self._sheet = NewConversation(self._context, self._deeds, over)
            self._sheet.conversation_wanted.connect(self.conversation_wanted)
            self._sheet.writer.sent.connect(self.sent)
            self._sheet.closed.connect(
                partial(self.writer.panel.editor.setFocus, Qt.FocusReason.OtherFocusReason)
            )
        return self._sheet

    # ---------------------------------------------------------------------------------------- Qt

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for part in (self.head, self.line, self.presence_line):
            part.retranslate()
        self._show_refusal()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.letters.flush()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = self.head.geometry().bottom()
        painter.fillRect(0, top, self.width(), SIZE.hairline, Theme.current().colour("line"))

    # ------------------------------------------------------------------------------------ inside

    def _go_to(self, kind: DraftKind) -> None:
        self.model.use_kind(kind)
        self.writer.panel.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.model.changed.connect(self._on_changed)
        self._context.commands.rights.changed.connect(self._on_changed)
        self.head.kind_chosen.connect(self._go_to)
        self.head.channel_chosen.connect(self.model.use_channel)
        self.line.content_changed.connect(self.model.change)
        self.writer.checks.append(self.line.settle)
        self.writer.sent.connect(self._on_sent)
        self.writer.archive_wanted.connect(self.archive_wanted)
        self.writer.conversation_wanted.connect(self.conversation_wanted)
        self.writer.newest_wanted.connect(self.newest_wanted)
        self.writer.panel.editor.edited.connect(partial(self.presence.write, is_writing=True))
        self.writer.panel.editor.left.connect(partial(self.presence.write, is_writing=False))
        self.presence.changed.connect(self._on_presence)
        self.presence_line.draft_wanted.connect(self._on_draft_wanted)

    def _on_changed(self) -> None:
        self._show(self.model.state)

    def _show(self, state: State) -> None:
        self.setEnabled(state.card is not None)
        self._show_refusal()
        self.head.show_state(state)
        self.line.show_state(state)

    def _show_refusal(self) -> None:
        """Say it, where there is nothing to write in, to somebody who may not answer."""
        reason = self._context.commands.rights.reason("reply")
        self.refusal.setText(reason)
        self.refusal.setVisible(bool(reason))
        for part in (self.head, self.writer.panel):
            part.setVisible(not reason)

    def _on_sent(self, conversation_id: str) -> None:
        self.presence.write(is_writing=False)
        self.sent.emit(conversation_id)

    def _on_presence(self) -> None:
        first = next(iter(self.presence.colleagues), None)
        self.presence_line.show_colleague(
            first.name if first is not None else "",
            is_writing=first is not None and first.is_writing,
            has_draft=first is not None and bool(first.draft_id),
        )

    def _on_draft_wanted(self) -> None:
        first = next(iter(self.presence.colleagues), None)
        if first is not None and first.draft_id:
            self._context.jobs.start(self._look_at(first.name, first.draft_id), self)

    async def _look_at(self, name: str, draft_id: str) -> None:
        row: DraftRow | None = await self._deeds.draft(draft_id)
        if row is not None:
            said = _("{name} is writing:").format(name=name)
            self.writer.panel.say(f"{said}\n{row.content.text.strip()}", role="info")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.refusal.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_m)
        self.refusal.hide()
        column.addWidget(self.offline)
        column.addWidget(self.refusal)
        column.addWidget(self.presence_line)
        column.addWidget(self.head)
        column.addWidget(self.writer.panel)
        self.writer.panel.above.addWidget(self.line)
