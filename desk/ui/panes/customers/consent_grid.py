# SPDX-License-Identifier: LicenseRef-Desk
"""Topic by channel: a switch for each thing a customer may agree to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.models.vocabulary import Channel
from desk.services.preferences import TOPICS
from desk.ui.panes.customers.looks import agreement_text
from desk.ui.theme import SIZE
from desk.ui.widgets import CHANNEL_MARKS, IconMark, Switch, Text
from desk.ui.wording import channel_mark, word

Place = tuple[str, Channel]


class ConsentGrid(QWidget):
    """wanted(topic, Channel, on): a switch was pressed; what is shown follows `show_granted` alone."""

    wanted = Signal(str, object, bool)

    def __init__(self, channels: Sequence[Channel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channels = tuple(channels)
        self._granted: frozenset[Place] = frozenset()
        self._switches: dict[Place, Switch] = {}
        self._topics = {topic.code: Text("", "strong", wrap=True) for topic in TOPICS}
        self._notes = {topic.code: Text("", "meta", wrap=True) for topic in TOPICS}
        self._grid = QGridLayout(self)
        self._lay_out()
        self.retranslate()

    def show_granted(self, granted: frozenset[Place], notes: Mapping[str, str] | None = None) -> None:
        """Show what was agreed to; notes: topic → what is said under it."""
        self._granted = granted
        for place, switch in self._switches.items():
            switch.setChecked(place in granted)
        for topic, note in self._notes.items():
            said = (notes or {}).get(topic, "")
            note.setText(said)
            note.setVisible(bool(said))
        self._name()

    def granted(self) -> frozenset[Place]:
        """Return what is shown as agreed to."""
        return self._granted

    def switch(self, topic: str, channel: Channel) -> Switch:
        """Return one switch."""
        return self._switches[topic, channel]

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for code, label in self._topics.items():
            label.setText(word("topic", code))
        self._name()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SIZE.space_m)
        self._grid.setVerticalSpacing(SIZE.space_s)
        self._grid.setColumnStretch(0, 1)
        for column, channel in enumerate(self.channels, start=1):
            icon, role = CHANNEL_MARKS[channel]
            head = IconMark(icon, role)
            head.setToolTip(channel_mark(channel).text)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignCenter)
        for number, topic in enumerate(TOPICS):
            row = 1 + 2 * number
            self._grid.addWidget(self._topics[topic.code], row, 0)
            for column, channel in enumerate(self.channels, start=1):
                switch = Switch("")
                switch.setProperty("place", f"{topic.code}.{channel}")
                switch.clicked.connect(self._on_clicked)
                self._switches[topic.code, channel] = switch
                self._grid.addWidget(switch, row, column, Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(self._notes[topic.code], row + 1, 0, 1, 1 + len(self.channels))
            self._notes[topic.code].hide()

    def _name(self) -> None:
        for (topic, channel), switch in self._switches.items():
            name = agreement_text(topic, channel)
            switch.set_label(name)
            switch.setToolTip(name)

    def _on_clicked(self) -> None:
        for (topic, channel), switch in self._switches.items():
            if switch is self.sender():
                on = switch.isChecked()
                switch.setChecked((topic, channel) in self._granted)  # not before it is written down
                self.wanted.emit(topic, channel, on)
                return
