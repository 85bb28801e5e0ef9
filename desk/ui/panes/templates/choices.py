# SPDX-License-Identifier: LicenseRef-Desk
"""A list of choices that hangs under what is being typed and never takes the keyboard from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QStandardItem, QStandardItemModel
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
from desk.ui.widgets import announce
from desk.ui.widgets.paint import (
    ALIGN_RIGHT,
    Words,
    box,
    centred,
    clip_corners,
    turned,
    width_of,
    words,
)

CHOICE_ROLE = int(Qt.ItemDataRole.UserRole)
WIDTH = SIZE.popup_width + SIZE.phone_width // 2
SHOWN = 9
Index = QModelIndex | QPersistentModelIndex
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
_TAKE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line: what it is, what it belongs to, an example at the end."""

    key: str
    label: str
    detail: str = ""
    sample: str = ""
    icon: str = ""


class Choices(QFrame):
    """`chosen` carries the key of the line that was taken."""

    chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._owner = owner
        self._rows = QStandardItemModel(self)
        self._list = QListView()
        self._list.setModel(self._rows)
        self._list.setProperty("role", "bare")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_LineDelegate(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Choices"))
        self._list.clicked.connect(self._take)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        self._column.addWidget(self._list)
        self.setFixedWidth(WIDTH)

    def offer(self, choices: Sequence[Choice], at: QRect) -> None:
        """Show `choices` under `at` (the owner's coordinates); none hides the list."""
        if not choices:
            self.hide()
            return
        self._rows.clear()
        for one in choices:
            self._rows.appendRow(_item(one))
        self._list.setFixedHeight(min(len(choices), SHOWN) * SIZE.suggestion_row)
        self._column.activate()  # else the lines before decide how small it may become
        self.resize(self.sizeHint())  # adjustSize makes no window of lists lower than 100 pixels
        self.move(self._spot(at))
        self._list.setCurrentIndex(self._rows.index(0, 0))
        if not self.isVisible():
            self.show()
            announce(self._owner, choices[0].label)

    def choices(self) -> tuple[Choice, ...]:
        """Return what is offered."""
        return tuple(self._rows.item(row).data(CHOICE_ROLE) for row in range(self._rows.rowCount()))

    def press(self, event: QKeyEvent) -> bool:
        """Let the list have a key that its owner got; say whether it was one for it."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in _TAKE:
            self._take(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        clip_corners(self, SIZE.radius_pane)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_pane, "raised", "line_strong")

    def _step(self, by: int) -> None:
        count = self._rows.rowCount()
        row = self._list.currentIndex().row() + by
        row = row % count if abs(by) == 1 else min(max(row, 0), count - 1)
        self._list.setCurrentIndex(self._rows.index(row, 0))
        announce(self._owner, str(self._rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole)))

    def _take(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE)
        self.hide()
        if isinstance(choice, Choice):
            self.chosen.emit(choice.key)

    def _spot(self, at: QRect) -> QPoint:
        corner = self._owner.mapToGlobal(QPoint(at.left(), at.bottom() + SIZE.space_xs))
        room = self._owner.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        if corner.y() + self.height() > room.bottom():
            corner.setY(self._owner.mapToGlobal(at.topLeft()).y() - self.height() - SIZE.space_xs)
        return corner


def _item(one: Choice) -> QStandardItem:
    item = QStandardItem(one.label)
    item.setData(one, CHOICE_ROLE)
    said = ", ".join(part for part in (one.label, one.detail, one.sample) if part)
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(said)
    return item


class _LineDelegate(QStyledItemDelegate):
    """Paints a line: icon, label, what it belongs to; the example at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.suggestion_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(CHOICE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & QStyle.StateFlag.State_Selected:
            box(painter, rect, SIZE.space_xs, "select")
        room = rect.adjusted(SIZE.space_s, 0, -SIZE.space_s, 0)
        if choice.icon:
            draw_icon(
                painter, turned(painter, room, centred(room, SIZE.icon_m, room.left())), choice.icon, "text2"
            )
            room = turned(painter, room, room.adjusted(SIZE.icon_m + SIZE.space_s, 0, 0, 0))
        most = room.width() * 2 // 3
        label = QRect(room.left(), room.top(), min(width_of(choice.label) + 2, most), room.height())
        words(painter, turned(painter, room, label), choice.label)
        left = room.adjusted(label.width() + SIZE.space_s, 0, 0, 0)
        sample = choice.sample or ""
        taken = words(painter, turned(painter, room, left), sample, Words("meta", "text2", ALIGN_RIGHT))
        rest = left.adjusted(0, 0, -taken - SIZE.space_s, 0)
        if rest.width() > SIZE.space_xxl:
            words(painter, turned(painter, room, rest), choice.detail, Words("meta", "text3"))
        painter.restore()
