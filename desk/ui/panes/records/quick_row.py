# SPDX-License-Identifier: LicenseRef-Desk
"""The quick dates as a row of words under a date field."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk import clock
from desk.services.shop import LocationView
from desk.translation import _
from desk.ui.panes.records import moment_text
from desk.ui.panes.records.due_form import LABELS
from desk.ui.panes.records.quick_times import picks
from desk.ui.theme import SIZE
from desk.ui.widgets import FlowLayout, LinkButton, Roving
from desk.ui.wording import formats


class QuickRow(QWidget):
    """picked(text): the date, as the field writes it."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=SIZE.space_xs)
        self._roving = Roving(self)

    def offer(self, place: LocationView | None) -> None:
        """Offer the quick dates of a site, as of now."""
        self._flow.clear()
        zone = formats.zone()
        for pick in picks(None, place, zone, clock.now()):
            button = LinkButton(_(LABELS[pick.quick]), quiet=True)
            button.setObjectName(pick.quick.value)
            button.setToolTip(formats.instant(pick.at))
            button.clicked.connect(partial(self.picked.emit, moment_text.write_moment(pick.at, zone)))
            self._roving.add(button)
            self._flow.addWidget(button)
            button.show()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)
