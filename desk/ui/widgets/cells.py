# SPDX-License-Identifier: LicenseRef-Desk
"""What a table's cell shows, as values; `cell_delegate` paints them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.avatar import CHANNEL_MARKS, paint_avatar
from desk.ui.widgets.badge import badge_width, paint_badge
from desk.ui.widgets.paint import ALIGN_LEFT, ALIGN_RIGHT, Words, centred, height_of, turned, words

GAP = SIZE.space_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCell:
    """One line of text. kind and role: names of tokens. `at_end`: numbers."""

    text: str
    kind: str = "body"
    role: str = "text"
    icon: str = ""
    tabular: bool = False
    at_end: bool = False

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`, already without margins."""
        if self.icon:
            rect = _led(painter, rect, self.icon, self.role)
        align = ALIGN_RIGHT if self.at_end else ALIGN_LEFT
        words(painter, rect, self.text, Words(self.kind, self.role, align, self.tabular))


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCell:
    """A time or a date, already written in the person's locale; figures of equal width."""

    text: str

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        words(painter, rect, self.text, Words("body", "text2", ALIGN_LEFT, tabular=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLineCell:
    """A strong line over a quiet one."""

    first: str
    second: str

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        _two_lines(painter, rect, self.first, self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCell:
    """A state: icon, word, colour."""

    icon: str
    word: str
    role: str = "text2"

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        words(painter, _led(painter, rect, self.icon, self.role), self.word, Words("strong", self.role))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCell:
    """A channel: its coloured icon and its word."""

    channel: str
    word: str

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        icon, role = CHANNEL_MARKS[self.channel]
        words(painter, _led(painter, rect, icon, role), self.word)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCell:
    """A person: avatar and name, and a quiet second line when there is one."""

    name: str
    second: str = ""

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        side = min(SIZE.avatar_m, rect.height() - SIZE.space_xs)
        paint_avatar(painter, turned(painter, rect, centred(rect, side, rect.left())), self.name)
        rect = turned(painter, rect, rect.adjusted(side + GAP, 0, 0, 0))
        if self.second:
            _two_lines(painter, rect, self.name, self.second)
        else:
            words(painter, rect, self.name, Words("strong"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesCell:
    """A few badges side by side: (text, role) pairs."""

    badges: tuple[tuple[str, str], ...]

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`; what finds no room is left out."""
        left = rect.left()
        for text, role in self.badges:
            width = badge_width(text)
            if left + width > rect.right() + 1:
                break
            spot = QRect(left, rect.top() + (rect.height() - SIZE.badge) // 2, width, SIZE.badge)
            paint_badge(painter, turned(painter, rect, spot), text, role)
            left += width + SIZE.space_xs


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksCell:
    """A few icons side by side, such as the channels of a route: (icon, role) pairs."""

    marks: tuple[tuple[str, str], ...]

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`."""
        left = rect.left()
        for icon, role in self.marks:
            draw_icon(painter, turned(painter, rect, centred(rect, SIZE.icon_m, left)), icon, role)
            left += SIZE.icon_m + SIZE.space_s


Cell = TextCell | DateCell | TwoLineCell | StateCell | ChannelCell | PersonCell | BadgesCell | MarksCell


def _led(painter: QPainter, rect: QRect, icon: str, role: str) -> QRect:
    """Paint the icon at the start of `rect`; return what is left for words."""
    draw_icon(painter, turned(painter, rect, centred(rect, SIZE.icon_m, rect.left())), icon, role)
    return turned(painter, rect, rect.adjusted(SIZE.icon_m + GAP, 0, 0, 0))


def _two_lines(painter: QPainter, rect: QRect, first: str, second: str) -> None:
    upper, lower = height_of("strong"), height_of("meta")
    top = rect.top() + (rect.height() - upper - lower) // 2
    words(painter, QRect(rect.left(), top, rect.width(), upper), first, Words("strong"))
    words(painter, QRect(rect.left(), top + upper, rect.width(), lower), second, Words("meta", "text2"))
