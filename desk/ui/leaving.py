# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before what was typed is lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.translation import _


def ask_to_leave(parent: QWidget, text: str, go_on: Callable[[], None]) -> QMessageBox:
    """Say what is not saved (translated) and call `go_on` when that may be lost; Enter and Esc stay."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Not saved"))
    box.setText(text)
    stay = box.addButton(_("Stay and look"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(_("Leave without saving"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(go_on)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.open()
    return box
