# SPDX-License-Identifier: LicenseRef-Desk
"""Changes what is selected from the table's cells: a click, or a key, opens the popup of a cell."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.models.identity import OperatorId
from desk.services.shop import RecordRow
from desk.translation import _, ngettext
from desk.ui.panes.records import rows
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.popups import NOBODY, anchor_at, open_assignee, open_due, open_status
from desk.ui.panes.records.record_table import RecordTable
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.widgets import PillPopup
from desk.ui.wording import formats

MANY = 20
"""A change of more records than this is confirmed first: it may tell as many customers."""


class CellChanges(QObject):
    """Opens the popups of a table; what is chosen is done to every selected record."""

    def __init__(self, table: RecordTable, model: RecordsModel, deeds: RecordDeeds) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._deeds = deeds
        table.clicked.connect(self._on_clicked)

    def choose_status(self) -> None:
        """Offer the statuses for what is selected."""
        self._open_status(self._table.cell(rows.STATUS))

    def choose_due(self) -> None:
        """Offer dates for what is selected."""
        self._open_due(self._table.cell(rows.DUE))

    def choose_assignee(self) -> None:
        """Offer the staff for what is selected."""
        self._open_assignee(self._table.cell(rows.ASSIGNEE))

    def _on_clicked(self, index: QModelIndex) -> None:
        match self._table.column_at(index):
            case rows.STATUS:
                self._open_status(index)
            case rows.DUE:
                self._open_due(index)
            case rows.ASSIGNEE:
                self._open_assignee(index)

    def _open_status(self, index: QModelIndex) -> None:
        seen = self._table.selected()
        if not seen:
            return
        codes = {row.status for row in seen}
        current = codes.pop() if len(codes) == 1 else ""

        def chosen(status: str) -> None:
            self._confirmed(seen, partial(self._deeds.change_status, seen, status))

        self._at(index, lambda anchor: open_status(anchor, self._model.state.kind, current, chosen))

    def _open_due(self, index: QModelIndex) -> None:
        seen = self._table.selected()
        if not seen:
            return
        dues: set[datetime | None] = {row.due_at for row in seen}
        due_at = dues.pop() if len(dues) == 1 else None
        place = self._model.state.shop.place(seen[0].location_id)

        def chosen(at: datetime | None) -> None:
            self._confirmed(seen, partial(self._deeds.move_due, seen, at))

        self._at(index, lambda anchor: open_due(anchor, due_at, place, chosen))

    def _open_assignee(self, index: QModelIndex) -> None:
        seen = self._table.selected()
        if not seen:
            return
        people = {row.assignee_id for row in seen}
        current = (people.pop() or "") if len(people) == 1 else ""
        staff = self._model.state.shop.operators

        def chosen(key: str) -> None:
            assignee = None if key == NOBODY else OperatorId(key)
            name = self._model.state.shop.operator_name(assignee)
            self._confirmed(seen, partial(self._deeds.assign, seen, assignee, name))

        self._at(index, lambda anchor: open_assignee(anchor, staff, current, chosen))

    def _at(self, index: QModelIndex, open_popup: Callable[[QWidget], PillPopup]) -> None:
        """Open a popup at a cell; the keyboard comes back to the table when it goes."""
        anchor = anchor_at(self._table, index)
        popup = open_popup(anchor)
        popup.closed.connect(anchor.hide)
        popup.closed.connect(anchor.deleteLater, Qt.ConnectionType.QueuedConnection)
        popup.closed.connect(self._table.setFocus)

    def _confirmed(self, seen: Sequence[RecordRow], deed: Callable[[], None]) -> None:
        """Do `deed`; a change of many records asks first."""
        if len(seen) <= MANY:
            deed()
            return
        box = QMessageBox(self._table)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        count = formats.number(len(seen))
        text = ngettext("Change {count} record at once?", "Change {count} records at once?", len(seen))
        box.setText(text.format(count=count))
        box.setInformativeText(_("Each change may tell a customer; it can be taken back as a whole."))
        go = ngettext("Change {count} record", "Change {count} records", len(seen)).format(count=count)
        box.setWindowTitle(go)
        box.addButton(go, QMessageBox.ButtonRole.AcceptRole).clicked.connect(deed)
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.open()
