# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the composer: reply or note, and the channel a reply goes by."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk.models.vocabulary import Channel, DraftKind
from desk.translation import _
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.words import way_reason
from desk.ui.theme import SIZE, icon
from desk.ui.widgets import LinkButton, Segments
from desk.ui.wording import channel_mark, formats

REPLY, NOTE = DraftKind.REPLY.value, DraftKind.NOTE.value


class Head(QWidget):
    """kind_chosen(DraftKind), channel_chosen(Channel)."""

    kind_chosen = Signal(object)
    channel_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tabs = Segments("", underline=True)
        self.tabs.add(REPLY, "", "arrow-bend-up-left")
        self.tabs.add(NOTE, "", "note-pencil")
        self.tabs.current_key_changed.connect(self._on_tab)
        self.channel = LinkButton("", quiet=True)
        self._menu = QMenu(self.channel)
        self._menu.setToolTipsVisible(True)
        self.channel.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.channel)
        self._state = State()
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show what is written and by which channel."""
        is_other = state.around.ways != self._state.around.ways
        self._state = state
        self.tabs.set_current(NOTE if state.is_note else REPLY)
        self.channel.setVisible(not state.is_note)
        mark = channel_mark(state.letter.content.channel)
        self.channel.setText(mark.text)
        self.channel.set_icon(mark.icon)
        self.channel.setAccessibleName(_("Channel: {channel}").format(channel=mark.text))
        if is_other or not self._menu.actions():
            self._fill()
        for action in self._menu.actions():
            action.setChecked(action.data() == state.letter.content.channel.value)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.tabs.setAccessibleName(_("Reply or note"))
        self.tabs.set_text(REPLY, _("Reply"))
        self.tabs.set_text(NOTE, _("Internal note"))
        self._menu.clear()
        self.show_state(self._state)

    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for way in self._state.around.ways:
            mark = channel_mark(way.channel)
            reason = way_reason(way)
            address = way.address
            if way.channel is not Channel.EMAIL:
                address = formats.phone(address, self._state.around.country)
            action = self._menu.addAction(icon(mark.icon), reason or f"{mark.text} · {address}")
            action.setData(way.channel.value)
            action.setCheckable(True)
            action.setEnabled(not reason)
            action.setToolTip(reason or address)
            group.addAction(action)
        group.triggered.connect(lambda action: self.channel_chosen.emit(Channel(action.data())))

    def _on_tab(self, key: str) -> None:
        self.kind_chosen.emit(DraftKind(key))
