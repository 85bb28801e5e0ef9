# SPDX-License-Identifier: LicenseRef-Desk
"""Tabs: a joined row of segments, or words with a line under the current one."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from desk.ui.theme import SIZE, Theme, draw_icon
from desk.ui.widgets.paint import ALIGN_CENTRE, Words, box, centred, ring, turned, width_of, words


class Segments(QTabBar):
    """A choice of one of a few; `current_key_changed` carries the key. `underline`: the flat kind."""

    current_key_changed = Signal(str)

    def __init__(self, label: str, *, underline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._underline = underline
        self._icons: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self.setDrawBase(False)
        self.setExpanding(not underline)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.currentChanged.connect(self._on_current)

    def add(self, key: str, text: str, icon: str = "") -> None:
        """Add the segment `key` at the end."""
        self._icons[key] = icon
        self._texts[key] = text
        blocked = self.blockSignals(True)
        self.setTabData(self.addTab(text), key)
        self.blockSignals(blocked)

    def set_text(self, key: str, text: str) -> None:
        """Name the segment anew."""
        self._texts[key] = text
        self.setTabText(self._at(key), text)

    def set_count(self, key: str, count: int | None) -> None:
        """Show a number after the text; None shows none."""
        text = self._texts[key]
        self.setTabText(self._at(key), text if count is None else f"{text}  {count}")

    def set_current(self, key: str) -> None:
        """Show `key` as current, without telling."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._at(key))
        self.blockSignals(blocked)

    def current(self) -> str:
        """Return the current key; empty when there is none."""
        return str(self.tabData(self.currentIndex()) or "")

    def tabSizeHint(self, index: int) -> QSize:
        icon = SIZE.icon_m + SIZE.space_s if self._icons.get(str(self.tabData(index))) else 0
        width = width_of(self.tabText(index), "strong") + icon + 2 * SIZE.space_m
        return QSize(width, SIZE.control)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._underline:
            box(painter, self.rect(), SIZE.radius_control, "surface", "line")
        for index in range(self.count()):
            self._paint_tab(painter, index)
        if self.hasFocus() and self.currentIndex() >= 0:
            ring(painter, self.tabRect(self.currentIndex()), SIZE.radius_control)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect = self.tabRect(index)
        on = index == self.currentIndex()
        theme = Theme.current()
        if on and self._underline:
            line = QRect(rect.left(), rect.bottom() - 1, rect.width(), SIZE.focus_ring)
            painter.fillRect(line, theme.colour("primary"))
        elif on:
            box(painter, rect, SIZE.radius_control, "tint", "line")
        if index and not self._underline and not on and index - 1 != self.currentIndex():
            painter.fillRect(QRect(rect.left(), rect.top() + 6, 1, rect.height() - 12), theme.colour("line"))
        self._paint_words(painter, index, on=on)

    def _paint_words(self, painter: QPainter, index: int, *, on: bool) -> None:
        rect = self.tabRect(index)
        role = ("primary_text" if self._underline else "on_tint") if on else "text2"
        if not self.isTabEnabled(index):
            role = "disabled"
        how = Words("strong" if on else "body", role, ALIGN_CENTRE)
        name = self._icons.get(str(self.tabData(index)), "")
        if name:
            width = SIZE.icon_m + SIZE.space_s + width_of(self.tabText(index), how.kind)
            left = rect.left() + (rect.width() - width) // 2
            draw_icon(painter, turned(painter, rect, centred(rect, SIZE.icon_m, left)), name, role)
            start = left + SIZE.icon_m + SIZE.space_s
            rect = turned(
                painter, rect, QRect(start, rect.top(), left + width - start + SIZE.space_xs, rect.height())
            )
            how = Words(how.kind, role)
        words(painter, rect, self.tabText(index), how)

    def _at(self, key: str) -> int:
        for index in range(self.count()):
            if self.tabData(index) == key:
                return index
        message = f"no segment {key}"
        raise ValueError(message)

    def _on_current(self, index: int) -> None:
        if index >= 0:
            self.current_key_changed.emit(self.current())
