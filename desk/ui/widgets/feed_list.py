# SPDX-License-Identifier: LicenseRef-Desk
"""A list of what happened, under heads: icon, words and time; lines that lead on are links."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.paint import (
    ALIGN_LEFT,
    ALIGN_RIGHT,
    Words,
    height_of,
    ring,
    width_of,
    words,
    wrapped,
    wrapped_height,
)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_LEFT = SIZE.icon_l + SIZE.space_m
_HEAD = SIZE.icon_xl + SIZE.space_m


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One line. A head has only a title. role: colour token of the icon. link: where it leads, "" nowhere."""

    title: str
    detail: str = ""
    time: str = ""
    icon: str = ""
    role: str = "text2"
    link: str = ""
    is_struck: bool = False

    @property
    def is_head(self) -> bool:
        """Whether it heads a group of lines."""
        return not self.icon

    def sentence(self) -> str:
        """Return the line as it is read aloud and copied."""
        state = _("taken back") if self.is_struck else ""
        return ", ".join(part for part in (self.time, self.title, state, self.detail) if part)


class FeedList(QListView):
    """Takes the height it needs. link_requested(link): a click, or Enter, on a line that leads on."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setProperty("role", "bare")
        self.viewport().setAutoFillBackground(False)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.clicked.connect(self._on_chosen)

    def set_lines(self, lines: Sequence[FeedLine]) -> None:
        """Show `lines`; the current one stays current where it is still there."""
        if tuple(lines) == self._lines.lines:
            return
        current = self.currentIndex().row()
        self._lines.replace(tuple(lines))
        if 0 <= current < len(lines):
            self.setCurrentIndex(self._lines.index(current, 0))
        self._fit()

    def lines(self) -> tuple[FeedLine, ...]:
        """Return the lines shown."""
        return self._lines.lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n".join(line.sentence() for line in self._lines.lines))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        line = self.indexAt(event.position().toPoint()).data(LINE_ROLE)
        is_link = line is not None and line.link
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_chosen(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if line is not None and line.link:
            self.link_requested.emit(line.link)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        width = max(self.viewport().width(), SIZE.popup_width // 2)
        self.setFixedHeight(max(1, sum(height_for(line, width) for line in self._lines.lines)))


def height_for(line: FeedLine, width: int) -> int:
    """Return how high `line` is in a list of `width`."""
    if line.is_head:
        return _HEAD
    room = width - _LEFT
    title = wrapped_height(line.title, "strong", room - _time_width(line))
    return title + wrapped_height(line.detail, "meta", room) + SIZE.space_m


def _time_width(line: FeedLine) -> int:
    return width_of(line.time, "meta") + SIZE.space_s if line.time else 0


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[FeedLine, ...] = ()

    def replace(self, lines: tuple[FeedLine, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            return f"{line.sentence()}, {_('link')}" if line.link else line.sentence()
        if role == Qt.ItemDataRole.ToolTipRole and line.link:
            return _("Open in Sends")
        return line if role == LINE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        return QSize(width, height_for(index.data(LINE_ROLE), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: FeedLine = index.data(LINE_ROLE)
        rect: QRect = option.rect
        painter.save()
        if line.is_head:
            room = rect.adjusted(0, SIZE.space_s, 0, 0)
            words(painter, room, line.title, Words("meta_strong", "text3", ALIGN_LEFT))
        else:
            self._paint_line(painter, rect, line)
            self._paint_thread(painter, rect, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring(painter, rect.adjusted(0, 0, 0, -SIZE.space_xs), SIZE.space_xs)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, line: FeedLine) -> None:
        draw_icon(painter, QRect(rect.left(), rect.top(), SIZE.icon_l, SIZE.icon_l), line.icon, line.role)
        time = _time_width(line)
        room = QRect(rect.left() + _LEFT, rect.top(), rect.width() - _LEFT - time, rect.height())
        height = wrapped_height(line.title, "strong", room.width())
        ink = "primary_text" if line.link else "text3" if line.is_struck else "text"
        wrapped(painter, QRect(room.left(), room.top(), room.width(), height), line.title, "strong", ink)
        if line.is_struck:
            middle = rect.top() + height_of("strong") // 2 + 1
            across = min(width_of(line.title, "strong"), room.width())
            painter.fillRect(QRect(room.left(), middle, across, 1), Theme.current().colour("text3"))
        clock = QRect(rect.right() - time, rect.top(), time, height_of("strong"))
        words(painter, clock, line.time, Words("meta", "text2", ALIGN_RIGHT, tabular=True))
        below = QRect(room.left(), rect.top() + height, rect.width() - _LEFT, rect.height())
        wrapped(painter, below, line.detail, "meta", "text2")

    def _paint_thread(self, painter: QPainter, rect: QRect, index: Index) -> None:
        following = index.model().index(index.row() + 1, 0).data(LINE_ROLE)
        if following is None or following.is_head:
            return
        top = rect.top() + SIZE.icon_l + SIZE.space_xs
        middle = rect.left() + SIZE.icon_l // 2
        line = QRect(middle, top, SIZE.focus_ring, rect.bottom() - top - 1)
        painter.fillRect(line, Theme.current().colour("line"))
