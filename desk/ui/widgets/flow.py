# SPDX-License-Identifier: LicenseRef-Desk
"""Lays widgets out like words: side by side, and on the next line where the line is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desk.ui.theme import SIZE


class FlowLayout(QLayout):
    """Words of a sentence, chips of a filter row. Mirrored where reading goes from right to left."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = SIZE.space_s) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._visible()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._visible():
            least = least.expandedTo(item.minimumSize())
        return least

    def clear(self) -> None:
        """Take all widgets out and delete them."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y = rect.x(), rect.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        height = 0
        for item in self._visible():
            hint = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 1 << 16))
            if line and x + hint.width() > rect.right() + 1:
                self._place(line, height, rect, move=move)
                x, y, height, line = rect.x(), y + height + self._gap, 0, []
            line.append((item, QRect(QPoint(x, y), hint)))
            x += hint.width() + self._gap
            height = max(height, hint.height())
        self._place(line, height, rect, move=move)
        return y + height - rect.y()

    def _place(self, line: list[tuple[QLayoutItem, QRect]], height: int, whole: QRect, *, move: bool) -> None:
        if not move:
            return
        parent = self.parentWidget()
        to_left = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for item, spot in line:
            spot.moveTop(spot.top() + (height - spot.height()) // 2)
            if to_left:
                spot.moveRight(whole.left() + whole.right() - spot.left())
            item.setGeometry(spot)
