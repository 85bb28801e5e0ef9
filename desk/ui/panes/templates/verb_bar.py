# SPDX-License-Identifier: LicenseRef-Desk
"""A bar over the editor that says what happened and offers more than one way on."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import IconMark, LinkButton, Text, announce

_LOOKS = {
    "warn": ("warning", "warn_bg"),
    "danger": ("warning-circle", "danger_bg"),
    "info": ("info", "info_bg"),
}
Verb = tuple[str, Callable[[], object]]


class VerbBar(QWidget):
    """Hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._role = "warn"
        self._mark = IconMark("warning", "warn")
        self._text = Text(wrap=True)
        self._verbs: list[LinkButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        self._row.setSpacing(SIZE.space_s)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str, verbs: Sequence[Verb] = (), role: str = "warn") -> None:
        """Show `text` with its verbs; the same again changes nothing."""
        said = "\n".join([role, text, *(verb for verb, _deed in verbs)])
        if said == self._said:
            return
        self._said, self._role = said, role
        self._mark.set_icon(_LOOKS[role][0], role)
        self._text.setText(text)
        while self._verbs:
            self._verbs.pop().deleteLater()
        for verb, deed in verbs:
            button = LinkButton(verb)
            button.clicked.connect(deed)
            self._verbs.append(button)
            self._row.addWidget(button)
        self.show()
        self.update()
        announce(self, text)

    def be_silent(self) -> None:
        """Say nothing more."""
        self._said = ""
        self.hide()

    def text(self) -> str:
        """Return what is said; "" for nothing."""
        return "" if self.isHidden() else self._text.text()

    def verbs(self) -> tuple[LinkButton, ...]:
        """Return the buttons, in their order."""
        return tuple(self._verbs)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour(_LOOKS[self._role][1]))
