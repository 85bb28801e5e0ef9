# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms of one rule's own clauses: when it leaves, quiet hours, how late is too late."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton

from desk.services.rules import HoursMode, QuietHours, Timing
from desk.translation import _, pgettext
from desk.ui.panes.rules.forms import PillForm, SpanForm, wall_edit, wall_of_edit, weekday_choices
from desk.ui.panes.rules.words import HOUR_MINUTES, LATE_MINUTES
from desk.ui.theme import SIZE
from desk.ui.widgets import Text


class TimingForm(PillForm):
    """At once or later, and whether in opening hours only. Tells (delay in minutes, hours)."""

    def __init__(self, timing: Timing, tell: Callable[[int, HoursMode], None], at_once: str) -> None:
        super().__init__()
        self._tell = tell
        self.at_once = QRadioButton(at_once)
        self.later = QRadioButton(pgettext("rule", "Later"))
        (self.later if timing.delay_minutes else self.at_once).setChecked(True)
        self.span = SpanForm(timing.delay_minutes or HOUR_MINUTES, self._on_span, _("How long after"))
        self.span.setEnabled(bool(timing.delay_minutes))
        self.opening = QCheckBox(_("Only while the location is open"))
        self.opening.setChecked(timing.hours is HoursMode.OPENING_HOURS)
        for widget in (self.at_once, self.later, self.span, self.opening):
            self.column.addWidget(widget)
        self.later.toggled.connect(self._on_change)
        self.opening.toggled.connect(self._on_change)

    def _on_span(self, _minutes: int) -> None:
        self._on_change()

    def _on_change(self) -> None:
        self.span.setEnabled(self.later.isChecked())
        delay = self.span.minutes() if self.later.isChecked() else 0
        self._tell(delay, HoursMode.OPENING_HOURS if self.opening.isChecked() else HoursMode.ANY_TIME)


class QuietForm(PillForm):
    """Quiet hours of a rule: a span, whole days, holidays. Tells QuietHours, None for none."""

    def __init__(self, quiet: QuietHours | None, tell: Callable[[QuietHours | None], None]) -> None:
        super().__init__()
        self._tell = tell
        shown = quiet or QuietHours()
        self.on = QCheckBox(_("Keep quiet hours"))
        self.on.setChecked(quiet is not None)
        self.start = wall_edit(shown.start, _("Quiet from"))
        self.end = wall_edit(shown.end, _("Quiet until"))
        self.days = [QCheckBox(name[:3]) for _key, name in weekday_choices()]
        for number, (box, (_key, name)) in enumerate(zip(self.days, weekday_choices(), strict=True)):
            box.setChecked(number in shown.weekdays)
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.holidays = QCheckBox(_("And on public holidays"))
        self.holidays.setChecked(shown.holidays)
        self.column.addWidget(self.on)
        self.add_row(Text(pgettext("rule", "Between")), self.start, Text(pgettext("rule", "and")), self.end)
        self.column.addWidget(Text(_("Whole days"), "meta"))
        self._add_days()
        self.column.addWidget(self.holidays)
        self.column.addWidget(
            Text(_("In the recipient’s time zone. What falls inside waits for the end."), "muted")
        )
        for box in (self.on, self.holidays, *self.days):
            box.toggled.connect(self._on_change)
        for edit in (self.start, self.end):
            edit.timeChanged.connect(self._on_change)
        self._fit()

    def _add_days(self) -> None:
        for first in (0, 4):
            row = QHBoxLayout()
            row.setSpacing(SIZE.space_m)
            for box in self.days[first : first + 4]:
                row.addWidget(box)
            row.addStretch(1)
            self.column.addLayout(row)

    def _fit(self) -> None:
        for widget in (self.start, self.end, self.holidays, *self.days):
            widget.setEnabled(self.on.isChecked())

    def _on_change(self) -> None:
        self._fit()
        weekdays = tuple(number for number, box in enumerate(self.days) if box.isChecked())
        quiet = QuietHours(
            start=wall_of_edit(self.start),
            end=wall_of_edit(self.end),
            weekdays=weekdays,
            holidays=self.holidays.isChecked(),
        )
        self._tell(quiet if self.on.isChecked() else None)


class LateForm(PillForm):
    """How late a message may still leave. Tells minutes, None for however late."""

    def __init__(self, minutes: int | None, tell: Callable[[int | None], None]) -> None:
        super().__init__()
        self._tell = tell
        self.ever = QRadioButton(_("However late"))
        self.limit = QRadioButton(_("Not when it would be too late"))
        (self.ever if minutes is None else self.limit).setChecked(True)
        self.span = SpanForm(minutes or LATE_MINUTES, self._on_span, _("Too late after"))
        self.span.setEnabled(minutes is not None)
        note = _("Counts when Desk did not run at the right moment. What quiet hours held is not late.")
        for widget in (self.ever, self.limit, self.span, Text(note, "muted", wrap=True)):
            self.column.addWidget(widget)
        self.limit.toggled.connect(self._on_change)

    def _on_span(self, _minutes: int) -> None:
        self._on_change()

    def _on_change(self) -> None:
        self.span.setEnabled(self.limit.isChecked())
        self._tell(self.span.minutes() if self.limit.isChecked() else None)
