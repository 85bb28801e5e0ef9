# SPDX-License-Identifier: LicenseRef-Desk
"""What is minded before somebody leaves: what was typed and would be lost, what was sent and is still here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.translation import _


class Post(QObject):
    """Whatever in the window sends what people write."""

    async def let_go(self) -> int:
        """Let leave at once what could still be taken back; return how much is still on its way out."""
        return 0

    async def held_up(self) -> int:
        """Return how much of it could not leave and stays: the server, or the service, does not answer."""
        return 0


def ask_to_leave(
    parent: QWidget, text: str, go_on: Callable[[], None], verbs: tuple[str, str] | None = None
) -> QMessageBox:
    """Say what is not saved (translated) and call `go_on` when that may be lost; Enter and Esc stay.

    verbs: title and verb where nothing would be lost, but should be known.
    """
    title, leave = verbs or (_("Not saved"), _("Leave without saving"))
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setText(text)
    stay = box.addButton(_("Stay and look"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(leave, QMessageBox.ButtonRole.DestructiveRole).clicked.connect(go_on)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.open()
    return box
