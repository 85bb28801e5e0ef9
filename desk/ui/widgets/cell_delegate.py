# SPDX-License-Identifier: LicenseRef-Desk
"""Paints a table's cells from whole rows: one call to the model for each cell, no widget."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.ui.rows_model import RowRole
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.cells import Cell, TextCell
from desk.ui.widgets.paint import turned

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate, Generic[Row]):
    """Paints what `cell_of` makes of a row. What is read aloud comes from the model's accessible text."""

    def __init__(self, cell_of: Callable[[Row], Cell], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._cell_of = cell_of

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if row is None:
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        paint_ground(painter, option, index, self.parent())
        self._cell_of(row).paint(painter, content_rect(option))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.row)


class PlainDelegate(QStyledItemDelegate):
    """Paints a column's plain text on the same ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setLayoutDirection(option.direction)
        paint_ground(painter, option, index, self.parent())
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        at_end = align is not None and bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        text = str(index.data() or "")
        TextCell(text=text, tabular=at_end, at_end=at_end).paint(painter, content_rect(option))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.row)


def content_rect(option: QStyleOptionViewItem) -> QRect:
    """Return where a cell's content goes."""
    rect: QRect = option.rect
    return rect.adjusted(SIZE.space_s, 0, -SIZE.space_s, 0)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: Index, view: object) -> None:
    """Paint the ground of a cell: zebra, selection with its bar at the start, and the current row's frame."""
    theme = Theme.current()
    rect: QRect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(rect, theme.colour("select"))
    elif index.row() % 2:
        painter.fillRect(rect, theme.colour("surface2"))
    if not isinstance(view, QAbstractItemView):
        return
    if selected and _is_first(view, index):
        bar = turned(painter, rect, QRect(rect.left(), rect.top(), SIZE.mark, rect.height()))
        painter.fillRect(bar, theme.colour("primary"))
    if view.hasFocus() and view.currentIndex().row() == index.row():
        for y in (rect.top(), rect.bottom()):
            painter.fillRect(QRect(rect.left(), y, rect.width(), 1), theme.colour("focus"))


def _is_first(view: QAbstractItemView, index: Index) -> bool:
    header = getattr(view, "horizontalHeader", None)
    return header is None or bool(header().logicalIndex(0) == index.column())
