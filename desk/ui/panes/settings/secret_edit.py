# SPDX-License-Identifier: LicenseRef-Desk
"""A password to be typed: hidden, unless one wants to see it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from desk.translation import _
from desk.ui.theme import icon


class SecretEdit(QLineEdit):
    """A hidden text; nothing of what is kept is ever put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = QAction(icon("eye"), "", self)
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._on_reveal)
        self.addAction(self.reveal, QLineEdit.ActionPosition.TrailingPosition)

    def retranslate(self, *, is_kept: bool) -> None:
        """Say in the current language whether one is kept: in a key store or in Desk's own file."""
        self.setPlaceholderText(_("Kept; type to replace it") if is_kept else "")
        self.reveal.setText(_("Show what is typed"))

    def _on_reveal(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if is_shown else modes.Password)
