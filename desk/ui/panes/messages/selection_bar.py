# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to the selected conversations; it stands where the filters are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk.translation import N_, _, ngettext
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, Text
from desk.ui.widgets.roving import Roving
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

VERBS = {
    "archive": (N_("Archive"), "archive"),
    "assign": (N_("Assign…"), "user-plus"),
    "snooze": (N_("Snooze…"), "moon"),
    "flag": (N_("Follow up"), "flag"),
    "read": (N_("Mark as read or unread"), "envelope-simple-open"),
    "delete": (N_("Delete…"), "trash"),
}


class Count(Text):
    """How many there are in words; the number alone where words have no room."""

    def __init__(self) -> None:
        super().__init__("", "strong")
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str, number: str) -> None:
        """Show `words`, or `number` alone."""
        self._number = number
        self.setText(words)
        self.setToolTip(words)
        self.update()

    @property
    def shown(self) -> str:
        """What there is room for."""
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        return self.text() if fits else self._number

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown)


class SelectionBar(Speaks, QWidget):
    """verb_requested(name): a key of VERBS. closed(): select one only."""

    verb_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = 0
        self.count = Count()
        self.buttons = {name: IconButton(icon, "") for name, (_label, icon) in VERBS.items()}
        self.close_button = IconButton("x", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_xs)
        row.addWidget(self.count, 1)
        roving = Roving(self)
        for name, button in self.buttons.items():
            button.setObjectName(name)
            button.clicked.connect(self._on_verb)
            row.addWidget(button)
            roving.add(button)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.closed)
        self.retranslate()

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        self._size = count
        said = ngettext("{count} selected", "{count} selected", count)
        self.count.say(said.format(count=formats.number(count)), formats.number(count))
        self.setAccessibleName(self.count.text())

    def retranslate(self) -> None:
        """Say everything in the current language."""
        for name, button in self.buttons.items():
            button.set_label(_(VERBS[name][0]))
        self.close_button.set_label(_("Select one only"))
        self.show_count(self._size)

    def _on_verb(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.verb_requested.emit(sender.objectName())
