# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms that pills open for values: several of a few, words, numbers, days."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDoubleSpinBox, QLineEdit, QSpinBox

from desk.translation import _, pgettext
from desk.ui.panes.rules.forms import MOST_COUNT, PillForm, Tell, padded
from desk.ui.panes.rules.words import relative_days
from desk.ui.widgets import Text

MOST_MONEY = 9_999_999


class ChecksForm(PillForm):
    """Several of a few. Tells the keys that are ticked, in their order."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        ticked: Sequence[str],
        tell: Tell[tuple[str, ...]],
        note: str,
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
        self.spin = padded(QDoubleSpinBox(decimals=digits, maximum=MOST_MONEY, minimum=-MOST_MONEY))
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
        sorts = {
            "date": pgettext("rule", "a date"),
            "today": pgettext("rule", "today"),
            "in": _("in … days"),
            "ago": _("… days ago"),
        }
        for key, name in sorts.items():
            self.sort.addItem(name, key)
        chosen = "date" if days is None else "today" if days == 0 else "in" if days > 0 else "ago"
        self.sort.setCurrentIndex(self.sort.findData(chosen if value else "today"))
        self.sort.setAccessibleName(_("Day"))
        self.count = padded(QSpinBox(minimum=1, maximum=MOST_COUNT))
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
        self,
        first: date | None,
        last: date | None,
        tell: Callable[[date | None, date | None], None],
        today: date,
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


def date_edit(value: str, otherwise: date, label: str) -> QDateEdit:
    """Return an editor that holds a date "YYYY-MM-DD", else `otherwise`."""
    shown = QDate.fromString(value, Qt.DateFormat.ISODate)
    edit = QDateEdit(shown if shown.isValid() else QDate(otherwise.year, otherwise.month, otherwise.day))
    edit.setCalendarPopup(True)
    edit.setAccessibleName(label)
    return edit


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
