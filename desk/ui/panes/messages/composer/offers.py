# SPDX-License-Identifier: LicenseRef-Desk
"""A list that hangs at what is being typed and never takes the keyboard from it, with a look at what is offered."""

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
from desk.ui.widgets import Divider, SectionLabel, Text, announce
from desk.ui.widgets.paint import ALIGN_RIGHT, Words, box, centred, clip_corners, turned, width_of, words

OFFER_ROLE = int(Qt.ItemDataRole.UserRole)
WIDTH = SIZE.popup_width + SIZE.phone_width // 2 - SIZE.space_xxl
SHOWN = 7
PREVIEW_LINES = 4
Index = QModelIndex | QPersistentModelIndex
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
_TAKE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One line. title: what is typed for it. detail: what it is called. preview: what would be inserted."""

    key: str
    title: str
    detail: str = ""
    preview: str = ""
    icon: str = ""
    sign: str = ""
    """Shown instead of an icon: an emoji."""


class Offers(QFrame):
    """`chosen` carries the key of the line that was taken."""

    chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._owner = owner
        self._rows = QStandardItemModel(self)
        self._head = SectionLabel("")
        self._list = QListView()
        self._line = Divider()
        self._preview = Text("", "meta", wrap=True)
        self._nothing = Text("", "muted", wrap=True)
        self._lay_out()

    def offer(self, heading: str, offers: Sequence[Offer], at: QRect, *, nothing: str = "") -> None:
        """Show `offers` under `heading`, at `at` (the owner's coordinates).

        Without any, `nothing` is said instead; where that is empty too, the list is hidden.
        """
        if not offers and not nothing:
            self.hide()
            return
        self._rows.clear()
        for one in offers:
            self._rows.appendRow(_item(one))
        self._head.setText(heading)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not offers)
        self._list.setVisible(bool(offers))
        self._list.setFixedHeight(min(len(offers), SHOWN) * SIZE.suggestion_row)
        self._list.setCurrentIndex(self._rows.index(0, 0))
        self._show_preview()
        self._settle(at)
        if not self.isVisible():
            self.show()
            announce(self._owner, offers[0].title if offers else nothing)

    def offers(self) -> tuple[Offer, ...]:
        """Return what is offered."""
        return tuple(self._rows.item(row).data(OFFER_ROLE) for row in range(self._rows.rowCount()))

    def press(self, event: QKeyEvent) -> bool:
        """Let the list have a key that its owner got; say whether it was one for it."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif not self._rows.rowCount():
            return False
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in _TAKE:
            self._take(self._list.currentIndex())
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        clip_corners(self, SIZE.radius_pane)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_pane, "raised", "line_strong")

    def _lay_out(self) -> None:
        self._list.setModel(self._rows)
        self._list.setProperty("role", "bare")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_OfferDelegate(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Choices"))
        self._list.clicked.connect(self._take)
        self._head.setContentsMargins(SIZE.space_s, SIZE.space_xs, 0, SIZE.space_xs)
        for text in (self._preview, self._nothing):
            text.setContentsMargins(SIZE.space_s, 0, SIZE.space_s, SIZE.space_xs)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        self._column.setSpacing(SIZE.space_xs)
        for widget in (self._head, self._list, self._nothing, self._line, self._preview):
            self._column.addWidget(widget)
        self.setFixedWidth(WIDTH)

    def _step(self, by: int) -> None:
        count = self._rows.rowCount()
        row = self._list.currentIndex().row() + by
        row = row % count if abs(by) == 1 else min(max(row, 0), count - 1)
        self._list.setCurrentIndex(self._rows.index(row, 0))
        bottom = self.geometry().bottom()
        self._show_preview()
        self._fit()
        if self._is_above:
            self.move(self.x(), bottom - self.height() + 1)
        announce(self._owner, str(self._rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole)))

    def _show_preview(self) -> None:
        offer = self._list.currentIndex().data(OFFER_ROLE)
        said = _shortened(offer.preview) if isinstance(offer, Offer) else ""
        self._preview.setText(said)
        self._preview.setVisible(bool(said))
        self._line.setVisible(bool(said))

    def _take(self, index: QModelIndex) -> None:
        offer = index.data(OFFER_ROLE)
        self.hide()
        if isinstance(offer, Offer):
            self.chosen.emit(offer.key)

    def _fit(self) -> None:
        self._column.activate()  # else what was shown before decides how small it may become
        height = self._column.totalHeightForWidth(WIDTH)
        self.resize(WIDTH, height if height > 0 else self.sizeHint().height())

    def _settle(self, at: QRect) -> None:
        """Stand above the line that is typed, as the editor is at the foot of the window; else under it."""
        self._fit()
        above = self._owner.mapToGlobal(at.topLeft()).y() - self.height() - SIZE.space_xs
        corner = self._owner.mapToGlobal(QPoint(at.left(), at.bottom() + SIZE.space_xs))
        room = self._owner.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self._is_above = above >= room.top()
        if self._is_above:
            corner.setY(above)
        self.move(corner)

    _is_above = False


def _shortened(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    shown = "\n".join(lines[:PREVIEW_LINES])
    return f"{shown} …" if len(lines) > PREVIEW_LINES else shown


def _item(one: Offer) -> QStandardItem:
    item = QStandardItem(one.title)
    item.setData(one, OFFER_ROLE)
    said = ", ".join(part for part in (one.title, one.detail, one.preview) if part)
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item


class _OfferDelegate(QStyledItemDelegate):
    """Paints a line: icon, what is typed for it, what it is called; the key that takes it at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.suggestion_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Offer = index.data(OFFER_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        room = rect.adjusted(SIZE.space_s, 0, -SIZE.space_s, 0)
        if state & QStyle.StateFlag.State_Selected:
            box(painter, rect, SIZE.space_xs, "select")
            taken = words(painter, room, "↵", Words("meta", "text2", ALIGN_RIGHT))
            room = turned(painter, rect, room.adjusted(0, 0, -taken - SIZE.space_s, 0))
        _paint_line(painter, room, offer)
        painter.restore()


def _paint_line(painter: QPainter, room: QRect, offer: Offer) -> None:
    frame = room
    spot = turned(painter, frame, centred(room, SIZE.icon_m, room.left()))
    if offer.sign:
        words(painter, spot.adjusted(-2, -2, 4, 2), offer.sign)
    elif offer.icon:
        draw_icon(painter, spot, offer.icon, "primary_text")
    left = room.left() + SIZE.icon_m + SIZE.space_s
    most = (room.right() - left) * 2 // 3
    title = QRect(left, room.top(), min(width_of(offer.title, "strong") + 2, most), room.height())
    words(painter, turned(painter, frame, title), offer.title, Words("strong"))
    start = title.right() + SIZE.space_s
    rest = QRect(start, room.top(), room.right() - start, room.height())
    if offer.detail and rest.width() > SIZE.space_xl:
        words(painter, turned(painter, frame, rest), offer.detail, Words("meta", "text2"))
