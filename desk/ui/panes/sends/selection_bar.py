# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to the selected sends; it stands where the filters are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.services.delivery import DeliveryRow
from desk.translation import _, ngettext
from desk.ui.panes.sends.bulk import DeedKind, awaits, can_stop
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, SecondaryButton, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats


class SelectionBar(Speaks, QWidget):
    """deed_requested(DeedKind): on what is selected. closed(): select nothing."""

    deed_requested = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DeliveryRow, ...] = ()
        self._count = Text("", "strong")
        self.resend = SecondaryButton("", "arrow-clockwise")
        self.approve = SecondaryButton("", "check")
        self.cancel = SecondaryButton("", "x", danger=True)
        self.close_button = IconButton("x", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._count)
        row.addSpacing(SIZE.space_s)
        row.addWidget(self.approve)
        row.addWidget(self.resend)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.approve.clicked.connect(self._on_approve)
        self.resend.clicked.connect(self._on_resend)
        self.cancel.clicked.connect(self._on_cancel)
        self.close_button.clicked.connect(self.closed)
        self.retranslate()

    def show_rows(self, rows: Sequence[DeliveryRow]) -> None:
        """Offer what can be done to `rows`."""
        self._rows = tuple(rows)
        waiting, stoppable = any(map(awaits, rows)), any(map(can_stop, rows))
        self.approve.setVisible(waiting)
        self.cancel.setVisible(stoppable)
        self.resend.setVisible(not all(map(can_stop, rows)))
        self._say()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.resend.setText(_("Send again…"))
        self.approve.setText(_("Approve"))
        self.close_button.set_label(_("Select nothing"))
        self._say()

    def _say(self) -> None:
        count = len(self._rows)
        said = ngettext("{count} selected", "{count} selected", count)
        self._count.setText(said.format(count=formats.number(count)))
        self.setAccessibleName(self._count.text())
        are_asked = bool(self._rows) and all(map(awaits, self._rows))
        self.cancel.setText(_("Decline") if are_asked else _("Call off…"))

    def _on_approve(self) -> None:
        self.deed_requested.emit(DeedKind.APPROVE)

    def _on_resend(self) -> None:
        self.deed_requested.emit(DeedKind.RESEND)

    def _on_cancel(self) -> None:
        self.deed_requested.emit(DeedKind.CANCEL)
