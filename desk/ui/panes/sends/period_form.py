# SPDX-License-Identifier: LicenseRef-Desk
"""The small form for a period of one's own: from one day to another."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, PrimaryButton


class PeriodForm(QWidget):
    """chosen(first day, last day), both included."""

    chosen = Signal(object, object)

    def __init__(self, first: date, last: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = _editor(first)
        self.last = _editor(last)
        show = PrimaryButton(_("Show"))
        show.clicked.connect(self._on_show)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_m)
        row.addWidget(FormField(_("From"), self.first))
        row.addWidget(FormField(_("To"), self.last))
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        column.setSpacing(SIZE.space_m)
        column.addLayout(row)
        column.addWidget(show)

    def _on_show(self) -> None:
        self.chosen.emit(_day(self.first), _day(self.last))


def _editor(day: date) -> QDateEdit:
    editor = QDateEdit(QDate(day.year, day.month, day.day))
    editor.setCalendarPopup(True)
    editor.setDisplayFormat("dd/MM/yyyy")
    return editor


def _day(editor: QDateEdit) -> date:
    day = editor.date()
    return date(day.year(), day.month(), day.day())
