# SPDX-License-Identifier: LicenseRef-Desk
"""A figure that is also a filter."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.buttons import PaintedButton, Skin
from desk.ui.widgets.paint import Words, box, centred, height_of, mirrored, ring, width_of, words


class KpiTile(PaintedButton):
    """Icon, figure, caption; checked it filters by what it counts. role: colour token of the icon."""

    def __init__(self, icon: str, caption: str, role: str = "info", *, parent: QWidget | None = None) -> None:
        super().__init__("", icon, Skin(fill="surface2", border="line"), parent)
        self._role = role
        self._value = "–"
        self._caption = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_caption(caption)

    def set_value(self, value: str) -> None:
        """Show another figure, already written in the person's locale."""
        self._value = value
        self._name()
        self.update()

    def set_caption(self, caption: str) -> None:
        """Say what is counted."""
        self._caption = caption
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = max(width_of(self._caption, "meta"), width_of(self._value, "tile"))
        return QSize(width + SIZE.icon_xl + 3 * SIZE.space_m, SIZE.kpi)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE.icon_xl + 3 * SIZE.space_m + width_of("0000", "tile"), SIZE.kpi)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = "tint" if self.isChecked() else ("hover" if self.underMouse() else "surface2")
        box(painter, self.rect(), SIZE.radius_control, fill, "primary" if self.isChecked() else "line")
        spot = mirrored(self, centred(self.rect(), SIZE.icon_xl, SIZE.space_m))
        draw_icon(painter, spot, self._icon_name, self._role)
        left = SIZE.space_m + SIZE.icon_xl + SIZE.space_m
        room = QRect(left, 0, self.width() - left - SIZE.space_s, self.height())
        top = (self.height() - height_of("tile") - height_of("meta")) // 2
        figure = QRect(room.left(), top, room.width(), height_of("tile"))
        words(painter, mirrored(self, figure), self._value, Words("tile", "text", tabular=True))
        caption = QRect(room.left(), figure.bottom() + 1, room.width(), height_of("meta"))
        muted = Words("meta", "on_tint" if self.isChecked() else "text2")
        words(painter, mirrored(self, caption), self._caption, muted)
        if self._has_ring:
            ring(painter, self.rect(), SIZE.radius_control)

    def _name(self) -> None:
        self.setAccessibleName(f"{self._value} {self._caption}")
        self.setToolTip(self._caption)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
