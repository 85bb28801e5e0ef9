# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms that pills open; each tells its value at every change, so that nothing has to be confirmed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desk.translation import _
from desk.ui.panes.rules.words import Span, relative_days, span_of
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton, Text
from desk.ui.wording import formats

T = TypeVar("T")
Tell = Callable[[T], None]
MOST_COUNT = 9999
MOST_MONEY = 9_999_999


class PillForm(QWidget):
    """A column of editors; Enter closes the popup."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_xs, SIZE.space_xs)
        self.column.setSpacing(SIZE.space_s)
        self.setMinimumWidth(SIZE.popup_width - SIZE.space_xl)

    def add_row(self, *widgets: QWidget) -> None:
        """Put widgets side by side."""
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.window().close()
        else:
            super().keyPressEvent(event)


class SpanForm(PillForm):
    """How long: a count and a unit."""

    def __init__(self, minutes: int, tell: Tell[int], label: str) -> None:
        super().__init__()
        self._tell = tell
        span = span_of(minutes)
        self.count = QSpinBox(maximum=MOST_COUNT)
        self.count.setValue(span.count)
        self.count.setAccessibleName(label)
        self.unit = QComboBox()
        for unit, name in (("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))):
            self.unit.addItem(name, unit)
        self.unit.setCurrentIndex(self.unit.findData(span.unit))
        self.unit.setAccessibleName(_("Unit"))
        self.column.addWidget(Text(label, "meta"))
        self.add_row(self.count, self.unit)
        self.count.valueChanged.connect(self._on_change)
        self.unit.currentIndexChanged.connect(self._on_change)

    def minutes(self) -> int:
        """Return how long, in minutes."""
        return Span(self.count.value(), str(self.unit.currentData())).minutes

    def _on_change(self) -> None:
        self._tell(self.minutes())


class OffsetForm(SpanForm):
    """When, beside a date: how long, before or after. remove: None when it is the only one."""

    def __init__(self, minutes: int, tell: Tell[int], sides: Sequence[int], remove: Tell[int] | None) -> None:
        """sides: -1 before and 1 after, those that the event allows."""
        super().__init__(minutes, tell, _("When"))
        self.side = QComboBox()
        for side, name in ((-1, _("before the date")), (1, _("after the date"))):
            if side in sides:
                self.side.addItem(name, side)
        self.side.setCurrentIndex(max(0, self.side.findData(-1 if minutes < 0 else 1)))
        self.side.setAccessibleName(_("Before or after"))
        self.side.currentIndexChanged.connect(self._on_change)
        self.add_row(self.side)
        if remove is not None:
            button = LinkButton(_("Remove this moment"), "trash")
            button.clicked.connect(lambda: (self.window().close(), remove(minutes)))
            self.add_row(button)

    def minutes(self) -> int:
        return super().minutes() * int(self.side.currentData() or 1)


class WallForm(PillForm):
    """A time of day, or the date's own."""

    def __init__(self, wall: str, tell: Tell[str]) -> None:
        super().__init__()
        self._tell = tell
        self.own = QCheckBox(_("At the date’s own time of day"))
        self.own.setChecked(not wall)
        self.time = wall_edit(wall or "09:00", _("Time of day"))
        self.time.setEnabled(bool(wall))
        self.column.addWidget(self.own)
        self.add_row(self.time)
        self.own.toggled.connect(self._on_change)
        self.time.timeChanged.connect(self._on_change)

    def _on_change(self) -> None:
        self.time.setDisabled(self.own.isChecked())
        self._tell("" if self.own.isChecked() else wall_of_edit(self.time))


