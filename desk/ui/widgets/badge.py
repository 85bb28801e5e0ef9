# SPDX-License-Identifier: LicenseRef-Desk
"""Marks: a word on a quiet ground, a state as icon and word, a count."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.paint import ALIGN_CENTRE, Words, box, centred, mirrored, turned, width_of, words

GROUNDS = {
    "neutral": ("text2", "neutral_bg"),
    "tint": ("on_tint", "tint"),
    "primary": ("on_primary", "primary"),
    "note": ("on_note", "note"),
} | {
    role: (role, f"{role}_bg")
    for role in ("danger", "warn", "ok", "info", "email", "sms", "letter", "chat", "push")
}


class Badge(QLabel):
    """A word on a quiet ground; `role` is a key of GROUNDS."""

    def __init__(
        self, text: str, role: str = "neutral", icon: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._role = role
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_badge(self, text: str, role: str = "neutral", icon: str = "") -> None:
        """Show another word."""
        self._role, self._icon = role, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self.text(), self._icon), SIZE.badge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self.text(), self._role, self._icon)


class ClauseTag(QLabel):
    """The word that begins a clause of a sentence, in capitals on a block; all tags of a rule are as wide."""

    def __init__(self, text: str, role: str = "info", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._role = role
        self.setFixedSize(SIZE.clause_tag, SIZE.pill)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, ground = GROUNDS[self._role]
        box(painter, self.rect().adjusted(0, 1, 0, -1), SIZE.space_xs, ground)
        words(painter, self.rect(), self.text().upper(), Words("overline", ink, ALIGN_CENTRE))


class StateLabel(QLabel):
    """A state as icon, word and colour, on no ground. role: a colour token."""

    def __init__(self, icon: str, word: str, role: str = "text2", *, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._icon, self._role = icon, role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_state(self, icon: str, word: str, role: str = "text2") -> None:
        """Show another state."""
        self._icon, self._role = icon, role
        self.setText(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZE.icon_m + SIZE.space_s + width_of(self.text(), "strong") + 2, SIZE.badge)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE.icon_m + SIZE.space_xl, SIZE.badge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = self._role if self.isEnabled() else "disabled"
        left = SIZE.icon_m + SIZE.space_s
        draw_icon(painter, mirrored(self, centred(self.rect(), SIZE.icon_m, 0)), self._icon, role)
        room = mirrored(self, QRect(left, 0, self.width() - left, self.height()))
        words(painter, room, self.text(), Words("strong", role))


def badge_width(text: str, icon: str = "") -> int:
    """Return how wide the badge is."""
    side = SIZE.icon_s + SIZE.space_xs if icon else 0
    return width_of(text, "badge") + side + 2 * SIZE.space_s


def paint_badge(painter: QPainter, rect: QRect, text: str, role: str, icon: str = "") -> None:
    """Paint a badge that fills `rect`."""
    ink, ground = GROUNDS[role]
    box(painter, rect, SIZE.badge / 2, ground)
    if icon:
        spot = centred(rect, SIZE.icon_s, rect.left() + SIZE.space_s - 1)
        draw_icon(painter, turned(painter, rect, spot), icon, ink)
        rect = turned(painter, rect, rect.adjusted(SIZE.icon_s + SIZE.space_xs, 0, 0, 0))
    words(painter, rect, text, Words("badge", ink, ALIGN_CENTRE))
