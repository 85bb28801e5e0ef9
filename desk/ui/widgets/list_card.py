# SPDX-License-Identifier: LicenseRef-Desk
"""A list of cards of two lines, each with a switch when it can be on or off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.ui.rows_model import RowRole
from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.badge import badge_width, paint_badge
from desk.ui.widgets.paint import Words, centred, height_of, turned, words
from desk.ui.widgets.switch import paint_switch

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCard:
    """One card. marks: (icon, role), with an arrow between them. `is_on`: None shows no switch."""

    title: str
    meta: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    badge: str = ""
    badge_role: str = "neutral"
    badge_icon: str = ""
    is_on: bool | None = None
    is_strong: bool = False


class CardDelegate(QStyledItemDelegate):
    """Paints what `card_of` makes of a row; `toggled(row, on)` when its switch is pressed."""

    toggled = Signal(object, bool)

    def __init__(self, card_of: Callable[[Any], ListCard], view: QListView) -> None:
        super().__init__(view)
        self._card_of = card_of

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if row is None:
            return
        card = self._card_of(row)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, rect, state)
        room = rect.adjusted(SIZE.space_m + 2, 0, -SIZE.space_m, 0)
        if card.is_on is not None:
            track = _track(rect)
            paint_switch(painter, turned(painter, rect, track), 1.0 if card.is_on else 0.0)
            room.setRight(track.left() - SIZE.space_s)
        self._paint_lines(
            painter, turned(painter, rect, room), card, selected=bool(state & QStyle.StateFlag.State_Selected)
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.rule_row)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            target = _track(option.rect)
            if option.direction is Qt.LayoutDirection.RightToLeft:
                target.moveLeft(option.rect.left() + option.rect.right() - target.right())
            target = target.adjusted(-SIZE.space_s, -SIZE.space_s, SIZE.space_s, SIZE.space_s)
            if event.button() == Qt.MouseButton.LeftButton and target.contains(event.position().toPoint()):
                return self.toggle(index)
        return False

    def toggle(self, index: Index) -> bool:
        """Ask for the other position of the switch of `index`; False when it has none."""
        row = index.data(RowRole)
        card = self._card_of(row) if row is not None else None
        if card is None or card.is_on is None:
            return False
        self.toggled.emit(row, not card.is_on)
        return True

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = Theme.current()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("select"))
            bar = QRect(rect.left(), rect.top(), SIZE.mark, rect.height())
            painter.fillRect(turned(painter, rect, bar), theme.colour("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), SIZE.hairline)
        painter.fillRect(line, theme.colour("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(line, theme.colour("focus"))
            painter.fillRect(line.translated(0, 1 - rect.height()), theme.colour("focus"))

    def _paint_lines(self, painter: QPainter, room: QRect, card: ListCard, *, selected: bool) -> None:
        upper, lower = height_of("strong"), max(height_of("meta"), SIZE.icon_s)
        top = room.top() + (room.height() - upper - lower - 2) // 2
        kind = "strong" if selected or card.is_strong else "body"
        words(painter, QRect(room.left(), top, room.width(), upper), card.title, Words(kind))
        line = QRect(room.left(), top + upper + 2, room.width(), lower)
        left = self._paint_marks(painter, line, card)
        end = line.right()
        if card.badge:
            width = badge_width(card.badge, card.badge_icon)
            end -= width
            spot = QRect(end, line.top() + (lower - SIZE.badge) // 2, width, SIZE.badge)
            spot = turned(painter, line, spot)
            paint_badge(painter, spot, card.badge, card.badge_role, card.badge_icon)
        rest = QRect(left, line.top(), end - left - SIZE.space_xs, lower)
        words(painter, turned(painter, line, rest), card.meta, Words("meta", "text2"))

    def _paint_marks(self, painter: QPainter, line: QRect, card: ListCard) -> int:
        left = line.left()
        for place, (icon, role) in enumerate(card.marks):
            if place:
                spot = centred(line, SIZE.icon_s - 2, left)
                draw_icon(painter, turned(painter, line, spot), "arrow-right", "text3")
                left += SIZE.icon_s + 2
            draw_icon(painter, turned(painter, line, centred(line, SIZE.icon_s, left)), icon, role)
            left += SIZE.icon_s + SIZE.space_xs
        return left + (SIZE.space_xs if card.marks else 0)


class CardList(QListView):
    """Shows the first column of a model as cards. Signals carry whole rows; Space presses the switch."""

    current_row_changed = Signal(object)
    row_activated = Signal(object)
    toggled = Signal(object, bool)

    def __init__(self, label: str, card_of: Callable[[Any], ListCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = CardDelegate(card_of, self)
        self._delegate.toggled.connect(self.toggled)
        self.setItemDelegate(self._delegate)
        self.activated.connect(self._on_activated)

    def current_row(self) -> Any:  # noqa: ANN401 - whatever the model's rows are
        """Return the current row; None when there is none."""
        return self.currentIndex().data(RowRole)

    def selected_rows(self) -> list[Any]:
        """Return the selected rows, from top to bottom."""
        chosen = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return [index.data(RowRole) for index in chosen]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_row_changed.emit(current.data(RowRole) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() == Qt.Key.Key_Space
            and not event.modifiers()
            and self._delegate.toggle(self.currentIndex())
        ):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if row is not None:
            self.row_activated.emit(row)


def _track(rect: QRect) -> QRect:
    track = QRect(0, 0, SIZE.switch_width, SIZE.switch_height)
    track.moveCenter(rect.center())
    track.moveRight(rect.right() - SIZE.space_m)
    return track