class ChecksForm(PillForm):
    """Several of a few. Tells the keys that are ticked, in their order."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], ticked: Sequence[str], tell: Tell[tuple[str, ...]], note: str
    ) -> None:
        super().__init__()
        self._tell = tell
        self.boxes: dict[str, QCheckBox] = {}
        for key, name in choices:
            box = QCheckBox(name)
            box.setChecked(key in ticked)
            box.toggled.connect(self._on_change)
            self.boxes[key] = box
            self.column.addWidget(box)
        if note:
            self.column.addWidget(Text(note, "muted", wrap=True))

    def _on_change(self) -> None:
        self._tell(tuple(key for key, box in self.boxes.items() if box.isChecked()))


class WordForm(PillForm):
    """A text, or several with commas between them. Tells what is typed."""

    def __init__(self, text: str, tell: Tell[str], label: str, hint: str = "") -> None:
        super().__init__()
        self.line = QLineEdit(text)
        self.line.setAccessibleName(label)
        self.line.textChanged.connect(tell)
        self.column.addWidget(Text(label, "meta"))
        self.column.addWidget(self.line)
        if hint:
            self.column.addWidget(Text(hint, "muted", wrap=True))


class NumberForm(PillForm):
    """A number, or an amount of money when there is a currency. Tells it as exact text."""

    def __init__(self, value: str, tell: Tell[str], label: str, currency: str = "") -> None:
        super().__init__()
        digits = 2 if currency else 0
        self.spin = QDoubleSpinBox(decimals=digits, maximum=MOST_MONEY, minimum=-MOST_MONEY)
        self.spin.setAccessibleName(label)
        self.spin.setGroupSeparatorShown(True)
        try:
            self.spin.setValue(float(Decimal(value or "0")))
        except ArithmeticError:
            self.spin.setValue(0)
        self.spin.valueChanged.connect(lambda typed: tell(f"{typed:.{digits}f}"))
        self.column.addWidget(Text(label, "meta"))
        self.add_row(self.spin, Text(currency, "text2"))


class DayForm(PillForm):
    """A day: a date, or one counted from today. Tells it as a condition keeps it."""

    def __init__(self, value: str, tell: Tell[str], today: date) -> None:
        super().__init__()
        self._tell = tell
        days = relative_days(value)
        self.sort = QComboBox()
        for key, name in (
            ("date", _("a date")), ("today", _("today")), ("in", _("in … days")), ("ago", _("… days ago")),
        ):  # fmt: skip
            self.sort.addItem(name, key)
        chosen = "date" if days is None else "today" if days == 0 else "in" if days > 0 else "ago"
        self.sort.setCurrentIndex(self.sort.findData(chosen if value else "today"))
        self.sort.setAccessibleName(_("Day"))
        self.count = QSpinBox(minimum=1, maximum=MOST_COUNT)
        self.count.setValue(abs(days or 7))
        self.count.setAccessibleName(_("Days"))
        self.date = date_edit(value[:10] if days is None and value else "", today, _("Date"))
        self.add_row(self.sort, self.count, self.date)
        for change in (self.sort.currentIndexChanged, self.count.valueChanged, self.date.dateChanged):
            change.connect(self._on_change)
        self._fit()

    def _fit(self) -> None:
        sort = self.sort.currentData()
        self.date.setVisible(sort == "date")
        self.count.setVisible(sort in ("in", "ago"))

    def _on_change(self) -> None:
        self._fit()
        count = self.count.value()
        said = {
            "date": self.date.date().toString(Qt.DateFormat.ISODate),
            "today": "today",
            "in": f"today+{count}",
            "ago": f"today-{count}",
        }
        self._tell(said[str(self.sort.currentData())])
        self.window().adjustSize()


class ValidityForm(PillForm):
    """From when until when; tells both days, None for open."""

    def __init__(
        self, first: date | None, last: date | None, tell: Callable[[date | None, date | None], None], today: date
    ) -> None:
        super().__init__()
        self._tell = tell
        self._edits: list[tuple[QCheckBox, QDateEdit]] = []
        for label, day, otherwise in (
            (_("From"), first, today),
            (_("Until"), last, today + timedelta(days=30)),
        ):
            box = QCheckBox(label)
            box.setChecked(day is not None)
            edit = date_edit(day.isoformat() if day else "", otherwise, label)
            edit.setEnabled(day is not None)
            self._edits.append((box, edit))
            self.add_row(box, edit)
            box.toggled.connect(self._on_change)
            edit.dateChanged.connect(self._on_change)

    def _on_change(self) -> None:
        for box, edit in self._edits:
            edit.setEnabled(box.isChecked())
        first, last = (_day(edit) if box.isChecked() else None for box, edit in self._edits)
        self._tell(first, last)


def wall_edit(wall: str, label: str) -> QTimeEdit:
    """Return an editor that holds a wall time "HH:MM"."""
    edit = QTimeEdit(QTime.fromString(wall, "HH:mm"))
    edit.setDisplayFormat("HH:mm")
    edit.setAccessibleName(label)
    return edit


def wall_of_edit(edit: QTimeEdit) -> str:
    """Return the wall time that an editor holds."""
    return edit.time().toString("HH:mm")


def date_edit(value: str, otherwise: date, label: str) -> QDateEdit:
    """Return an editor that holds a date "YYYY-MM-DD", else `otherwise`."""
    shown = QDate.fromString(value, Qt.DateFormat.ISODate)
    edit = QDateEdit(shown if shown.isValid() else QDate(otherwise.year, otherwise.month, otherwise.day))
    edit.setCalendarPopup(True)
    edit.setAccessibleName(label)
    return edit


def weekday_choices() -> tuple[tuple[str, str], ...]:
    """Return the days of the week as choices."""
    return tuple((str(day), formats.weekday(day).capitalize()) for day in range(7))


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
