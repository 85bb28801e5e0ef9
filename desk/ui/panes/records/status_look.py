# SPDX-License-Identifier: LicenseRef-Desk
"""How the statuses of records look: icon, colour and word, in a table's cell and among choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desk.services.events import RecordKind, Status
from desk.translation import _
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets import Option, StateCell
from desk.ui.widgets.badge import badge_width, paint_badge
from desk.ui.widgets.paint import centred
from desk.ui.wording import Mark, readable

_LOOKS: Mapping[str, tuple[str, str]] = {
    "new": ("plus-circle", "info"),
    "booked": ("calendar-blank", "info"),
    "in_progress": ("wrench", "tint"),
    "quote_ready": ("receipt", "chat"),
    "quote_accepted": ("signature", "ok"),
    "quote_refused": ("x-circle", "danger"),
    "waiting_parts": ("package", "warn"),
    "part_received": ("package", "tint"),
    "unrepairable": ("prohibit", "danger"),
    "ready": ("check-circle", "ok"),
    "collected": ("shopping-bag-open", "neutral"),
    "abandoned": ("clock-counter-clockwise", "neutral"),
    "cancelled": ("minus", "neutral"),
    "confirmed": ("calendar-check", "ok"),
    "on_the_way": ("path", "tint"),
    "arrived": ("map-pin", "tint"),
    "done": ("check", "neutral"),
    "no_show": ("calendar-x", "danger"),
    "contacted": ("phone", "tint"),
    "replied": ("chat-circle-text", "tint"),
    "meeting": ("calendar-dots", "chat"),
    "proposal": ("file-text", "chat"),
    "converted": ("check-circle", "ok"),
    "lost": ("x-circle", "neutral"),
}


def status_mark(kind: RecordKind, code: str) -> Mark:
    """Say a status; one of a kind that the shop made itself looks open or closed."""
    status = kind.status(code)
    if status is None:
        return Mark(icon="circle", role="neutral", text=readable(code))
    usual = ("circle-dashed", "tint") if status.is_open else ("check", "neutral")
    icon, role = _LOOKS.get(code, usual)
    return Mark(icon=icon, role=role, text=_(status.label))


def status_options(kind: RecordKind) -> tuple[Option, ...]:
    """Return the statuses of a kind as choices, in the order of work; closed ones under their own head."""
    return tuple(_option(kind, status) for status in sorted(kind.statuses, key=lambda s: not s.is_open))


def _option(kind: RecordKind, status: Status) -> Option:
    mark = status_mark(kind, status.code)
    group = _("Work goes on") if status.is_open else _("Work is over")
    return Option(key=status.code, label=mark.text, icon=mark.icon, group=group)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCell(StateCell):
    """A status on its ground, with the caret of something that can be changed there."""

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paint into `rect`; a long word gives way to the caret."""
        most = rect.width() - SIZE.space_l
        width = min(badge_width(self.word, self.icon), most)
        spot = QRect(rect.left(), rect.top() + (rect.height() - SIZE.badge) // 2, width, SIZE.badge)
        paint_badge(painter, spot, self.word, self.role, self.icon)
        caret = centred(rect, SIZE.space_m, spot.right() + SIZE.space_xs)
        draw_icon(painter, caret, "caret-down", "text3")
