# SPDX-License-Identifier: LicenseRef-Desk
"""Paints the few shapes all widgets are made of, in the colours of the theme."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPen,
    QRegion,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from desk.ui.theme import SIZE, Theme, font, line, metrics

ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ALIGN_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Words:
    """How a piece of text is painted: kind of text, colour token, alignment, figures of equal width."""

    kind: str = "body"
    role: str = "text"
    align: Qt.AlignmentFlag = ALIGN_LEFT
    tabular: bool = False


def clip_corners(popup: QWidget, radius: float) -> None:
    """Cut off a popup's corners on X11, where without a compositor what is not painted there is black."""
    if QGuiApplication.platformName() == "xcb":
        path = QPainterPath()
        path.addRoundedRect(QRectF(popup.rect()), radius, radius)
        popup.setMask(QRegion(path.toFillPolygon().toPolygon()))


def box(painter: QPainter, rect: QRect, radius: float, fill: str = "", border: str = "") -> None:
    """Paint a rounded box inside `rect`; `fill` and `border` are tokens, empty for none."""
    theme = Theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(rect)
    if border:
        inner.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour(border), SIZE.hairline))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    reach = min(radius, inner.width() / 2, inner.height() / 2)
    painter.drawRoundedRect(inner, reach, reach)


def ring(painter: QPainter, rect: QRect, radius: float, role: str = "focus") -> None:
    """Paint the focus ring just inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Theme.current().colour(role), SIZE.focus_ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = QRectF(rect).adjusted(1, 1, -1, -1)
    reach = min(radius, inner.width() / 2, inner.height() / 2)
    painter.drawRoundedRect(inner, reach, reach)


def words(painter: QPainter, rect: QRect, text: str, how: Words = Words()) -> int:
    """Paint one line of `text` into `rect`, elided at the end; return the width it took."""
    shown, width = line(text, rect.width(), how.kind, tabular=how.tabular)
    painter.setFont(font(how.kind, tabular=how.tabular))
    painter.setPen(Theme.current().colour(how.role))
    top = rect.top() + (rect.height() - metrics(how.kind).height()) // 2
    painter.drawStaticText(_start(painter, rect, width, how.align), top, shown)
    return width


def _start(painter: QPainter, rect: QRect, width: int, align: Qt.AlignmentFlag) -> int:
    if align & Qt.AlignmentFlag.AlignHCenter:
        return rect.left() + (rect.width() - width) // 2
    to_left = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    at_right = bool(align & Qt.AlignmentFlag.AlignRight) is not to_left
    return rect.left() + rect.width() - width if at_right else rect.left()


def wrapped_height(text: str, kind: str, width: int) -> int:
    """Return how high `text` is when broken into lines of `width`; long words are cut."""
    return metrics(kind).height() * max(1, len(_lines(text, kind, width)[0])) if text else 0


def wrapped_width(text: str, kind: str, width: int) -> int:
    """Return how wide the widest of these lines is."""
    return _lines(text, kind, width)[1]


def wrapped(painter: QPainter, rect: QRect, text: str, kind: str, role: str) -> None:
    """Paint `text` in lines as wide as `rect`."""
    painter.setFont(font(kind))
    painter.setPen(Theme.current().colour(role))
    step = metrics(kind).height()
    for place, each in enumerate(_lines(text, kind, rect.width())[0]):
        painter.drawText(
            QRect(rect.left(), rect.top() + place * step, rect.width() + 2, step), ALIGN_LEFT, each
        )


def _lines(text: str, kind: str, width: int) -> tuple[list[str], int]:
    lines: list[str] = []
    widest = 0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font(kind))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        before = len(lines)
        while (piece := layout.createLine()).isValid():
            piece.setLineWidth(max(width, 1))
            end = piece.textStart() + piece.textLength()
            lines.append(paragraph[piece.textStart() : end].rstrip())
            widest = max(widest, ceil(piece.naturalTextWidth()))
        layout.endLayout()
        if len(lines) == before:
            lines.append("")
    return lines, widest


def width_of(text: str, kind: str = "body") -> int:
    """Return how wide `text` is, in logical pixels."""
    return metrics(kind).horizontalAdvance(text)


def height_of(kind: str = "body") -> int:
    """Return the height of a line of `kind`."""
    return metrics(kind).height()


def centred(rect: QRect, side: int, left: int | None = None) -> QRect:
    """Return a square of `side`, centred in height; at `left`, or centred in width too."""
    x = rect.center().x() - side // 2 + 1 if left is None else left
    return QRect(x, rect.top() + (rect.height() - side) // 2, side, side)


def mirrored(widget: QWidget, rect: QRect) -> QRect:
    """Return `rect` as it stands where reading goes from right to left."""
    if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return rect
    return QRect(widget.width() - rect.right() - 1, rect.top(), rect.width(), rect.height())


def turned(painter: QPainter, frame: QRect, rect: QRect) -> QRect:
    """Return `rect` as it stands inside `frame` where reading goes from right to left; for delegates."""
    if painter.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return rect
    return QRect(frame.left() + frame.right() - rect.right(), rect.top(), rect.width(), rect.height())
