# SPDX-License-Identifier: LicenseRef-Desk
"""Paints one conversation as a card, in one call."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.ui.panes.messages.card_look import Look, Looks
from desk.ui.rows_model import RowRole
from desk.ui.theme import SIZE, Theme, draw_icon, factor
from desk.ui.widgets.avatar import paint_avatar, paint_channel_dot
from desk.ui.widgets.badge import badge_width, paint_badge
from desk.ui.widgets.paint import ALIGN_CENTRE, ALIGN_RIGHT, Words, box, height_of, turned, width_of, words

Index = QModelIndex | QPersistentModelIndex

HEIGHTS = {"compact": SIZE.card_compact, "comfortable": SIZE.card, "relaxed": SIZE.card_relaxed}
LEAST_PREVIEW = 64
"""Beside a badge words are shown only where there is room for a few."""


class ConversationDelegate(QStyledItemDelegate):
    """Paints what `looks` makes of a row; density: a key of HEIGHTS."""

    def __init__(self, looks: Looks, view: QListView) -> None:
        super().__init__(view)
        self._looks = looks
        self.density = "comfortable"

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(HEIGHTS[self.density] * max(1.0, factor())))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if row is None:
            return
        look = self._looks.of(row)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        ground = _paint_ground(painter, rect, state)
        top = rect.top() + SIZE.space_s + (SIZE.space_xs if self.density == "relaxed" else 0)
        side = SIZE.avatar_m if self.density == "compact" else SIZE.avatar_l
        _paint_person(painter, rect, QRect(rect.left() + SIZE.space_m + 2, top, side, side), look, ground)
        room = QRect(rect.left() + SIZE.card_text, top, rect.width() - SIZE.card_text - SIZE.space_m, 0)
        room.setBottom(rect.bottom() - SIZE.space_xs)
        _paint_lines(painter, rect, room, look)
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> str:
    theme = Theme.current()
    ground = "surface"
    line = QRect(rect.left() + SIZE.card_text, rect.bottom(), rect.width() - SIZE.card_text, SIZE.hairline)
    if state & QStyle.StateFlag.State_Selected:
        ground = "select"
        painter.fillRect(rect, theme.colour(ground))
        bar = QRect(rect.left(), rect.top(), SIZE.mark, rect.height())
        painter.fillRect(turned(painter, rect, bar), theme.colour("primary"))
    elif state & QStyle.StateFlag.State_MouseOver:
        ground = "hover"
        painter.fillRect(rect, theme.colour(ground))
    painter.fillRect(turned(painter, rect, line), theme.colour("line"))
    if state & QStyle.StateFlag.State_HasFocus:
        for y in (rect.top(), rect.bottom()):
            painter.fillRect(QRect(rect.left(), y, rect.width(), SIZE.hairline), theme.colour("focus"))
    return ground


def _paint_person(painter: QPainter, frame: QRect, circle: QRect, look: Look, ground: str) -> None:
    spot = turned(painter, frame, circle)
    scale = painter.device().devicePixelRatioF()
    painter.drawPixmap(spot, face(look.name, spot.width(), scale, Theme.current().is_dark))
    dot = QRect(0, 0, SIZE.channel_dot, SIZE.channel_dot)
    dot.moveBottomRight(circle.bottomRight())
    dot.translate(SIZE.space_xs, SIZE.space_xs)
    channel = "chat" if look.is_robot else look.channel
    paint_channel_dot(painter, turned(painter, frame, dot), channel, ground)


@lru_cache(maxsize=512)
def face(name: str, side: int, scale: float, _is_dark: bool) -> QPixmap:
    """Return the initials of `name` in a circle, kept: shaping and smoothing take longer than copying."""
    made = QPixmap(round(side * scale), round(side * scale))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(scale)
    painter = QPainter(made)
    paint_avatar(painter, QRect(0, 0, side, side), name)
    painter.end()
    return made


def _paint_lines(painter: QPainter, frame: QRect, room: QRect, look: Look) -> None:
    """Paint name and time, subject and marks, preview or badge and count, one under the other."""
    strong = "strong" if look.unread else "body"
    heights = height_of("strong"), height_of("strong"), max(height_of("meta"), SIZE.badge)
    step = max((room.height() - sum(heights)) // 2, 0)
    top = room.top()
    first = QRect(room.left(), top, room.width(), heights[0])
    end = _paint_time(painter, frame, first, look)
    words(painter, turned(painter, frame, _until(first, end)), look.name, Words("strong"))
    second = QRect(room.left(), top + heights[0] + step, room.width(), heights[1])
    end = _paint_marks(painter, frame, second, look)
    words(painter, turned(painter, frame, _until(second, end)), look.subject, Words(strong))
    third = QRect(room.left(), second.bottom() + 1 + step, room.width(), heights[2])
    _paint_foot(painter, frame, third, look)


def _until(line: QRect, end: int) -> QRect:
    return QRect(line.left(), line.top(), max(end - line.left(), 0), line.height())


def _paint_time(painter: QPainter, frame: QRect, line: QRect, look: Look) -> int:
    kind, role = ("meta_strong", "primary_text") if look.unread else ("meta", "text2")
    width = width_of(look.time, kind) + 1
    spot = QRect(line.right() + 1 - width, line.top(), width, line.height())
    words(painter, turned(painter, frame, spot), look.time, Words(kind, role, ALIGN_RIGHT))
    return spot.left() - SIZE.space_s


def _paint_marks(painter: QPainter, frame: QRect, line: QRect, look: Look) -> int:
    end = line.right() + 1
    if look.assignee:
        circle = QRect(end - SIZE.avatar_s, 0, SIZE.avatar_s, SIZE.avatar_s)
        circle.moveTop(line.top() + (line.height() - SIZE.avatar_s) // 2)
        scale = painter.device().devicePixelRatioF()
        picture = face(look.assignee, SIZE.avatar_s, scale, Theme.current().is_dark)
        painter.drawPixmap(turned(painter, frame, circle), picture)
        end = circle.left() - SIZE.space_xs
    if look.is_flagged:
        flag = QRect(end - SIZE.icon_m, 0, SIZE.icon_m, SIZE.icon_m)
        flag.moveTop(line.top() + (line.height() - SIZE.icon_m) // 2)
        draw_icon(painter, turned(painter, frame, flag), "flag", "flag", fill=True)
        end = flag.left() - SIZE.space_xs
    return end


def _paint_foot(painter: QPainter, frame: QRect, line: QRect, look: Look) -> None:
    end = line.right() + 1
    if look.unread:
        width = max(SIZE.count, width_of(look.unread, "badge") + SIZE.space_s)
        spot = QRect(end - width, line.top() + (line.height() - SIZE.count) // 2, width, SIZE.count)
        spot = turned(painter, frame, spot)
        box(painter, spot, SIZE.count / 2, "primary")
        words(painter, spot, look.unread, Words("badge", "on_primary", ALIGN_CENTRE))
        end -= width + SIZE.space_s
    room = QRect(line.left(), line.top(), end - line.left(), line.height())
    if look.badge is not None:
        text, role = look.badge
        width = min(badge_width(text), room.width())
        rest = room.width() - width - SIZE.space_s
        left = room.right() + 1 - width if rest >= LEAST_PREVIEW else room.left()
        spot = QRect(left, room.top() + (room.height() - SIZE.badge) // 2, width, SIZE.badge)
        paint_badge(painter, turned(painter, frame, spot), text, role)
        if rest < LEAST_PREVIEW:
            return
        room.setWidth(rest)
    words(painter, turned(painter, frame, room), look.preview, Words("meta", "text2"))
