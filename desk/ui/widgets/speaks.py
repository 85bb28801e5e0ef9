# SPDX-License-Identifier: LicenseRef-Desk
"""Gives widgets the ear for a change of language."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Widget = QWidget
else:
    _Widget = object  # a second QWidget beside the real base is more than Qt's classes bear


class Speaks(_Widget):
    """Stands before the Qt class among the bases: what is shown is said anew in the language that was chosen."""

    def retranslate(self) -> None:
        """Say everything in the current language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
