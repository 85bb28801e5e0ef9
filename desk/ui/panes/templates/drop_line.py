# SPDX-License-Identifier: LicenseRef-Desk
"""Shows where something that is dragged over a column of widgets would go."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.ui.theme import SIZE, Theme


class DropLine(QWidget):
    """A line in the gap between two of the widgets."""

    def __init__(self, column: QWidget) -> None:
        super().__init__(column)
        self._whole = column
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, widgets: Sequence[QWidget], at: QPoint) -> None:
        """Show the gap that a point of the column is nearest to."""
        y = _edge(widgets, gap_at(widgets, at))
        self.setGeometry(0, max(0, y - 1), self._whole.width(), SIZE.mark)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour("primary"))


def gap_at(widgets: Sequence[QWidget], at: QPoint) -> int:
    """Return the gap that a point is nearest to: 0 is before the first widget."""
    return sum(at.y() > widget.geometry().center().y() for widget in widgets)


def _edge(widgets: Sequence[QWidget], gap: int) -> int:
    if not widgets:
        return 0
    if gap < len(widgets):
        return widgets[gap].geometry().top() - SIZE.space_xs
    return widgets[-1].geometry().bottom() + SIZE.space_xs
