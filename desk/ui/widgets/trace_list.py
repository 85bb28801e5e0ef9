# SPDX-License-Identifier: LicenseRef-Desk
"""The steps that led to a decision, one under the other, joined by a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.paint import (
    ALIGN_RIGHT,
    Words,
    height_of,
    ring,
    turned,
    width_of,
    words,
    wrapped,
    wrapped_height,
)

Index = QModelIndex | QPersistentModelIndex
_LEFT = SIZE.icon_l + SIZE.space_m
_GAP = SIZE.space_m
_MARGIN = SIZE.space_xs
"""Between the ring of the step that has the keyboard and its words."""
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceStep:
    """One step. icon: vendored name; role: colour token; time: already written; fill: the solid drawing."""

    title: str
    detail: str = ""
    time: str = ""
    icon: str = "check-circle"
    role: str = "ok"
    fill: bool = True

    def sentence(self) -> str:
        """Return the step as it is read aloud and copied."""
        return ", ".join(part for part in (self.time, self.title, self.detail) if part)


class TraceList(QListView):
    """Takes the height it needs. ↑ and ↓ walk the steps, Ctrl+C copies all of them."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("role", "bare")
        self.viewport().setAutoFillBackground(False)
        self._steps = _Steps(self)
        self.setModel(self._steps)
        self.setItemDelegate(_StepDelegate(self))
        self._fit()

    def set_steps(self, steps: Sequence[TraceStep]) -> None:
        """Show `steps`, first to last."""
        self._steps.replace(tuple(steps))
        self._fit()

    def steps(self) -> tuple[TraceStep, ...]:
        """Return the steps shown."""
        return self._steps.steps

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self.model() is not None:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n".join(step.sentence() for step in self._steps.steps))
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        width = max(self.viewport().width(), SIZE.popup_width // 2)
        self.setFixedHeight(max(1, sum(height_for(step, width) for step in self._steps.steps)))


def height_for(step: TraceStep, width: int) -> int:
    """Return how high `step` is in a list of `width`."""
    detail = wrapped_height(step.detail, "meta", width - 2 * _MARGIN - _LEFT)
    return _MARGIN + height_of("strong") + detail + _GAP


class _Steps(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[TraceStep, ...] = ()

    def replace(self, steps: tuple[TraceStep, ...]) -> None:
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            return step.sentence()
        return step if role == Qt.ItemDataRole.UserRole else None


class _StepDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        return QSize(width, height_for(index.data(Qt.ItemDataRole.UserRole), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: TraceStep = index.data(Qt.ItemDataRole.UserRole)
        whole: QRect = option.rect
        rect = whole.adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        painter.save()
        painter.setLayoutDirection(option.direction)
        mark = turned(painter, rect, QRect(rect.left(), rect.top(), SIZE.icon_l, SIZE.icon_l))
        draw_icon(painter, mark, step.icon, step.role, fill=step.fill)
        if index.row() + 1 < index.model().rowCount():
            top = mark.bottom() + SIZE.space_xs
            line = QRect(mark.center().x(), top, SIZE.focus_ring, rect.bottom() - top - 1)
            painter.fillRect(line, Theme.current().colour("line"))
        self._paint_text(painter, rect, step)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring(painter, whole.adjusted(0, 0, 0, -SIZE.space_xs), SIZE.space_xs)
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, step: TraceStep) -> None:
        time = width_of(step.time, "meta") + SIZE.space_s if step.time else 0
        head = QRect(rect.left() + _LEFT, rect.top(), rect.width() - _LEFT - time, height_of("strong"))
        words(painter, turned(painter, rect, head), step.title, Words("strong"))
        clock = QRect(rect.right() - time, rect.top(), time, height_of("strong"))
        clock = turned(painter, rect, clock)
        words(painter, clock, step.time, Words("meta", "text2", ALIGN_RIGHT, tabular=True))
        below = QRect(head.left(), head.bottom() + 1, rect.width() - _LEFT, rect.height())
        wrapped(painter, turned(painter, rect, below), step.detail, "meta", "text2")
