# SPDX-License-Identifier: LicenseRef-Desk
"""Counts an SMS while it is written, and says which character makes it hold less."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.services.channels import segments
from desk.translation import _
from desk.ui.panes.messages.composer.words import because_text, segments_text
from desk.ui.theme import SIZE
from desk.ui.widgets import Text

DEAR = 3
"""From so many on, each SMS costs as much as three."""


class SmsMeter(QWidget):
    """Hidden on other channels."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._count = Text("", "meta")
        self._because = Text("", "warning", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, 0, SIZE.space_m, SIZE.space_xs)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_m)
        row.addWidget(self._because, 1)
        row.addWidget(self._count)
        column.addLayout(row)
        self._count.setAccessibleDescription(_("Length of the SMS"))

    def show_text(self, text: str) -> None:
        """Count `text`."""
        self._text = text
        count = segments(text)
        self._count.setText(segments_text(count))
        self._count.set_role("warning" if count.count > DEAR else "meta")
        self._because.setText(because_text(count))

    def said(self) -> tuple[str, str]:
        """Return the count and why an SMS holds less."""
        return self._count.text(), self._because.text()

    def retranslate(self) -> None:
        """Say it in the current language."""
        self.show_text(self._text)
