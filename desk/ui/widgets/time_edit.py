# SPDX-License-Identifier: LicenseRef-Desk
"""A time of day to be typed, without buttons."""

from PySide6.QtCore import QEvent, QSize, QTime
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QTimeEdit, QWidget

from desk.ui.theme import SIZE, metrics


class TimeEdit(QTimeEdit):
    """Hours and minutes; scrolling the page leaves them alone."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show `text` ("HH:MM")."""
        super().__init__(QTime.fromString(text, "HH:mm"), parent)
        self.setDisplayFormat("HH:mm")
        self.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)

    def sizeHint(self) -> QSize:
        text = metrics("body").horizontalAdvance("00:00")
        return QSize(text + 4 * SIZE.space_s, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._make_room()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _make_room(self) -> None:
        # WORKAROUND Qt 6.11: a styled spin box without buttons leaves one pixel to its text.
        side = SIZE.space_s
        self.lineEdit().setGeometry(self.rect().adjusted(side, SIZE.hairline, -side // 2, -SIZE.hairline))
