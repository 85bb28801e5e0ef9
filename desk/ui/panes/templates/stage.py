# SPDX-License-Identifier: LicenseRef-Desk
"""Where an e-mail is shown: as wide as a computer shows it, or in the frame of a telephone."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets import HtmlView
from desk.ui.widgets.paint import box

DESKTOP_CSS_PX = 660
"""Room that the mail finds on a computer: its 600 and a margin."""
MOBILE_CSS_PX = 375


class Stage(QWidget):
    """Holds the one web view of the preview; a document keeps its layout width whatever room there is."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.view = HtmlView(label, parent=self)
        self._is_mobile = False
        self.setMinimumSize(SIZE.popup_width, SIZE.popup_width // 2)

    def show_mobile(self, *, is_mobile: bool) -> None:
        """Show a telephone, or a computer."""
        if is_mobile != self._is_mobile:
            self._is_mobile = is_mobile
            self._arrange()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_mobile:
            box(painter, self._phone(), SIZE.radius_phone, "line_strong")
        else:
            box(painter, self.rect(), SIZE.radius_control, "surface", "line")

    def _phone(self) -> QRect:
        width = min(self.width(), MOBILE_CSS_PX + 2 * SIZE.space_s)
        return QRect((self.width() - width) // 2, 0, width, self.height())

    def _arrange(self) -> None:
        if self._is_mobile:
            edge = SIZE.space_s
            inner = self._phone().adjusted(edge, SIZE.space_m, -edge, -SIZE.space_m)
            css = MOBILE_CSS_PX
        else:
            inner = self.rect().adjusted(SIZE.hairline, SIZE.hairline, -SIZE.hairline, -SIZE.hairline)
            css = max(DESKTOP_CSS_PX, inner.width())
        self.view.setGeometry(inner)
        self.view.set_zoom(inner.width() / css)
