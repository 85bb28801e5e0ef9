# SPDX-License-Identifier: LicenseRef-Desk
"""Opening hours of a week: any number of spans a day, also over midnight."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.translation import _
from desk.ui.panes.settings.span_line import SpanLine, WallSpans
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton, Switch, Text
from desk.ui.wording import formats

USUAL: WallSpans = (("09:00", "19:00"),)


class WeekEditor(QWidget):
    """A line for each weekday. changed(): something was typed or switched."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = [_Day(number) for number in range(7)]
        self._copy = LinkButton("", "copy", quiet=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_xs)
        for row, day in enumerate(self.days):
            for column, widget in enumerate((day.switch, day.label, day.line, day.problem)):
                if column < 3:
                    grid.addWidget(widget, 2 * row, column)
                else:
                    grid.addWidget(widget, 2 * row + 1, 2)
            day.switch.clicked.connect(self.changed)
            day.line.changed.connect(self.changed)
        grid.addWidget(self._copy, 14, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)
        self._copy.clicked.connect(self._on_copy)

    def spans(self) -> dict[int, WallSpans]:
        """Return weekday → spans of wall times; closed days are missing."""
        return {day.number: day.line.spans() for day in self.days if day.switch.isChecked()}

    def set_spans(self, week: Mapping[int, WallSpans]) -> None:
        """Show what is kept."""
        for day in self.days:
            day.show_spans(week.get(day.number, ()))

    def show_problems(self, by_day: Mapping[int, str]) -> None:
        """Say what is wrong with days; those not named are right."""
        for day in self.days:
            day.problem.setText(by_day.get(day.number, ""))
            day.problem.setVisible(day.number in by_day)

    def retranslate(self) -> None:
        """Say the days in the current language."""
        for day in self.days:
            day.retranslate()
        self._copy.setText(_("Same hours on all open days as on the first"))

    def _on_copy(self) -> None:
        open_days = [day for day in self.days if day.switch.isChecked()]
        for day in open_days[1:]:
            day.show_spans(open_days[0].line.spans())
        self.changed.emit()


class _Day:
    """One weekday."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.switch = Switch("")
        self.label = Text("")
        self.line = SpanLine()
        self.problem = Text("", "problem", wrap=True)
        self.problem.hide()
        self.switch.toggled.connect(self._on_toggled)
        self.line.setVisible(False)

    def show_spans(self, spans: WallSpans) -> None:
        self.line.set_spans(spans or USUAL)
        self.switch.setChecked(bool(spans))
        self.line.setVisible(bool(spans))

    def retranslate(self) -> None:
        name = formats.weekday(self.number)
        self.label.setText(name)
        self.switch.set_label(_("{day}, open").format(day=name))
        self.line.say(name)

    def _on_toggled(self, is_open: bool) -> None:
        self.line.setVisible(is_open)
