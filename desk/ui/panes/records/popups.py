# SPDX-License-Identifier: LicenseRef-Desk
"""The popups by which a record is changed in two clicks: its status, its date, who works on it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtWidgets import QWidget

from desk.services.events import RecordKind
from desk.services.shop import LocationView, OperatorCard
from desk.translation import _
from desk.ui.panes.records.due_form import DueForm
from desk.ui.panes.records.status_look import status_options
from desk.ui.widgets import DeskTable, Option, PillPopup

NOBODY = "nobody"


def open_status(
    anchor: QWidget, kind: RecordKind, current: str, chosen: Callable[[str], object]
) -> PillPopup:
    """Offer the statuses of a kind under `anchor`; `current`: "" for several records."""
    return _open(anchor, status_options(kind), current, chosen)


def open_due(
    anchor: QWidget,
    due_at: datetime | None,
    place: LocationView | None,
    chosen: Callable[[datetime | None], object],
) -> PillPopup:
    """Offer dates under `anchor`."""
    popup = PillPopup(anchor)
    form = DueForm(due_at, place)
    form.chosen.connect(popup.close)
    form.chosen.connect(chosen)
    popup.set_form(form)
    popup.open_under(anchor)
    return popup


def open_assignee(
    anchor: QWidget, staff: Sequence[OperatorCard], current: str, chosen: Callable[[str], object]
) -> PillPopup:
    """Offer the members of staff who work here, and nobody; `chosen` gets an id or NOBODY."""
    return _open(anchor, staff_options(staff), current or NOBODY, chosen)


def staff_options(staff: Sequence[OperatorCard]) -> tuple[Option, ...]:
    """Return the members of staff as choices, nobody first."""
    people = [Option(key=one.id, label=one.name, icon="user") for one in staff if one.is_active]
    return (Option(key=NOBODY, label=_("Nobody yet"), icon="minus"), *people)


def anchor_at(table: DeskTable, index: QModelIndex) -> QWidget:
    """Return an invisible stand-in for a cell, for a popup to hang on; it goes with the popup."""
    rect: QRect = table.visualRect(index)
    stand_in = QWidget(table.viewport())
    stand_in.setGeometry(rect)
    stand_in.show()
    return stand_in


def _open(
    anchor: QWidget, options: Sequence[Option], current: str, chosen: Callable[[str], object]
) -> PillPopup:
    popup = PillPopup(anchor)
    popup.set_options(options, current)
    popup.chosen.connect(chosen)
    popup.open_under(anchor)
    return popup
