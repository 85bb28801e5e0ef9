# SPDX-License-Identifier: LicenseRef-Desk
"""Single days: closed all the same, or open all the same."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from desk import clock
from desk.translation import _
from desk.ui.panes.settings.span_line import SpanLine, WallSpans
from desk.ui.panes.settings.week_editor import USUAL
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, LinkButton, Text
from desk.ui.wording import formats


class DayRows(QWidget):
    """An editor of days, with hours when `has_hours`. changed(): something was typed."""

    changed = Signal()

    def __init__(self, *, has_hours: bool) -> None:
        super().__init__()
        self._has_hours = has_hours
        self._rows: list[_Row] = []
        self._add = LinkButton("", "plus", quiet=True)
        self._add.clicked.connect(self._on_add)
        self.problem = Text("", "problem", wrap=True)
        self.problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_xs)
        self._column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def days(self) -> dict[date, WallSpans]:
        """Return day → its hours; () without hours of its own."""
        return {row.day(): row.spans() for row in self._rows}

    def set_days(self, days: Mapping[date, WallSpans] | Iterable[date]) -> None:
        """Show what is kept."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        hours = days if isinstance(days, Mapping) else {}
        for day in sorted(days):
            self._put(day, hours.get(day, ()))

    def show_problem(self, text: str) -> None:
        """Say what is wrong; "" for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._add.setText(_("Add an open day") if self._has_hours else _("Add a closed day"))
        for row in self._rows:
            row.retranslate()

    def _put(self, day: date, spans: WallSpans) -> "_Row":
        row = _Row(day, spans, has_hours=self._has_hours)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.retranslate()
        return row

    def _on_add(self) -> None:
        last = max((row.day() for row in self._rows), default=clock.now().astimezone(formats.zone()).date())
        at = QDate(last.year, last.month, last.day).addDays(1)
        row = self._put(date(at.year(), at.month(), at.day()), USUAL if self._has_hours else ())
        row.focus()
        self.changed.emit()

    def _on_remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()


class _Row(QWidget):
    """One day."""

    changed = Signal()
    removed = Signal()

    def __init__(self, day: date, spans: WallSpans, *, has_hours: bool) -> None:
        super().__init__()
        self._date = QDateEdit(QDate(day.year, day.month, day.day))
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat("dd/MM/yyyy")
        self._weekday = Text("", "meta")
        self._line = SpanLine() if has_hours and spans else None
        self._remove = IconButton("x", "")
        self._remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._date)
        row.addWidget(self._weekday)
        if self._line is not None:
            self._line.set_spans(spans)
            self._line.changed.connect(self.changed)
            row.addWidget(self._line, 1)
        elif has_hours:
            self._usual = Text("", "meta")
            row.addWidget(self._usual, 1)
        else:
            row.addStretch(1)
        row.addWidget(self._remove)
        self._date.dateChanged.connect(self._on_date)

    def day(self) -> date:
        at = self._date.date()
        return date(at.year(), at.month(), at.day())

    def spans(self) -> WallSpans:
        return () if self._line is None else self._line.spans()

    def focus(self) -> None:
        self._date.setFocus()

    def retranslate(self) -> None:
        said = formats.day(self.day())
        self._weekday.setText(formats.weekday(self.day().weekday()))
        self._date.setAccessibleName(_("Day"))
        self._remove.set_label(_("Remove {day}").format(day=said))
        if self._line is not None:
            self._line.say(said)
        elif hasattr(self, "_usual"):
            self._usual.setText(_("usual hours"))

    def _on_date(self) -> None:
        self.retranslate()
        self.changed.emit()
