# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms that pills open: spans and times. They tell at every change; nothing is confirmed."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desk.translation import _, pgettext
from desk.ui.panes.rules.words import Span, span_of
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton, Text
from desk.ui.wording import formats

T = TypeVar("T")
Spin = TypeVar("Spin", bound=QAbstractSpinBox)
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
        self.count = padded(QSpinBox(maximum=MOST_COUNT))
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
        super().__init__(minutes, tell, pgettext("rule", "When"))
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


def padded(spin: Spin) -> Spin:
    """Return an editor with arrows whose text keeps its distance from the border."""
    # WORKAROUND Qt 6.11: a styled spin box ignores the padding of its style sheet.
    line = spin.lineEdit()
    line.setTextMargins(SIZE.space_s, 0, 0, 0)
    return spin


def wall_edit(wall: str, label: str) -> QTimeEdit:
    """Return an editor that holds a wall time "HH:MM"."""
    edit = padded(QTimeEdit(QTime.fromString(wall, "HH:mm")))
    edit.setDisplayFormat("HH:mm")
    edit.setAccessibleName(label)
    return edit


def wall_of_edit(edit: QTimeEdit) -> str:
    """Return the wall time that an editor holds."""
    return edit.time().toString("HH:mm")


def weekday_choices() -> tuple[tuple[str, str], ...]:
    """Return the days of the week as choices."""
    return tuple((str(day), formats.weekday(day).capitalize()) for day in range(7))
