# SPDX-License-Identifier: LicenseRef-Desk
"""A person as a round mark with initials, always in the same colour."""

from zlib import crc32

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.ui.theme import SIZE, Theme, draw_icon, initials_font
from desk.ui.widgets.paint import box, centred

_GROUNDS = ("info", "ok", "warn", "chat", "push")

CHANNEL_MARKS = {
    "email": ("envelope-simple", "email"),
    "sms": ("device-mobile", "sms"),
    "letter": ("mailbox", "letter"),
    "push": ("bell", "push"),
    "in_app": ("bell", "push"),
    "chat": ("robot", "chat"),
    "webhook": ("webhooks-logo", "text2"),
}


class Avatar(QWidget):
    """Initials in a circle; `channel` adds the mark of how the person writes."""

    def __init__(
        self, name: str, diameter: int = SIZE.avatar_l, channel: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._diameter = diameter
        self._name, self._channel = "", ""
        self.set_person(name, channel)

    def set_person(self, name: str, channel: str = "") -> None:
        """Stand for another person."""
        self._name, self._channel = name, channel
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        more = SIZE.space_xs if self._channel else 0
        return QSize(self._diameter + more, self._diameter + more)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        circle = QRect(0, 0, self._diameter, self._diameter)
        paint_avatar(painter, circle, self._name)
        if self._channel:
            dot = QRect(0, 0, SIZE.channel_dot, SIZE.channel_dot)
            dot.moveBottomRight(self.rect().bottomRight())
            paint_channel_dot(painter, dot, self._channel)


def initials(name: str) -> str:
    """Return up to two initials: first and last word of `name`."""
    parts = [part for part in name.replace("-", " ").split() if part[0].isalnum()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


def paint_avatar(painter: QPainter, circle: QRect, name: str) -> None:
    """Paint the initials of `name` into `circle`; the colour follows from the name."""
    role = _GROUNDS[crc32(name.encode()) % len(_GROUNDS)]
    box(painter, circle, circle.width() / 2, f"{role}_bg")
    painter.setFont(initials_font(circle.width()))
    painter.setPen(Theme.current().colour(role))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))


def paint_channel_dot(painter: QPainter, dot: QRect, channel: str, ground: str = "surface") -> None:
    """Paint the filled dot of a channel, with a rim in the colour of the `ground` behind it."""
    icon, role = CHANNEL_MARKS[channel]
    box(painter, dot, dot.width() / 2, ground)
    box(painter, dot.adjusted(1, 1, -1, -1), dot.width() / 2, role)
    draw_icon(painter, centred(dot, 9), icon, "surface")
