# SPDX-License-Identifier: LicenseRef-Desk
"""A page that only says its name, until its pane is there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.translation import _
from desk.ui.docks import Page
from desk.ui.panes import Context


class PlaceholderPage(Page):
    """A name in the middle of a card."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name)
        self._label_text = label
        self._label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._label.setProperty("role", "h1")
        self.set_screen(self._label)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._label.setText(_(self._label_text))


def build(_context: Context, name: str, label: str) -> Page:
    """Build the page; `label` is a msgid."""
    return PlaceholderPage(name, label)
