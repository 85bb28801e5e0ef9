# SPDX-License-Identifier: LicenseRef-Desk
"""The head of a pane: title, what it is about, and its deeds at the end."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets.labels import ElidedText


class PageHeader(QWidget):
    """Title (h1, or h2 for docks and documents), optional subtitle, actions at the end."""

    def __init__(
        self, title: str, subtitle: str = "", *, level: str = "h1", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = ElidedText(title, level)
        self._subtitle = ElidedText(subtitle, "meta")
        self._subtitle.setVisible(bool(subtitle))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        texts.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SIZE.space_s)
        self._row.addLayout(texts, 1)
        self.setMinimumHeight(SIZE.control + SIZE.space_xs)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Show another line under the title; empty hides it."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Put `widget` (a button, a switch) at the end."""
        self._row.addWidget(widget)
