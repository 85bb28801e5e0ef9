# SPDX-License-Identifier: LicenseRef-Desk
"""Rows that are put in another order: by dragging their grip, or by Alt and an arrow key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.paint import centred

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grip(QWidget):
    """Six dots to drag a row by; the mouse's way, the keyboard has Alt and arrows."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedSize(self.sizeHint())
        self.setToolTip(_("Drag to reorder, or Alt and ↑ or ↓"))

    def sizeHint(self) -> QSize:
        return QSize(SIZE.icon_l, SIZE.least_target)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), centred(self.rect(), SIZE.icon_m), "dots-six-vertical", "text3")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(event.globalPosition().toPoint())


class SortRow(QFrame):
    """One row with a grip; `row` takes what stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.grip = Grip()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        self.row.setSpacing(SIZE.space_s)
        self.row.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)


class SortList(QWidget):
    """Rows one under the other. moved(from, to): the person wants that row at that number."""

    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SIZE.space_xs)
        self._rows: list[SortRow] = []
        self._line = _DropLine(self)

    def set_rows(self, rows: Sequence[SortRow]) -> None:
        """Watch `rows`, in their order; they are laid out by whoever owns them."""
        self._rows = list(rows)
        for row in self._rows:
            row.grip.dragged.connect(self._on_dragged)
            row.grip.dropped.connect(self._on_dropped)
            for child in (row, *row.findChildren(QWidget)):
                child.installEventFilter(self)

    def rows(self) -> tuple[SortRow, ...]:
        """Return the rows, in their order."""
        return tuple(self._rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        step = _STEPS.get(Qt.Key(event.key())) if event.key() in _STEPS else None
        at = next((number for number, row in enumerate(self._rows) if _holds(row, watched)), None)
        if step is None or at is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and 0 <= at + step < len(self._rows):
            self.moved.emit(at, at + step)
        return True

    def _on_dragged(self, at: QPoint) -> None:
        self._line.show_at(self._edge(self._target(at)))

    def _on_dropped(self, at: QPoint) -> None:
        self._line.hide()
        start = next((number for number, row in enumerate(self._rows) if row.grip is self.sender()), None)
        if start is None:
            return
        gap = self._target(at)
        to = gap - 1 if gap > start else gap
        if to != start:
            self.moved.emit(start, to)

    def _target(self, at: QPoint) -> int:
        """Return the gap that a point is nearest to: 0 is before the first row."""
        y = self.mapFromGlobal(at).y()
        return sum(y > self._middle(row) for row in self._rows)

    def _middle(self, row: SortRow) -> int:
        return row.mapTo(self, row.rect().center()).y()

    def _edge(self, gap: int) -> int:
        if gap < len(self._rows):
            return self._rows[gap].mapTo(self, QPoint(0, 0)).y() - SIZE.space_xs // 2
        last = self._rows[-1]
        return last.mapTo(self, QPoint(0, last.height())).y() + SIZE.space_xs // 2


class _DropLine(QWidget):
    """Where a row would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int) -> None:
        around = self.parentWidget()
        self.setGeometry(0, max(0, y - 1), around.width() if around is not None else 0, SIZE.mark)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour("primary"))


def _holds(row: SortRow, watched: QObject) -> bool:
    return watched is row or (isinstance(watched, QWidget) and row.isAncestorOf(watched))
