# SPDX-License-Identifier: LicenseRef-Desk
"""Rows that are put in another order: by dragging their grip, or by Alt and an arrow key."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.paint import centred

_STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


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
        return QSize(SIZE.icon_l, SIZE.icon_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), centred(self.rect(), SIZE.icon_m), "dots-six-vertical", "text3")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(event.globalPosition().toPoint())


class AltArrows(QObject):
    """stepped(-1 | 1): Alt and ↑ or ↓ was pressed on a watched widget, before it takes the arrow itself."""

    stepped = Signal(int)

    def watch(self, widget: QWidget) -> None:
        """Listen to a widget's keys."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = _STEPS.get(event.key(), 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not step or held != Qt.KeyboardModifier.AltModifier:
            return False
        self.stepped.emit(step)
        return True


class SortRow(QFrame):
    """One row with a grip; `row` takes what stands beside it. stepped(row, step): Alt and an arrow."""

    stepped = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.grip = Grip()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        self.row.setSpacing(SIZE.space_s)
        self.row.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        self.keys = AltArrows(self)
        self.keys.stepped.connect(self._on_key)
        self.keys.watch(self)

    def _on_key(self, step: int) -> None:
        self.stepped.emit(self, step)


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
            row.stepped.connect(self._on_key)

    def rows(self) -> tuple[SortRow, ...]:
        """Return the rows, in their order."""
        return tuple(self._rows)

    def _on_key(self, row: SortRow, step: int) -> None:
        at = self._rows.index(row) if row in self._rows else -1
        if at >= 0 and 0 <= at + step < len(self._rows):
            self.moved.emit(at, at + step)

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
