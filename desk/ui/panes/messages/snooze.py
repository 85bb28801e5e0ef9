# SPDX-License-Identifier: LicenseRef-Desk
"""Until when a conversation can be snoozed: a few moments that fit the shop's opening hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QMenu, QWidget

from desk.services.shop import LocationView, next_opening
from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import PillPopup, PrimaryButton, Text
from desk.ui.wording import formats

UNTIL_ANSWER = datetime(9999, 1, 1, tzinfo=UTC)
"""No time at all: only the customer's answer brings it back."""
OPENS = time(9, 0)
EVENING = time(18, 0)
LATER = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """One choice: until when, and how it is called."""

    label: str
    until: datetime


def choices(now: datetime, place: LocationView | None) -> tuple[Snooze, ...]:
    """Return the usual choices; each is later than the one before. place: whose hours count, None for none."""
    today = now.astimezone(formats.zone())
    monday = 7 - today.weekday()
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    later = (now + LATER).replace(minute=0, second=0, microsecond=0)
    offered = [
        (_("Later today"), later if later.astimezone(formats.zone()).date() == today.date() else None),
        (_("This evening"), _wall(today, 0, EVENING)),
        (_("Tomorrow"), _opening(today, 1, place)),
        (_("In two days"), _opening(today, 2, place)),
        (_("Next week"), _opening(today, monday, place)),
        (_("Next month"), _opening(today, (month.date() - today.date()).days, place)),
    ]
    made: list[Snooze] = []
    last = now + timedelta(minutes=30)
    for label, until in offered:
        if until is not None and until > last:
            made.append(Snooze(label=label, until=until))
            last = until
    return tuple(made)


def fill_menu(
    menu: QMenu, now: datetime, place: LocationView | None, chosen: Callable[[datetime], object]
) -> None:
    """Put the choices into `menu`; `chosen` gets the instant."""
    for one in choices(now, place):
        action = menu.addAction(f"{one.label}\t{formats.moment(one.until, now)}")
        action.triggered.connect(partial(_call, chosen, one.until))
    action = menu.addAction(_("Until the customer answers"))
    action.triggered.connect(partial(_call, chosen, UNTIL_ANSWER))


class MomentForm(QWidget):
    """Asks for a date and a time. chosen(datetime), aware."""

    chosen = Signal(object)

    def __init__(self, begin: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        local = begin.astimezone(formats.zone())
        self._field = QDateTimeEdit(
            QDateTime(local.year, local.month, local.day, local.hour, local.minute, 0)
        )
        self._field.setCalendarPopup(True)
        self._field.setAccessibleName(_("Date and time"))
        button = PrimaryButton(_("Snooze"))
        button.clicked.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        row.addWidget(Text(_("Until")))
        row.addWidget(self._field)
        row.addWidget(button)

    def _on_chosen(self) -> None:
        date, clock_time = self._field.date(), self._field.time()
        wall = datetime(date.year(), date.month(), date.day(), clock_time.hour(), clock_time.minute())  # noqa: DTZ001
        self.chosen.emit(wall.replace(tzinfo=formats.zone()).astimezone(UTC))


def ask_moment(anchor: QWidget, now: datetime, chosen: Callable[[datetime], object]) -> PillPopup:
    """Ask for another moment under `anchor`."""
    popup = PillPopup(anchor)
    form = MomentForm(now + timedelta(days=1))
    form.chosen.connect(popup.close)
    form.chosen.connect(chosen)
    popup.set_form(form)
    popup.open_under(anchor)
    return popup


def _call(chosen: Callable[[datetime], object], until: datetime, *_checked: object) -> None:
    chosen(until)


def _wall(today: datetime, days: int, at: time) -> datetime:
    day = today.date() + timedelta(days=days)
    return datetime.combine(day, at, tzinfo=formats.zone()).astimezone(UTC)


def _opening(today: datetime, days: int, place: LocationView | None) -> datetime:
    """Return when the shop opens on that day, or next after it; a shop without hours opens at nine."""
    begin = _wall(today, days, time(0, 0))
    opening = next_opening(place, begin) if place is not None else None
    return opening if opening is not None and opening > begin else _wall(today, days, OPENS)
