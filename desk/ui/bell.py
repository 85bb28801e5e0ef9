# SPDX-License-Identifier: LicenseRef-Desk
"""The bell in the top bar: how much is new for whoever works here, and the list of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.translation import N_, _, ngettext
from desk.ui.theme import SIZE, Theme, draw_icon, font
from desk.ui.widgets.buttons import IconButton, LinkButton
from desk.ui.widgets.labels import Text
from desk.ui.widgets.paint import ALIGN_CENTRE, ALIGN_RIGHT, Words, box, centred, turned, width_of, words
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
WIDTH = SIZE.toast_width + SIZE.space_xxl
SHOWN = 8
MOST = 99
_TEXTS = {
    "assigned": (N_("{who} assigned a conversation to you"), "user-plus"),
    "replied": (N_("{who} replied"), "envelope-simple"),
    "mentioned": (N_("{who} mentioned you"), "at"),
    "failed": (N_("A message to {who} did not arrive"), "warning-circle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One notice. kind: assigned, replied, mentioned or failed. who, subject: what its sentence names."""

    id: str
    kind: str
    who: str
    subject: str
    at: datetime
    is_read: bool
    conversation_id: str = ""
    message_id: str = ""

    @property
    def title(self) -> str:
        """What happened, in the window's language."""
        text, _icon = _TEXTS.get(self.kind, (N_("News of {who}"), "bell"))
        return _(text).format(who=self.who or _("Somebody"))

    @property
    def icon(self) -> str:
        """What shows of which kind it is."""
        return _TEXTS.get(self.kind, ("", "bell"))[1]


class Bell(Speaks, IconButton):
    """line_wanted(Line): show what it is about. all_read_wanted(): nothing is new any more."""

    line_wanted = Signal(object)
    all_read_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bell", "")
        self._lines: tuple[Line, ...] = ()
        self._unread = 0
        self._popup: NoticeList | None = None
        self.clicked.connect(self.open_list)
        self.retranslate()

    @property
    def unread(self) -> int:
        """How many are new."""
        return self._unread

    def show_lines(self, lines: Sequence[Line], unread: int) -> None:
        """Show the newest notices, newest first, and how many are new altogether."""
        self._lines, self._unread = tuple(lines), unread
        if self._popup is not None:
            self._popup.show_lines(self._lines)
        self.retranslate()

    def open_list(self) -> None:
        """Show the list under the bell."""
        popup = NoticeList(self)
        popup.line_chosen.connect(self.line_wanted)
        popup.all_read.connect(self.all_read_wanted)
        popup.destroyed.connect(self._on_closed)
        popup.show_lines(self._lines)
        self._popup = popup
        popup.open_under(self)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        count = ngettext("{count} new notice", "{count} new notices", self._unread).format(count=self._unread)
        self.set_label(f"{_('Notices')} – {count}" if self._unread else _("Notices"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._unread:
            return
        painter = QPainter(self)
        said = str(self._unread) if self._unread <= MOST else f"{MOST}+"
        width = max(SIZE.icon_m, width_of(said, "badge") + SIZE.space_s)
        mark = QRect(self.width() - width, 0, width, SIZE.icon_m)
        painter.setLayoutDirection(self.layoutDirection())
        mark = turned(painter, self.rect(), mark)
        box(painter, mark, SIZE.icon_m / 2, "danger")
        painter.setFont(font("badge"))
        painter.setPen(Theme.current().colour("surface"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, said)

    def _on_closed(self) -> None:
        self._popup = None


class NoticeList(QFrame):
    """A popup. line_chosen(Line), all_read()."""

    line_chosen = Signal(object)
    all_read = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self._nothing = Text(_("Nothing new. What concerns you will appear here."), "text2", wrap=True)
        self.read = LinkButton(_("Mark all as read"), "checks")
        self._lay_out()
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        self.read.clicked.connect(self._on_read)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self._model.clear()
        for one in lines:
            self._model.appendRow(_item(one))
        self.list.setVisible(bool(lines))
        self.list.setFixedHeight(min(len(lines), SHOWN) * SIZE.row_two_lines)
        self._nothing.setVisible(not lines)
        self.read.setVisible(any(not one.is_read for one in lines))
        self.adjustSize()

    def open_under(self, anchor: QWidget) -> None:
        """Show it under `anchor`, inside the screen, and take the keyboard."""
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + SIZE.space_xs))
        room = anchor.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), SIZE.radius_pane, "raised", "line_strong")

    def _take(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, Line):
            self.line_chosen.emit(line)
            self.close()

    def _on_read(self) -> None:
        self.all_read.emit()
        self.close()

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        self.list.setModel(self._model)
        self.list.setProperty("role", "bare")
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_LineDelegate(self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Notices"))
        head = QHBoxLayout()
        head.setContentsMargins(SIZE.space_s, SIZE.space_xs, 0, 0)
        head.addWidget(Text(_("Notices"), "h3"), 1)
        head.addWidget(self.read)
        self._nothing.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_m)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self.list)


def _item(line: Line) -> QStandardItem:
    item = QStandardItem(line.title)
    item.setData(line, LINE_ROLE)
    new = "" if line.is_read else _("new")
    said = (line.title, line.subject, formats.moment(line.at), new)
    item.setData(", ".join(part for part in said if part), Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(line.subject)
    return item


class _LineDelegate(QStyledItemDelegate):
    """Paints a notice: what happened and when, what it is about; a dot while it is new."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, SIZE.row_two_lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            box(painter, rect, SIZE.radius_control, "select")
        _paint(painter, rect.adjusted(SIZE.space_s, SIZE.space_xs, -SIZE.space_s, -SIZE.space_xs), line)
        painter.restore()


def _paint(painter: QPainter, room: QRect, line: Line) -> None:
    role = "danger" if line.kind == "failed" else "primary_text"
    draw_icon(painter, turned(painter, room, centred(room, SIZE.icon_m, room.left())), line.icon, role)
    left = room.left() + SIZE.icon_m + SIZE.space_m
    upper = QRect(left, room.top(), room.right() - left, room.height() // 2)
    lower = upper.translated(0, upper.height())
    at = formats.moment(line.at)
    how = Words("meta", "text2" if line.is_read else "primary_text", ALIGN_RIGHT)
    taken = words(painter, turned(painter, room, upper), at, how)
    title = upper.adjusted(0, 0, -taken - SIZE.space_m, 0)
    words(painter, turned(painter, room, title), line.title, Words("body" if line.is_read else "strong"))
    words(
        painter,
        turned(painter, room, lower.adjusted(0, 0, -SIZE.space_l, 0)),
        line.subject,
        Words("meta", "text2"),
    )
    if not line.is_read:
        dot = QRect(room.right() - SIZE.space_m, lower.top(), SIZE.space_m, lower.height())
        words(painter, turned(painter, room, dot), "●", Words("badge", "primary_text", ALIGN_CENTRE))
