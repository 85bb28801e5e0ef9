# SPDX-License-Identifier: LicenseRef-Desk
"""The rail at the side: the pages with what waits on them, the settings, and who works here."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _, ngettext
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.labels import ElidedText, Text
from desk.ui.widgets.paint import ALIGN_CENTRE, Words, box, centred, mirrored, ring, width_of, words
from desk.ui.widgets.roving import Roving
from desk.ui.widgets.speaks import Speaks

WIDE = 192
NARROW = 57
ITEM = 36


class Entry(Protocol):
    """What the rail needs to know of a pane."""

    @property
    def name(self) -> str:
        """Closed word."""

    @property
    def label(self) -> str:
        """Msgid."""

    @property
    def icon(self) -> str:
        """Of the theme."""

    @property
    def is_below(self) -> bool:
        """Whether it stands at the foot."""


class RailItem(QAbstractButton):
    """One page on the rail: icon, name, and how many things wait there."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.count = 0
        self.is_wide = True
        self._has_ring = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_count(self, count: int) -> None:
        """Show `count` things waiting; 0 shows none."""
        self.count = count
        self.retranslate()
        self.update()

    def set_wide(self, is_wide: bool) -> None:
        """Show the name beside the icon, or in the tool tip only."""
        self.is_wide = is_wide
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Say the name in the current language."""
        name = _(self.entry.label)
        waiting = ngettext("{count} waiting", "{count} waiting", self.count).format(count=self.count)
        self.setText(name)
        self.setAccessibleName(f"{name}, {waiting}" if self.count else name)
        self.setToolTip("" if self.is_wide else name)

    def sizeHint(self) -> QSize:
        return QSize(NARROW, ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = self.rect().adjusted(SIZE.space_s, 1, -SIZE.space_s, -1)
        if self.isChecked():
            box(painter, ground, SIZE.radius_control, "tint")
        elif self.underMouse() and self.isEnabled():
            box(painter, ground, SIZE.radius_control, "hover")
        ink = "on_tint" if self.isChecked() else "text2" if self.isEnabled() else "disabled"
        if self.is_wide:
            self._paint_wide(painter, ink)
        else:
            draw_icon(painter, centred(self.rect(), SIZE.icon_xl), self.entry.icon, ink)
            if self.count:
                self._paint_count(painter, self.count_spot())
        if self._has_ring:
            ring(painter, ground, SIZE.radius_control)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _paint_wide(self, painter: QPainter, ink: str) -> None:
        left = SIZE.space_l + SIZE.space_xs
        draw_icon(painter, mirrored(self, centred(self.rect(), SIZE.icon_l, left)), self.entry.icon, ink)
        start = left + SIZE.icon_l + SIZE.space_m
        room = QRect(start, 0, self.width() - start - SIZE.space_m, self.height())
        if self.count:
            self._paint_count(painter, self.count_spot())
            room.setRight(self.count_spot().left() - SIZE.space_xs)
        words(
            painter, mirrored(self, room), self.text(), Words("strong" if self.isChecked() else "body", ink)
        )

    def count_spot(self) -> QRect:
        """Return where the count stands: at the end of the name, or over the icon's upper corner."""
        height, margin = (SIZE.badge, SIZE.space_m) if self.is_wide else (SIZE.space_l, SIZE.space_s)
        width = max(height, width_of(self._counted(), "badge") + margin)
        right = self.width() - (SIZE.space_l if self.is_wide else SIZE.focus_ring)
        top = (self.height() - height) // 2 if self.is_wide else SIZE.focus_ring
        return QRect(right - width, top, width, height)

    def _counted(self) -> str:
        return str(self.count) if self.count < 1000 else "999+"

    def _paint_count(self, painter: QPainter, spot: QRect) -> None:
        strong = self.isChecked() or not self.is_wide
        shown = mirrored(self, spot)
        box(painter, shown, spot.height() / 2, "primary" if strong else "neutral_bg")
        ink = "on_primary" if strong else "text"
        words(painter, shown, self._counted(), Words("badge", ink, ALIGN_CENTRE))


class Rail(Speaks, QFrame):
    """The whole rail. page_requested(name): a page was chosen. toggle_requested(): wider or narrower."""

    page_requested = Signal(str)
    toggle_requested = Signal()

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self._items = {entry.name: RailItem(entry) for entry in entries}
        self._roving = Roving(self)
        self._brand = _Brand(self)
        self._person = _Person()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIZE.space_s, 0, SIZE.space_s)
        column.setSpacing(0)
        column.addWidget(self._brand)
        column.addSpacing(SIZE.space_xs)
        for item in self._items.values():
            if not item.entry.is_below:
                column.addWidget(item)
        column.addStretch(1)
        for item in self._items.values():
            self._roving.add(item)
            item.clicked.connect(self._on_clicked)
            if item.entry.is_below:
                column.addWidget(item)
        column.addWidget(self._person)
        self._person.hide()
        self.set_wide(is_wide=True)
        self.retranslate()

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        for item in self._items.values():
            item.setChecked(item.entry.name == name)

    def set_count(self, name: str, count: int) -> None:
        """Say how many things wait on a page."""
        self._items[name].set_count(count)

    def set_wide(self, is_wide: bool) -> None:
        """Show names beside the icons, or icons only."""
        self.setFixedWidth(WIDE if is_wide else NARROW)
        for item in self._items.values():
            item.set_wide(is_wide)
        self._brand.set_wide(is_wide)
        self._person.set_wide(is_wide)

    def show_person(self, name: str, part: str) -> None:
        """Say who works here; part: what they do (translated). An empty name shows nobody."""
        self._person.show_person(name, part)

    def forget(self) -> None:
        """Show no page, no counts and nobody."""
        self.show_page("")
        for item in self._items.values():
            item.set_count(0)
        self.show_person("", "")

    def set_usable(self, is_usable: bool) -> None:
        """Let pages be chosen, or not while there is no shop yet."""
        for item in self._items.values():
            item.setEnabled(is_usable)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(_("Pages"))
        self._brand.toggle.set_label(_("Wider or narrower navigation"))
        for item in self._items.values():
            item.retranslate()

    def _on_clicked(self) -> None:
        for item in self._items.values():
            if item is self.sender():
                self.page_requested.emit(item.entry.name)
                return


class _Brand(QWidget):
    """The program's name, and the button that folds the rail."""

    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._name = Text("Desk", "h2")
        self._mark = _Mark()
        self.toggle = IconButton("sidebar-simple", "")
        self.toggle.clicked.connect(rail.toggle_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_l, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)
        row.addWidget(self.toggle)

    def set_wide(self, is_wide: bool) -> None:
        """Show name and button, or the mark only."""
        self._name.setVisible(is_wide)
        self.toggle.setVisible(is_wide)


class _Mark(QWidget):
    """The program's mark; decoration."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE.space_xl, SIZE.icon_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), centred(self.rect(), SIZE.icon_xl), "storefront", "primary")


class _Person(QWidget):
    """The operator at work."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("", SIZE.avatar_m)
        self._name = ElidedText("", "strong")
        self._part = ElidedText("", "meta")
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._part)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_l - 2, SIZE.space_s, SIZE.space_s, 0)
        row.addWidget(self._avatar)
        row.addWidget(self._texts, 1)

    def show_person(self, name: str, part: str) -> None:
        self._avatar.set_person(name)
        self._avatar.setToolTip(name)
        self._name.setText(name)
        self._part.setText(part)
        self.setVisible(bool(name))

    def set_wide(self, is_wide: bool) -> None:
        self._texts.setVisible(is_wide)
