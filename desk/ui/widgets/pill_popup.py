# SPDX-License-Identifier: LicenseRef-Desk
"""What a pill opens: choices one filters by typing, or a small form."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.translation import _
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.labels import Text
from desk.ui.widgets.paint import ALIGN_RIGHT, Words, box, centred, clip_corners, turned, words
from desk.ui.widgets.search_field import SearchField

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
OPTION_ROLE = KEY_ROLE + 1
Index = QModelIndex | QPersistentModelIndex
_MOVES = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}
FILTER_FROM = 8  # fewer choices are read faster than filtered


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice. `reason` says why it cannot be chosen; empty: it can. `group` heads a run of choices."""

    key: str
    label: str
    icon: str = ""
    detail: str = ""
    group: str = ""
    reason: str = ""


class PillPopup(QFrame):
    """A popup under an anchor. `chosen` carries the key; `closed` when it goes away, chosen or not."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setProperty("role", "popup")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        self._column.setSpacing(SIZE.space_s)
        self._filter = SearchField(_("Filter…"))
        self._list = QListView()
        self._model = QStandardItemModel(self)
        self._nothing = Text(_("Nothing matches."), "muted")
        self._options: tuple[Option, ...] = ()

    def set_options(self, options: Sequence[Option], current: str = "") -> None:
        """Offer `options`; the filter shows up when they are many."""
        self._options = tuple(options)
        self._list.setModel(self._model)
        self._list.setProperty("role", "bare")
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_OptionDelegate(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(_("Choices"))
        self._list.clicked.connect(self._on_pick)
        self._filter.textChanged.connect(self._fill)
        self._filter.installEventFilter(self)
        self._list.installEventFilter(self)
        for widget in (self._filter, self._list, self._nothing):
            self._column.addWidget(widget)
        self._filter.setVisible(len(options) >= FILTER_FROM)  # not before: it would be a window of its own
        self._fill("")
        self._select(current)

    def set_form(self, form: QWidget) -> None:
        """Show `form` instead of choices; the form closes the popup through `window().close()`."""
        self._column.addWidget(form)

    def open_under(self, anchor: QWidget) -> None:
        """Show the popup under `anchor`, inside the screen, and take the keyboard."""
        self.setMinimumWidth(max(anchor.width(), SIZE.popup_width if self._options else 0))
        self._fit()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + SIZE.space_xs))
        room = anchor.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        if corner.y() + self.height() > room.bottom():
            corner.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - SIZE.space_xs)
        self.move(corner)
        self.show()
        first = self._filter if self._filter.isVisible() else self._list if self._options else None
        (first or self._first_editor() or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        clip_corners(self, SIZE.radius_pane)

    def paintEvent(self, event: QPaintEvent) -> None:
        # A translucent popup gets no ground from the style sheet; this one has round corners.
        box(QPainter(self), self.rect(), SIZE.radius_pane, "raised", "line_strong")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_pick(self._list.currentIndex())
            return True
        if watched is self._filter and key in _MOVES:
            self._list.keyPressEvent(event)
            return True
        typed = event.text().strip()
        if watched is self._list and typed and typed.isprintable() and self._filter.isVisible():
            self._filter.setFocus()
            self._filter.insert(event.text())
            return True
        return False

    def _fill(self, text: str) -> None:
        kept = [option for option in self._options if _matches(option, text)]
        self._model.clear()
        group = ""
        for option in kept:
            if option.group != group:
                group = option.group
                self._model.appendRow(_heading(group))
            self._model.appendRow(_item(option))
        self._nothing.setVisible(not kept)
        self._list.setVisible(bool(kept))
        rows = max(1, self._model.rowCount())
        self._list.setFixedHeight(min(rows * SIZE.suggestion_row, SIZE.popup_height))
        self._select("")
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        self._column.activate()  # else what was shown before decides how small it may become
        if self._options:
            self.resize(self.sizeHint())  # adjustSize makes no window of lists lower than 100 pixels
        else:
            self.adjustSize()

    def _select(self, key: str) -> None:
        indexes = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        usable = [index for index in indexes if index.flags() & Qt.ItemFlag.ItemIsEnabled]
        wanted = [index for index in usable if index.data(KEY_ROLE) == key] or usable
        if wanted:
            self._list.setCurrentIndex(wanted[0])

    def _on_pick(self, index: QModelIndex) -> None:
        key = index.data(KEY_ROLE)
        if key is not None and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.close()
            self.chosen.emit(str(key))

    def _first_editor(self) -> QWidget | None:
        for child in self.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(self):
                return child
        return None


def _matches(option: Option, text: str) -> bool:
    words = text.casefold().split()
    hay = f"{option.group} {option.label} {option.detail}".casefold()
    return all(word in hay for word in words)


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(option: Option) -> QStandardItem:
    item = QStandardItem(option.label)
    item.setData(option.key, KEY_ROLE)
    item.setData(option, OPTION_ROLE)
    item.setEnabled(not option.reason)
    item.setToolTip(option.reason)
    said = ", ".join(part for part in (option.label, option.detail, option.reason) if part)
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item


class _OptionDelegate(QStyledItemDelegate):
    """Paints a choice: icon, label, what belongs to it at the end; and the heading of a group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.suggestion_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        choice: Option | None = index.data(OPTION_ROLE)
        room = rect.adjusted(SIZE.space_s, 0, -SIZE.space_s, 0)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if choice is None:
            words(painter, room, str(index.data()), Words("badge", "text3"))
        else:
            state: QStyle.StateFlag = option.state
            if state & QStyle.StateFlag.State_Selected:
                box(painter, rect, SIZE.space_xs, "select")
            self._paint_choice(painter, room, choice)
        painter.restore()

    def _paint_choice(self, painter: QPainter, room: QRect, choice: Option) -> None:
        off = bool(choice.reason)
        if choice.icon:
            spot = turned(painter, room, centred(room, SIZE.icon_m, room.left()))
            draw_icon(painter, spot, choice.icon, "disabled" if off else "text2")
            room = turned(painter, room, room.adjusted(SIZE.icon_m + SIZE.space_s, 0, 0, 0))
        width = words(painter, room, choice.label, Words("body", "text3" if off else "text"))
        rest = turned(painter, room, room.adjusted(width + SIZE.space_s, 0, 0, 0))
        words(painter, rest, choice.reason or choice.detail, Words("meta", "text3", ALIGN_RIGHT))
