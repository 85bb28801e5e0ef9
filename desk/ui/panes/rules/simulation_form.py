# SPDX-License-Identifier: LicenseRef-Desk
"""What is imagined: a customer, a record and a moment, each in a field of its own."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QGridLayout, QWidget

from desk import clock
from desk.translation import _
from desk.ui.panes.rules.forms import padded
from desk.ui.panes.rules.person_field import PersonField
from desk.ui.panes.rules.simulation_model import SimState, SimulationModel, When
from desk.ui.theme import SIZE
from desk.ui.widgets import Text
from desk.ui.wording import formats, record_name, status_name


class SimulationForm(QWidget):
    """Shows the state of the model, and tells it what is chosen."""

    def __init__(self, model: SimulationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._labels = [Text("", "meta") for _row in range(3)]
        self.customer = PersonField()
        self.record = QComboBox()
        self.when = QComboBox()
        self.at = padded(QDateTimeEdit(calendarPopup=True))
        self.at.setDisplayFormat("dd/MM/yyyy HH:mm")
        self._lay_out()
        self.customer.search_wanted.connect(model.look_for)
        self.customer.chosen.connect(model.choose_customer)
        self.record.activated.connect(self._on_record)
        self.when.activated.connect(self._on_when)
        self.at.dateTimeChanged.connect(self._on_at)

    def show_state(self, state: SimState, *, is_timed: bool) -> None:
        """Show what is chosen. is_timed: the rule counts from a date."""
        self._say_labels(state)
        self._say_records(state)
        self._say_moments(state, is_timed=is_timed)
        self.customer.setPlaceholderText(_("Type a name…"))
        self.customer.show_person(state.customer_name)
        self.customer.offer([(row.id, row.name or row.email) for row in state.found.customers])

    def _say_labels(self, state: SimState) -> None:
        kind = state.record_kind
        texts = (_("Customer"), record_name(kind) if kind else "", _("Moment"))
        for label, text, editor in zip(self._labels, texts, self._editors(), strict=True):
            label.setText(text)
            editor.setAccessibleName(text)
        self._labels[1].setVisible(bool(kind))
        self.record.setVisible(bool(kind))
        self.at.setAccessibleName(_("Date and time"))

    def _say_records(self, state: SimState) -> None:
        rows = state.found.records
        if _keys(self.record) != [row.id for row in rows]:
            self.record.clear()
            for number, row in enumerate(rows):
                self.record.addItem(f"{row.reference} · {row.title}", row.id)
                tip = f"{row.customer_name} · {status_name(row.kind, row.status)}"
                self.record.setItemData(number, tip, Qt.ItemDataRole.ToolTipRole)
        self.record.setCurrentIndex(self.record.findData(state.record_id))

    def _say_moments(self, state: SimState, *, is_timed: bool) -> None:
        texts = {
            When.NOW: _("now"),
            When.DUE: _("at the moment the date gives"),
            When.TONIGHT: _("this evening, 21:15"),
            When.SATURDAY: _("next Saturday, 10:00"),
            When.CHOSEN: _("choose…"),
        }
        kept = [when for when in When if when is not When.DUE or is_timed]
        if _keys(self.when) != kept or self.when.itemText(0) != texts[kept[0]]:
            self.when.clear()
            for when in kept:
                self.when.addItem(texts[when], when)
        self.when.setCurrentIndex(self.when.findData(state.when))
        self.at.setVisible(state.when is When.CHOSEN)

    def _on_record(self, at: int) -> None:
        self._model.choose_record(str(self.record.itemData(at) or ""))

    def _on_when(self, at: int) -> None:
        when = When(self.when.itemData(at))
        if when is not When.CHOSEN:
            self._model.choose_when(when)
            return
        here = clock.now().astimezone(formats.zone()).replace(second=0, microsecond=0)
        blocked = self.at.blockSignals(True)
        self.at.setDateTime(QDateTime(here.year, here.month, here.day, here.hour, here.minute, 0))
        self.at.blockSignals(blocked)
        self._model.choose_when(when, here)

    def _on_at(self, shown: QDateTime) -> None:
        day, time = shown.date(), shown.time()
        at = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=formats.zone())
        self._model.choose_when(When.CHOSEN, at)

    def _editors(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.customer, self.record, self.when

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_s)
        for row, (label, editor) in enumerate(zip(self._labels, self._editors(), strict=True)):
            label.setBuddy(editor)
            grid.addWidget(label, row, 0)
            grid.addWidget(editor, row, 1)
        for combo in (self.record, self.when):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        grid.addWidget(self.at, len(self._labels), 1)
        grid.setColumnStretch(1, 1)


def _keys(combo: QComboBox) -> list[object]:
    return [combo.itemData(at) for at in range(combo.count())]
