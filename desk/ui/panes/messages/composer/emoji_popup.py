# SPDX-License-Identifier: LicenseRef-Desk
"""A popup of emoji, found by their name."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.translation import _
from desk.ui.panes.messages.composer.emoji import Emoji, found
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, PillPopup, SearchField, Text
from desk.ui.widgets.paint import ALIGN_CENTRE, Words, box, words

CELL = SIZE.row
COLUMNS = 8
ROWS = 6
Index = QModelIndex | QPersistentModelIndex
_MOVES = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class EmojiForm(QWidget):
    """chosen(str): the emoji that was taken."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = SearchField(_("Name of an emoji…"))
        self.grid = QListView()
        self._model = QStandardItemModel(self)
        self._name = ElidedText("", "meta")
        self._nothing = Text(_("Nothing matches."), "muted")
        self._lay_out()
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.grid.installEventFilter(self)
        self.grid.clicked.connect(self._take)
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.grid.currentIndex())
                return True
            if watched is self.field and event.key() in _MOVES:
                self.grid.setFocus(Qt.FocusReason.TabFocusReason)
                self.grid.keyPressEvent(event)
                return True
        return False

    def offered(self) -> tuple[Emoji, ...]:
        """Return what is shown."""
        rows = range(self._model.rowCount())
        return tuple(self._model.item(row).data(Qt.ItemDataRole.UserRole) for row in rows)

    def _fill(self, text: str) -> None:
        self._model.clear()
        for one in found(text):
            item = QStandardItem(one.sign)
            item.setData(one, Qt.ItemDataRole.UserRole)
            item.setData(one.name, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(one.name)
            self._model.appendRow(item)
        has_any = bool(self._model.rowCount())
        self._nothing.setVisible(not has_any)
        self.grid.setCurrentIndex(self._model.index(0, 0))
        self._on_current(self.grid.currentIndex())

    def _on_current(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        self._name.setText(one.name if isinstance(one, Emoji) else "")

    def _take(self, index: QModelIndex) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(one, Emoji):
            self.chosen.emit(one.sign)

    def _lay_out(self) -> None:
        self.grid.setModel(self._model)
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setGridSize(QSize(CELL, CELL))
        self.grid.setUniformItemSizes(True)
        self.grid.setProperty("role", "bare")
        self.grid.setItemDelegate(_CellDelegate(self.grid))
        self.grid.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.setAccessibleName(_("Emoji"))
        self.grid.setFixedSize(COLUMNS * CELL + SIZE.scrollbar + SIZE.space_xs, ROWS * CELL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        for widget in (self.field, self.grid, self._nothing, self._name):
            column.addWidget(widget)


class _CellDelegate(QStyledItemDelegate):
    """Paints one emoji, larger than text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(CELL, CELL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            box(painter, option.rect, SIZE.radius_control, "select", "focus")
        words(painter, option.rect, str(index.data()), Words("kpi", "text", ALIGN_CENTRE))


def open_emoji(anchor: QWidget) -> tuple[PillPopup, EmojiForm]:
    """Open the popup at `anchor`; it closes by itself when one was chosen."""
    popup = PillPopup(anchor)
    form = EmojiForm()
    form.chosen.connect(popup.close)
    popup.set_form(form)
    popup.open_under(anchor)
    form.field.setFocus(Qt.FocusReason.PopupFocusReason)
    return popup, form
