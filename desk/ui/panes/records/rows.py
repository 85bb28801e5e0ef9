# SPDX-License-Identifier: LicenseRef-Desk
"""The table's rows and columns: what a record says in each, and how it is read aloud."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QObject, Qt

from desk import clock
from desk.services.events import RecordKind, record_kind
from desk.services.shop import RecordRow, local_day
from desk.translation import N_, _, language, pgettext
from desk.ui.panes.records.readings import Shop
from desk.ui.panes.records.status_look import StatusCell, status_mark
from desk.ui.rows_model import Column, RowsModel
from desk.ui.widgets import Cell, DateCell, TextCell
from desk.ui.wording import field_name, formats

REFERENCE, TITLE, CUSTOMER, STATUS = "reference", "title", "customer", "status"
DUE, ASSIGNEE, PLACE, UPDATED = "due", "assignee", "place", "updated"

WIDTHS: Mapping[str, int] = {
    REFERENCE: 76,
    TITLE: 108,
    CUSTOMER: 120,
    STATUS: 168,
    DUE: 136,
    ASSIGNEE: 80,
    PLACE: 108,
    UPDATED: 94,
}
"""The least a column needs; wider tables give what is left to the columns of words."""
FAR = timedelta(days=90)
GROWTH: Mapping[str, int] = {TITLE: 5, CUSTOMER: 4, STATUS: 1, ASSIGNEE: 2, PLACE: 2, UPDATED: 1}


def widths_for(room: int, hidden: Collection[str] = ()) -> dict[str, int]:
    """Return how wide each column is in a table of `room` pixels; `hidden`: columns that take none."""
    least = {name: width for name, width in WIDTHS.items() if name not in hidden}
    left = max(room - sum(least.values()), 0)
    shares = {name: GROWTH.get(name, 0) for name in least}
    whole = sum(shares.values())
    return {name: width + left * shares[name] // whole for name, width in least.items()}


class RecordRows(RowsModel[RecordRow, str]):
    """Records in a table; the heads of date and title are those of the kind."""

    def __init__(
        self, kind: Callable[[], RecordKind], shop: Callable[[], Shop], parent: QObject | None = None
    ) -> None:
        self._kind = kind
        super().__init__(_columns(shop), lambda row: row.id, parent, sentence)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation == Qt.Orientation.Horizontal and is_text and 0 <= section < len(self.columns):
            name = self.columns[section].name
            own = {DUE: self._kind().due_field, TITLE: self._kind().title_field}
            if name in own:
                return field_name(own[name])
            if name == STATUS:
                return pgettext("record", "Status")
            if name == ASSIGNEE:
                return pgettext("record", "Assignee")
        return super().headerData(section, orientation, role)


def cells(shop: Callable[[], Shop]) -> Mapping[str, Callable[[RecordRow], Cell]]:
    """Return what each column paints of a row."""
    return {
        REFERENCE: lambda row: TextCell(text=row.reference, tabular=True),
        TITLE: lambda row: TextCell(text=row.title),
        CUSTOMER: lambda row: TextCell(text=row.customer_name, kind="strong"),
        STATUS: _status_cell,
        DUE: _due_cell,
        ASSIGNEE: lambda row: TextCell(text=shop().operator_name(row.assignee_id), role="text2"),
        PLACE: lambda row: TextCell(text=shop().place_name(row.location_id), role="text2"),
        UPDATED: lambda row: DateCell(text=_moment(row.updated_at)),
    }


def sentence(row: RecordRow) -> str:
    """Say a whole row."""
    kind = record_kind(row.kind)
    due = due_text(row.due_at)
    parts = (
        f"{_(kind.label)} {row.reference}",
        row.title,
        row.customer_name,
        status_mark(kind, row.status).text,
        f"{field_name(kind.due_field)} {due}" if due else "",
        _("overdue") if is_late(row, clock.now()) else "",
    )
    return ", ".join(part for part in parts if part)


def due_text(due_at: datetime | None) -> str:
    """Say a due date; "" for none."""
    return _moment(due_at) if due_at is not None else ""


def _moment(at: datetime) -> str:
    return _said(at, local_day(clock.now(), formats.zone()), language(), formats.zone().key)


@lru_cache(maxsize=4096)
def _said(at: datetime, _today: date, _language: str, _zone: str) -> str:
    """Say an instant; a frame paints dozens of them, and they stay the same until midnight."""
    return formats.moment(at)


def is_late(row: RecordRow, now: datetime) -> bool:
    """Whether a record is open and its date has passed."""
    return row.due_at is not None and row.due_at < now and row.closed_at is None


def _columns(shop: Callable[[], Shop]) -> tuple[Column[RecordRow], ...]:
    return (
        Column(name=REFERENCE, header=N_("Number"), text=lambda row: row.reference),
        Column(name=TITLE, header=N_("Title"), text=lambda row: row.title),
        Column(name=CUSTOMER, header=N_("Customer"), text=lambda row: row.customer_name),
        Column(name=STATUS, header=N_("Status"), text=_status_text),
        Column(name=DUE, header=N_("Due date"), text=_due_said, roles={_TIP: _due_tip}),
        Column(name=ASSIGNEE, header=N_("Assignee"), text=lambda row: shop().operator_name(row.assignee_id)),
        Column(name=PLACE, header=N_("Location"), text=lambda row: shop().place_name(row.location_id)),
        Column(
            name=UPDATED,
            header=N_("Changed"),
            text=lambda row: formats.moment(row.updated_at),
            roles={_TIP: lambda row: formats.instant(row.updated_at)},
        ),
    )


_TIP = Qt.ItemDataRole.ToolTipRole


def _status_text(row: RecordRow) -> str:
    return status_mark(record_kind(row.kind), row.status).text


def _status_cell(row: RecordRow) -> Cell:
    mark = status_mark(record_kind(row.kind), row.status)
    return StatusCell(icon=mark.icon, word=mark.text, role=mark.role)


def _due_said(row: RecordRow) -> str:
    said = due_text(row.due_at)
    return f"{said} ({_('overdue')})" if is_late(row, clock.now()) else said


def _due_tip(row: RecordRow) -> str:
    return formats.instant(row.due_at) if row.due_at is not None else _("No date yet")


def _due_cell(row: RecordRow) -> Cell:
    if row.due_at is None:
        return TextCell(text=_("Set a date"), role="text3", icon="calendar-blank")
    if is_late(row, clock.now()):
        return TextCell(text=_due_short(row.due_at), role="danger", icon="warning", tabular=True)
    return TextCell(text=_due_short(row.due_at), icon="calendar-blank", tabular=True)


def _due_short(due_at: datetime) -> str:
    """Say a due date in its column: far off the day alone, which fits; the tool tip has the time."""
    return formats.day(due_at) if abs(due_at - clock.now()) > FAR else due_text(due_at)
