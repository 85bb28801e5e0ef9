# SPDX-License-Identifier: LicenseRef-Desk
"""The variables to choose from, grouped by object, in a tree one can drag out of."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desk.ui.panes.templates.variables import Variable
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.paint import ALIGN_RIGHT, Words, box, centred, turned, width_of, words

VALUE_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class VariableTree(QTreeView):
    """Groups and their variables. taken(str): a placeholder as it is written."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _VariableModel(self)
        self.setModel(self._rows)
        self.setProperty("role", "bare")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(SIZE.space_m)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_VariableDelegate(self))
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(self._take)

    def show_entries(self, entries: tuple[Variable, ...], *, is_open: bool) -> None:
        """Show `entries`, group by group; is_open: every group shows what it holds."""
        opened = {
            self._rows.item(row).text()
            for row in range(self._rows.rowCount())
            if self.isExpanded(self._rows.index(row, 0))
        }
        self._rows.show_entries(entries)
        for row in range(self._rows.rowCount()):
            is_first = row == 0 and not opened
            self.setExpanded(
                self._rows.index(row, 0), is_open or is_first or self._rows.item(row).text() in opened
            )
        if entries:
            self.setCurrentIndex(self._rows.index(0, 0, self._rows.index(0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: Index) -> None:
        entry = index.data(VALUE_ROLE)
        if isinstance(entry, Variable):
            self.taken.emit(entry.text)
        elif index.isValid() and isinstance(index, QModelIndex):
            self.setExpanded(index, not self.isExpanded(index))


class _VariableModel(QStandardItemModel):
    def show_entries(self, entries: tuple[Variable, ...]) -> None:
        self.clear()
        groups: dict[str, QStandardItem] = {}
        for one in entries:
            if one.group not in groups:
                head = groups[one.group] = QStandardItem(one.group)
                head.setData(one.icon, VALUE_ROLE + 1)
                head.setDragEnabled(False)
                self.appendRow(head)
            item = QStandardItem(one.label)
            item.setData(one, VALUE_ROLE)
            item.setToolTip(f"{one.text}\n{one.sample}".strip())
            item.setData(f"{one.group}, {one.label}, {one.sample}", Qt.ItemDataRole.AccessibleTextRole)
            groups[one.group].appendRow(item)

    def mimeTypes(self) -> list[str]:
        return ["text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        entries = [one for one in (index.data(VALUE_ROLE) for index in indexes) if isinstance(one, Variable)]
        if entries:
            carried.setText(entries[0].text)
        return carried


class _VariableDelegate(QStyledItemDelegate):
    """Paints a group, or a variable with its sample at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.suggestion_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(VALUE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & QStyle.StateFlag.State_Selected:
            box(painter, rect, SIZE.space_xs, "select")
        elif state & QStyle.StateFlag.State_MouseOver:
            box(painter, rect, SIZE.space_xs, "hover")
        room = rect.adjusted(SIZE.space_xs, 0, -SIZE.space_xs, 0)
        if not isinstance(entry, Variable):
            draw_icon(painter, turned(painter, room, centred(room, SIZE.icon_m, room.left())),
                      str(index.data(VALUE_ROLE + 1)), "text2")  # fmt: skip
            room = turned(painter, room, room.adjusted(SIZE.icon_m + SIZE.space_s, 0, 0, 0))
            words(painter, room, str(index.data()), Words("strong", "text2"))
        else:
            taken = min(width_of(entry.label), room.width())
            words(painter, room, entry.label)
            rest = turned(painter, room, room.adjusted(taken + SIZE.space_s, 0, 0, 0))
            if rest.width() > SIZE.space_xl:
                words(painter, rest, entry.sample, Words("meta", "text3", ALIGN_RIGHT))
        painter.restore()
