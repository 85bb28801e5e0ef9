# SPDX-License-Identifier: LicenseRef-Desk
"""A telephone that shows how a text message arrives."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.ui.theme import SIZE
from desk.ui.widgets.paint import (
    ALIGN_CENTRE,
    Words,
    box,
    height_of,
    words,
    wrapped,
    wrapped_height,
    wrapped_width,
)

_ONE_PIECE = re.compile(r"(?<=\d) (?=[€$£%])")
"""A space in an amount, which is not broken over two lines."""
_INNER = SIZE.phone_width - 2 * SIZE.space_l
_TEXT = _INNER - SIZE.space_xxl - 2 * SIZE.space_m


class PhoneBubble(QWidget):
    """A painted telephone: sender on top, one bubble for each message, a caption (segments, price) below."""

    def __init__(self, sender: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sender = sender
        self._messages: tuple[str, ...] = ()
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_messages(self, messages: Sequence[str], caption: str = "", sender: str = "") -> None:
        """Show `messages`, oldest first."""
        self._messages = tuple(_ONE_PIECE.sub("\u00a0", text) for text in messages)
        self._caption = caption
        self._sender = sender or self._sender
        self.setAccessibleName(f"{self._sender}: " + "\n".join(messages))
        self.setAccessibleDescription(caption)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bubbles = sum(_height(text) + SIZE.space_s for text in self._messages)
        head = 2 * SIZE.space_l + height_of("meta_strong") + SIZE.space_l
        foot = height_of("meta") + SIZE.space_s if self._caption else 0
        return QSize(SIZE.phone_width, max(head + bubbles + foot + SIZE.space_l, SIZE.popup_height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), SIZE.radius_phone, "surface", "line_strong")
        notch = QRect(self.width() // 2 - SIZE.space_l, SIZE.space_s, SIZE.space_xxl, SIZE.space_xs)
        box(painter, notch, SIZE.focus_ring, "line")
        top = SIZE.space_l + SIZE.space_xs
        head = QRect(SIZE.space_l, top, _INNER, height_of("meta_strong"))
        words(painter, head, self._sender, Words("meta_strong", "text2", ALIGN_CENTRE))
        top = head.bottom() + SIZE.space_l
        for text in self._messages:
            top = self._paint_bubble(painter, text, top)
        if self._caption:
            foot = QRect(
                SIZE.space_l, self.height() - SIZE.space_l - height_of("meta"), _INNER, height_of("meta")
            )
            words(painter, foot, self._caption, Words("meta", "text3", ALIGN_CENTRE))

    def _paint_bubble(self, painter: QPainter, text: str, top: int) -> int:
        width = wrapped_width(text, "body", _TEXT) + 2 * SIZE.space_m
        place = QRect(SIZE.space_l, top, width, _height(text))
        box(painter, place, SIZE.radius_bubble, "bubble_in")
        inner = QRect(place.left() + SIZE.space_m, place.top() + SIZE.space_s, _TEXT, place.height())
        wrapped(painter, inner, text, "body", "on_bubble")
        return place.bottom() + SIZE.space_s


def _height(text: str) -> int:
    return wrapped_height(text, "body", _TEXT) + 2 * SIZE.space_s
