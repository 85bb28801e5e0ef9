# SPDX-License-Identifier: LicenseRef-Desk
"""What opens on a due date: the quick dates, a calendar, a time."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Problem
from desk.services.shop import LocationView, first_instant, minute_at
from desk.translation import N_, _
from desk.ui.panes.records import moment_text
from desk.ui.panes.records.moment_field import Calendar
from desk.ui.panes.records.quick_times import Pick, Quick, picks
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, FormField, LinkButton, PrimaryButton, Roving, Text
from desk.ui.wording import formats, problem_text

LABELS = {
    Quick.HOUR: N_("In 1 hour"),
    Quick.LATER: N_("1 hour later"),
    Quick.TOMORROW: N_("Tomorrow"),
    Quick.OPENING: N_("At the next opening"),
}
ICONS = {Quick.HOUR: "clock", Quick.LATER: "clock", Quick.TOMORROW: "sun", Quick.OPENING: "storefront"}


class DueForm(QWidget):
    """chosen(datetime | None): a date was set, or taken away. Typed text stays when it cannot be read."""

    chosen = Signal(object)

    def __init__(
        self, due_at: datetime | None, place: LocationView | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._has_date = due_at is not None
        zone, now = formats.zone(), clock.now()
        start = due_at or now
        self._calendar = Calendar(start.astimezone(zone).date())
        minute = minute_at(due_at, zone) if due_at is not None else moment_text.USUAL_MINUTE
        self._time = FormField(_("Time"), QLineEdit(moment_text.write_minute(minute)), beside=True)
        self._set = PrimaryButton(_("Set the date"))
        self._past = Text("", "warning", wrap=True)
        self._remove = LinkButton(_("No date"), "x", quiet=True)
        self._lay_out(picks(due_at, place, zone, now))
        self._set.clicked.connect(self._on_set)
        self._remove.clicked.connect(partial(self.chosen.emit, None))
        self._calendar.activated.connect(self._on_set)
        self._calendar.selectionChanged.connect(self._say_past)
        self._time.changed.connect(self._say_past)
        self._past.hide()
        editor = self._time.editor
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self._on_set)

    def time_editor(self) -> QWidget:
        """Return the field in which the time is typed."""
        return self._time.editor

    def calendar(self) -> Calendar:
        """Return the calendar."""
        return self._calendar

    def _lay_out(self, quick: Sequence[Pick]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        roving = Roving(self)
        for pick in quick:
            button = LinkButton(_quick_text(pick), ICONS[pick.quick])
            button.setObjectName(pick.quick.value)
            button.clicked.connect(partial(self.chosen.emit, pick.at))
            roving.add(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Divider())
        column.addWidget(self._calendar)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        self._time.editor.setFixedWidth(TIME_WIDTH)
        row.addWidget(self._time)
        row.addStretch(1)
        if not self._has_date:
            self._remove.hide()
        row.addWidget(self._remove)
        row.addWidget(self._set)
        column.addWidget(self._past)
        column.addLayout(row)

    def _say_past(self) -> None:
        """Say that the moment has passed already; it may be meant, so it can be set."""
        text = f"{moment_text.write_day(self._calendar.day())} {self._time.value()}"
        is_past = moment_text.is_past(text, formats.zone(), clock.now())
        self._past.setText(_("This moment has passed: it will be overdue at once.") if is_past else "")
        self._past.setVisible(is_past)

    def _on_set(self) -> None:
        text = str(self._time.value() or "")
        try:
            minute = moment_text.read_minute(text)
        except ValueError:
            self._time.set_problem(problem_text(Problem(code="bad_time", details={"value": text})))
            self._time.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.chosen.emit(first_instant(self._calendar.day(), minute, formats.zone()))


TIME_WIDTH = 64


def _quick_text(pick: Pick) -> str:
    at = formats.time(pick.at) if pick.quick is Quick.TOMORROW else formats.moment(pick.at)
    return f"{_(LABELS[pick.quick])} · {at}"
