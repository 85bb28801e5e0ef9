# SPDX-License-Identifier: LicenseRef-Desk
"""The kinds of blocks to choose from, in a list one can drag out of."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.services.templates import BlockKind
from desk.translation import _
from desk.ui.panes.templates.block_looks import MIME, icon_of, name_of
from desk.ui.theme import SIZE, icon

VALUE_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BlockPalette(QListView):
    """taken(BlockKind): pressed twice, or Enter; dragging is the list's own affair."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _BlockModel(self)
        self.setModel(self._rows)
        self.setProperty("role", "bare")
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(SIZE.icon_m, SIZE.icon_m))
        self.setItemDelegate(_BlockDelegate(self))
        self.setUniformItemSizes(True)
        self.setFixedHeight(len(BlockKind) * SIZE.suggestion_row)
        self.doubleClicked.connect(self._take)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(_("Blocks"))
        self._rows.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: Index) -> None:
        if (kind := index.data(VALUE_ROLE)) is not None:
            self.taken.emit(BlockKind(kind))


class _BlockModel(QStandardItemModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for kind in BlockKind:
            item = QStandardItem(icon(icon_of(kind)), "")
            item.setData(kind.value, VALUE_ROLE)
            self.appendRow(item)

    def retranslate(self) -> None:
        for row, kind in enumerate(BlockKind):
            self.item(row).setText(name_of(kind))

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        if indexes:
            carried.setData(MIME, QByteArray(str(indexes[0].data(VALUE_ROLE)).encode()))
        return carried


class _BlockDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.suggestion_row)
