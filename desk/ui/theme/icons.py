# SPDX-License-Identifier: LicenseRef-Desk
"""Draws the vendored Phosphor icons in the colour of a token, sharp at any scale, in today's look."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desk.resources import path
from desk.ui.theme.style import Theme

# These point along the line of reading and are mirrored where it runs from right to left.
DIRECTIONAL = frozenset(
    {"arrow-bend-up-left", "arrow-bend-down-right", "arrow-left", "arrow-right", "caret-left", "caret-right",
     "paper-plane-tilt", "arrow-u-up-left", "arrow-u-up-right", "sign-out", "list-bullets", "sidebar-simple"},
)  # fmt: skip


@lru_cache(maxsize=512)
def icon(name: str, role: str = "text2", fill: bool = False) -> QIcon:
    """Return the icon `name` in the colour of token `role`; FileNotFoundError if it is not vendored.

    `fill`: the solid drawing, for "on" states and trace marks. Disabled it is drawn in `disabled`.
    """
    _drawing(name, fill)
    return QIcon(_Engine(name, role, fill))


def draw_icon(painter: QPainter, rect: QRect, name: str, role: str = "text2", *, fill: bool = False) -> None:
    """Paint the icon into `rect` (logical pixels), which should be square."""
    scale = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect, pixmap(name, role, rect.width(), scale, fill=fill))


def pixmap(name: str, role: str, side: int, scale: float = 1.0, *, fill: bool = False) -> QPixmap:
    """Return the icon as a square of `side` logical pixels at device ratio `scale`, in today's colours."""
    mirrored = name in DIRECTIONAL and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _render((name, fill, mirrored), getattr(Theme.current().tokens, role), side, scale)


@cache
def has_solid(name: str) -> bool:
    """Say whether the solid drawing of `name` is vendored."""
    return (path("icons") / "fill" / f"{name}.svg").is_file()


@cache
def _drawing(name: str, fill: bool) -> bytes:
    return (path("icons") / ("fill" if fill else "regular") / f"{name}.svg").read_bytes()


@lru_cache(maxsize=2048)
def _render(shape: tuple[str, bool, bool], colour: str, side: int, scale: float) -> QPixmap:
    name, fill, mirrored = shape
    svg = _drawing(name, fill).replace(b"currentColor", colour.encode())
    pixels = max(1, round(side * scale))
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    if mirrored:
        made = QPixmap.fromImage(made.toImage().flipped(Qt.Orientation.Horizontal))
    made.setDevicePixelRatio(scale)
    return made


class _Engine(QIconEngine):
    """Asks the theme for its colour at each paint, so that no icon is stale after a change of look."""

    def __init__(self, name: str, role: str, fill: bool) -> None:
        super().__init__()
        self._name, self._role, self._fill = name, role, fill

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        draw_icon(painter, square, self._name, self._role_in(mode), fill=self._fill)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = max(1, min(size.width(), size.height()))
        return pixmap(self._name, self._role_in(mode), side, scale, fill=self._fill)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._fill)

    def _role_in(self, mode: QIcon.Mode) -> str:
        return "disabled" if mode is QIcon.Mode.Disabled else self._role
