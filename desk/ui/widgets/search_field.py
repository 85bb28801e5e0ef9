# SPDX-License-Identifier: LicenseRef-Desk
"""A field to filter what is shown below it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk.translation import _
from desk.ui.theme import icon
from desk.ui.widgets.speaks import Speaks

QUIET_MS = 150


class SearchField(Speaks, QLineEdit):
    """Emits `search_changed` once typing rests, `left_down` on ↓ (go to the list); Esc empties it."""

    search_changed = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass = QAction(icon("magnifying-glass"), "", self)
        self._glass.setEnabled(True)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon("x"), "", self)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._rest = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._rest.timeout.connect(self._on_rest)
        self._told = ""
        self.textChanged.connect(self._on_text)
        self.set_placeholder(placeholder)
        self.retranslate()

    def set_placeholder(self, text: str) -> None:
        """Say what can be searched; also the accessible name."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text.rstrip("…. ") or _("Search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_rest()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._clear.setText(_("Clear the search"))
        self._glass.setText(_("Search"))

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text:
            self._rest.start()
        else:
            self._on_rest()

    def _on_rest(self) -> None:
        self._rest.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.search_changed.emit(self._told)
