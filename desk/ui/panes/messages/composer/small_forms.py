# SPDX-License-Identifier: LicenseRef-Desk
"""The small forms that open at a button: the address of a link, another moment to leave."""

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.messages.composer.marking import proper_link
from desk.ui.theme import SIZE
from desk.ui.widgets import FormField, LinkButton, PillPopup, PrimaryButton
from desk.ui.wording import formats


class LinkForm(QWidget):
    """chosen(str): an address, "" to take the link away."""

    chosen = Signal(str)

    def __init__(self, address: str) -> None:
        super().__init__()
        self.field = FormField(_("Address of the link"), QLineEdit(address))
        self.set = PrimaryButton(_("Set the link"))
        self.remove = LinkButton(_("Remove the link"), quiet=True)
        self.remove.setVisible(bool(address))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.remove)
        row.addWidget(self.set)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self.field)
        column.addLayout(row)
        self.setMinimumWidth(SIZE.popup_width)
        self.set.clicked.connect(self._on_set)
        self.remove.clicked.connect(self._on_remove)
        if isinstance(self.field.editor, QLineEdit):
            self.field.editor.returnPressed.connect(self._on_set)

    def _on_set(self) -> None:
        address = proper_link(str(self.field.value() or ""))
        if address:
            self.chosen.emit(address)
        else:
            self.field.set_problem(_("A link begins with https:// or is an email address."))

    def _on_remove(self) -> None:
        self.chosen.emit("")


class MomentForm(QWidget):
    """chosen(datetime): a moment to come, aware UTC."""

    chosen = Signal(object)

    def __init__(self, start: datetime, now: datetime) -> None:
        super().__init__()
        self._now = now
        local = start.astimezone(formats.zone())
        wall = QDateTime(local.year, local.month, local.day, local.hour, local.minute, 0)
        self.editor = QDateTimeEdit(wall)
        self.editor.setCalendarPopup(True)
        self.editor.setDisplayFormat(_("dd/MM/yyyy HH:mm"))
        self.field = FormField(_("Date and time"), self.editor)
        self.set = PrimaryButton(_("Send then"), "clock")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addWidget(self.field)
        column.addWidget(self.set, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(SIZE.popup_width)
        self.set.clicked.connect(self._on_set)

    def _on_set(self) -> None:
        wall = self.editor.dateTime()
        date, time = wall.date(), wall.time()
        local = datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=formats.zone()
        )
        if local <= self._now:
            self.field.set_problem(_("This moment has passed."))
        else:
            self.chosen.emit(local)


def open_form(anchor: QWidget, form: LinkForm | MomentForm) -> PillPopup:
    """Open a form at `anchor`; it closes by itself when something was chosen."""
    popup = PillPopup(anchor)
    form.chosen.connect(popup.close)
    popup.set_form(form)
    popup.open_under(anchor)
    return popup
