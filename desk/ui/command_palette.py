# SPDX-License-Identifier: LicenseRef-Desk
"""The palette (Ctrl+K): one field that finds people, records, rules, pages and everything one can do."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk.translation import _
from desk.ui.jobs import Jobs
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.info_bar import announce
from desk.ui.widgets.labels import Text
from desk.ui.widgets.marked import paint_marked
from desk.ui.widgets.paint import ALIGN_RIGHT, Words, box, centred, mirrored, width_of, words
from desk.ui.widgets.speaks import Speaks

MOST = 5
"""Hits of one group that are shown at most."""
QUIET_MS = 60
"""How long typing must rest before the database is asked."""
WIDTH = 620
HIT = 38
HEADING = 26
LONGEST = 12
"""Rows that are seen without scrolling."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found (translated). open: what Enter does. act: what Ctrl+Enter does; None for nothing.

    marks: beginnings of words, folded, that stand out in the context.
    """

    icon: str
    title: str
    context: str = ""
    marks: tuple[str, ...] = ()
    shortcut: str = ""
    open: Callable[[], object]
    act: Callable[[], object] | None = None


class Source(Protocol):
    """Somewhere to look. prefixes: "" when it answers without one, and those that ask for it alone."""

    @property
    def label(self) -> str:
        """Heading of its hits (msgid)."""

    @property
    def prefixes(self) -> frozenset[str]:
        """Of "", ">", "@", "#", "?"."""


@runtime_checkable
class InstantSource(Source, Protocol):
    """A source that knows at once."""

    def find(self, text: str) -> Sequence[Hit]:
        """Return what matches, best first."""


@runtime_checkable
class StoredSource(Source, Protocol):
    """A source that asks the database."""

    def ask(self, text: str) -> Awaitable[Sequence[Hit]]:
        """Return what matches, best first."""


PREFIXES = (">", "@", "#", "?")


def parted(text: str) -> tuple[str, str]:
    """Split what was typed into prefix and words."""
    text = text.lstrip()
    return (text[0], text[1:].strip()) if text[:1] in PREFIXES else ("", text.strip())


class CommandPalette(Speaks, QFrame):
    """Lies over the window while it is open; `opened` and `closed` tell."""

    closed = Signal()

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self._jobs = jobs
        self._instant: tuple[InstantSource, ...] = ()
        self._stored: tuple[StoredSource, ...] = ()
        self._order: tuple[str, ...] = ()
        self._has_moved = False
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._revision = 0
        self._before: QWidget | None = None
        self._field = QLineEdit()
        self._field.setProperty("role", "bare")
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._on_text)
        self._model = _Hits(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._on_clicked)
        self._nothing = Text("", "muted")
        self._hint = Text("", "muted")
        self._rest = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._rest.timeout.connect(self._ask)
        self._lay_out()
        window.installEventFilter(self)
        self.hide()

    def look_into(self, *sources: InstantSource | StoredSource) -> None:
        """Look into these from now on; their groups appear in this order."""
        self._order = tuple(source.label for source in sources)
        self._instant = tuple(source for source in sources if isinstance(source, InstantSource))
        self._stored = tuple(source for source in sources if isinstance(source, StoredSource))
        self._found = {}

    def open(self, text: str = "") -> None:
        """Show the palette with `text` typed; the keyboard goes back where it was when it closes."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.retranslate()
        self._settle()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.setText(text)
        self._field.setCursorPosition(len(text))
        self._on_text(text)

    def close_palette(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self._revision += 1
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def hits(self) -> tuple[Hit, ...]:
        """Return what is shown, in order."""
        return tuple(row for row in self._model.rows if isinstance(row, Hit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                self._before = None
                self.close_palette()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    # ---------------------------------------------------------------------------------- inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        column.setSpacing(SIZE.space_xs)
        for widget in (self._field, self._list, self._nothing, self._hint):
            column.addWidget(widget)
        self._nothing.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        self._hint.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._field.setPlaceholderText(_("Search a customer, a message, a record…"))
        self._field.setAccessibleName(_("Search"))
        self._list.setAccessibleName(_("Results"))
        self._nothing.setText(_("Nothing matches."))
        self._hint.setText(_("> actions    @ people    # records    ? help"))

    def _settle(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setFixedWidth(min(WIDTH, window.width() - 2 * SIZE.space_xl))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, SIZE.space_xxl + SIZE.space_xl)

    def _on_text(self, text: str) -> None:
        self._revision += 1
        self._has_moved = False
        prefix, typed = parted(text)
        self._found = {
            source.label: tuple(source.find(typed))[:MOST]
            for source in self._instant
            if prefix in source.prefixes
        }
        self._show()
        if typed:
            self._rest.start()
        else:
            self._rest.stop()

    def _ask(self) -> None:
        prefix, typed = parted(self._field.text())
        for source in self._stored:
            if prefix in source.prefixes:
                self._jobs.start(self._look(source, typed, self._revision), self)

    async def _look(self, source: StoredSource, typed: str, revision: int) -> None:
        hits = await source.ask(typed)
        if revision == self._revision:
            self._found[source.label] = tuple(hits)[:MOST]
            self._show()

    def _show(self) -> None:
        chosen = self._list.currentIndex().data(Qt.ItemDataRole.UserRole)
        rows: list[str | Hit] = []
        for label in self._order:
            if found := self._found.get(label):
                rows += [label, *found]
        self._model.replace(rows)
        self._choose(rows.index(chosen) if self._has_moved and chosen in rows else 1)
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        height = sum(HEADING if isinstance(row, str) else HIT for row in rows[:LONGEST])
        self._list.setFixedHeight(height)
        self._settle()

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0)
        if index.isValid():
            self._list.setCurrentIndex(index)
            announce(self._field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _on_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_palette()
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(acting=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        self._has_moved = True
        rows = self._model.rows
        at = self._list.currentIndex().row()
        for _turn in rows:
            at = (at + by) % len(rows)
            if isinstance(rows[at], Hit):
                self._choose(at)
                return

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self._take(acting=False)

    def _take(self, *, acting: bool) -> None:
        hit = self._list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(hit, Hit):
            self.close_palette()
            (hit.act if acting and hit.act is not None else hit.open)()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = QRect(0, self._field.geometry().bottom() + 2, self.width(), SIZE.hairline)
        box(QPainter(self), line, 0, "line")


class _Hits(QAbstractListModel):
    """Headings (msgids) and hits."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[str | Hit] = []

    def replace(self, rows: list[str | Hit]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_hit = index.isValid() and isinstance(self.rows[index.row()], Hit)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_hit else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(row, str):
            return _(row)
        return ", ".join(part for part in (row.title, row.context, row.shortcut) if part)


class _HitDelegate(QStyledItemDelegate):
    """Paints headings and hits."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(0, HEADING if is_heading else HIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        view = self.parent()
        assert isinstance(view, QListView)
        painter.save()
        if isinstance(row, str):
            below = rect.adjusted(SIZE.space_s, SIZE.space_xs, -SIZE.space_s, 0)
            words(painter, below, _(row).upper(), Words("overline", "text3"))
        elif isinstance(row, Hit):
            state = option.state
            if state & QStyle.StateFlag.State_Selected:
                box(painter, rect, SIZE.radius_control, "select")
            elif state & QStyle.StateFlag.State_MouseOver:
                box(painter, rect, SIZE.radius_control, "hover")
            _paint_hit(painter, rect, row, view.viewport())
        painter.restore()


def _paint_hit(painter: QPainter, rect: QRect, hit: Hit, widget: QWidget) -> None:
    icon = centred(rect, SIZE.icon_l, rect.left() + SIZE.space_s)
    draw_icon(painter, mirrored(widget, icon), hit.icon, "text2")
    right = rect.right() - SIZE.space_s
    if hit.shortcut:
        width = width_of(hit.shortcut, "meta") + 2
        keys = QRect(right - width, rect.top(), width, rect.height())
        words(painter, mirrored(widget, keys), hit.shortcut, Words("meta", "text2", ALIGN_RIGHT))
        right -= width + SIZE.space_m
    left = icon.right() + SIZE.space_m
    title = min(width_of(hit.title, "strong") + 2, right - left)
    spot = QRect(left, rect.top(), title + 1, rect.height())
    words(painter, mirrored(widget, spot), hit.title, Words("strong"))
    rest = QRect(spot.right() + SIZE.space_m, rect.top(), right - spot.right() - SIZE.space_m, rect.height())
    if hit.context and rest.width() > SIZE.space_xl:
        painter.setLayoutDirection(widget.layoutDirection())
        paint_marked(painter, mirrored(widget, rest), hit.context, hit.marks, Words("meta", "text2"))
