# SPDX-License-Identifier: LicenseRef-Desk
"""The bar on top: the way into the palette, when the next quiet hours are, what is new, and help."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desk import clock
from desk.translation import _
from desk.ui.bell import Bell
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets.badge import Badge
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.paint import Words, box, centred, mirrored, ring, words
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

HEIGHT = 44
FIELD = 440
TICK_MS = 30_000
_Why = Qt.FocusReason
_BY_KEYS = frozenset({_Why.TabFocusReason, _Why.BacktabFocusReason, _Why.ShortcutFocusReason})


def quiet_span(at: datetime, start: str, end: str) -> tuple[bool, timedelta]:
    """Say whether the local instant `at` lies in quiet hours, and how long until that changes.

    start, end: wall times "HH:MM", may cross midnight; equal ones mean no quiet hours and never change.
    """
    begins, ends = _minutes(start), _minutes(end)
    minute = at.hour * 60 + at.minute
    inside = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    if begins == ends:
        return False, timedelta.max
    change = ends if inside else begins
    return inside, timedelta(minutes=(change - minute) % 1440 or 1440)


def _minutes(text: str) -> int:
    hours, _colon, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


class QuietPill(Badge):
    """Says when quiet hours begin or end; hidden until it is told which hours are quiet."""

    def __init__(self) -> None:
        super().__init__("", "neutral", "moon")
        self._hours: tuple[str, str] | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self.hide()

    def set_hours(self, start: str, end: str) -> None:
        """Take `start` to `end` (wall times of the shop) for quiet."""
        self._hours = (start, end)
        self._tick.start()
        self.show()
        self.refresh()

    def forget(self) -> None:
        """Say nothing until it is told again which hours are quiet."""
        self._hours = None
        self._tick.stop()
        self.hide()

    def refresh(self) -> None:
        """Say it as of now."""
        if self._hours is None:
            return
        start, end = self._hours
        inside, left = quiet_span(clock.now().astimezone(formats.zone()), start, end)
        if inside:
            text, role = _("Quiet hours until {time}").format(time=end.lstrip("0")), "warn"
        else:
            text, role = _("Quiet hours in {span}").format(span=formats.short_span(left)), "neutral"
        self.set_badge(text, role, "moon")
        self.setToolTip(_("No message leaves between {start} and {end}.").format(start=start, end=end))


class SearchButton(QPushButton):
    """Looks like a search field and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._has_ring = False
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_texts(self, text: str, key: str) -> None:
        """Show `text` and the shortcut `key`."""
        self._key = key
        self.setText(text)
        self.setAccessibleName(text.rstrip("…"))
        self.setToolTip(f"{text} ({key})" if key else text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(FIELD, SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE.popup_width // 2, SIZE.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), SIZE.radius_pane, "hover" if self.underMouse() else "surface", "line")
        draw_icon(
            painter, mirrored(self, centred(self.rect(), SIZE.icon_m, SIZE.space_s)), "magnifying-glass"
        )
        room = self.rect().adjusted(SIZE.space_s * 2 + SIZE.icon_m, 0, -SIZE.space_s, 0)
        taken = words(painter, mirrored(self, room), self.text(), Words("body", "text2"))
        after = room.adjusted(taken + SIZE.space_m, 0, 0, 0)
        words(painter, mirrored(self, after), self._key, Words("meta", "text3"))
        if self._has_ring:
            ring(painter, self.rect(), SIZE.radius_pane)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_ring = event.reason() in _BY_KEYS
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_ring = False
        super().focusOutEvent(event)


class TopBar(Speaks, QWidget):
    """The bar. search_requested(), help_requested()."""

    search_requested = Signal()
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.search = SearchButton()
        self.search.clicked.connect(self.search_requested)
        self.quiet = QuietPill()
        self.bell = Bell()
        self._help = IconButton("question", "")
        self._help.clicked.connect(self.help_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_xs)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self.quiet)
        row.addWidget(self.bell)
        row.addWidget(self._help)
        self._key = ""
        self.retranslate()

    def set_key(self, key: str) -> None:
        """Show the palette's shortcut."""
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.search.set_texts(_("Search a customer, a message, a record…"), self._key)
        self._help.set_label(_("Keyboard and help"))
        self.quiet.refresh()
