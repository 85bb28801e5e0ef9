# SPDX-License-Identifier: LicenseRef-Desk
"""A date with a time as one field: typed, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QSpinBox, QTableView, QToolButton, QWidget

from desk import clock
from desk.services.shop import local_day
from desk.translation import _
from desk.ui.panes.records import moment_text
from desk.ui.theme import Theme, icon
from desk.ui.widgets import PillPopup
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats


class MomentField(Speaks, QLineEdit):
    """Holds text such as 25/11/2026 17:30, or a date alone with `has_time` off; Alt+↓ opens the calendar."""

    def __init__(self, *, has_time: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_time = has_time
        self._pick = QAction(icon("calendar-blank"), "", self)
        self._pick.triggered.connect(self.open_calendar)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.retranslate()

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        popup = PillPopup(self)
        calendar = Calendar(self._day())
        calendar.chosen.connect(self._on_day)
        calendar.chosen.connect(popup.close)
        popup.set_form(calendar)
        popup.open_under(self)
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if is_alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._pick.setText(_("Choose a day"))
        self.setPlaceholderText(_("dd/mm/yyyy hh:mm") if self._has_time else _("dd/mm/yyyy"))

    def _day(self) -> date:
        """Return the day that is typed, else today."""
        today = local_day(clock.now(), formats.zone())
        day_text = " ".join(self.text().split()).partition(" ")[0]
        try:
            return moment_text.read_day(day_text, today)
        except ValueError:
            return today

    def _on_day(self, day: date) -> None:
        _day, _space, time_text = " ".join(self.text().split()).partition(" ")
        usual = moment_text.write_minute(moment_text.USUAL_MINUTE)
        said = (
            f"{moment_text.write_day(day)} {time_text or usual}"
            if self._has_time
            else moment_text.write_day(day)
        )
        self.setText(said)
        self.setFocus(Qt.FocusReason.PopupFocusReason)


class Calendar(QCalendarWidget):
    """A month, Monday first. chosen(date): a click or Enter."""

    chosen = Signal(object)

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setAccessibleName(_("Calendar"))
        self._dress()
        self.show_day(day)
        self.clicked.connect(self._on_day)
        self.activated.connect(self._on_day)

    def show_day(self, day: date) -> None:
        """Show `day` as chosen."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))

    def day(self) -> date:
        """Return the day that is chosen."""
        shown = self.selectedDate()
        return date(shown.year(), shown.month(), shown.day())

    def _dress(self) -> None:
        """Wear the look's colours where Qt has its own: week-ends, heads, arrows."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(Theme.current().colour("text"))
        head.setForeground(Theme.current().colour("text2"))
        self.setHeaderTextFormat(head)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        for kind, label in ((QTableView, _("Calendar")), (QSpinBox, _("Year"))):
            if (part := self.findChild(kind)) is not None:
                part.setAccessibleName(label)
        arrows = {
            "qt_calendar_prevmonth": ("caret-left", _("Previous month")),
            "qt_calendar_nextmonth": ("caret-right", _("Next month")),
        }
        for name, (shape, label) in arrows.items():
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(shape, "on_primary"))
                button.setAccessibleName(label)

    def _on_day(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
