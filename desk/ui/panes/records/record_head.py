# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the event feed: which record it is, where it stands, whose it is; each a click from change."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk import clock
from desk.services.events import record_kind
from desk.services.shop import RecordCard
from desk.translation import _, pgettext
from desk.ui.panes.records.due_form import DueForm
from desk.ui.panes.records.popups import NOBODY, staff_options
from desk.ui.panes.records.readings import Shop
from desk.ui.panes.records.status_look import status_mark, status_options
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, LinkButton, Pill, Text
from desk.ui.wording import field_name, formats


class RecordHead(QWidget):
    """status_chosen(code), due_chosen(datetime | None), assignee_chosen(id or NOBODY), customer_wanted()."""

    status_chosen = Signal(str)
    due_chosen = Signal(object)
    assignee_chosen = Signal(str)
    customer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: RecordCard | None = None
        self._shop = Shop()
        self._name = ElidedText("", "h2")
        self._item = Text("", "text2", wrap=True)
        self.status = Pill("")
        self.due = Pill("")
        self.assignee = Pill("")
        self.customer = LinkButton("", "user")
        self._place = ElidedText("", "meta")
        self._labels = [Text("", "meta") for _row in range(3)]
        self._lay_out()
        self.status.chosen.connect(self.status_chosen)
        self.assignee.chosen.connect(self.assignee_chosen)
        self.customer.clicked.connect(self.customer_wanted)
        self.due.set_form(self._due_form)

    def show_card(self, card: RecordCard, shop: Shop) -> None:
        """Show a record."""
        self._card, self._shop = card, shop
        kind = record_kind(card.kind)
        name = f"{_(kind.label)} {card.reference}"
        self._name.setText(name)
        self._item.setText(card.title)
        self._item.setVisible(bool(card.title))
        mark = status_mark(kind, card.status)
        self.status.set_clause(_("{record}, status").format(record=name))
        self.status.set_options(status_options(kind), card.status)
        self.status.set_value(mark.text, mark.icon)
        due = field_name(kind.due_field)
        self.due.set_clause(due)
        self._say_due(card.due_at)
        self.assignee.set_clause(pgettext("record", "Assignee"))
        self.assignee.set_options(staff_options(shop.operators), card.assignee_id or NOBODY)
        self.assignee.set_value(card.assignee_name or _("Nobody yet"), "user")
        self.customer.setText(card.customer_name)
        self.customer.setAccessibleName(_("Open the card of {customer}").format(customer=card.customer_name))
        self.customer.setToolTip(_("Open the customer card"))
        parts = (card.location_name, _("created {moment}").format(moment=formats.moment(card.created_at)))
        self._place.setText(" · ".join(part for part in parts if part))
        for label, text in zip(
            self._labels, (_("Customer"), due, pgettext("record", "Assignee")), strict=True
        ):
            label.setText(text)

    def _say_due(self, due_at: datetime | None) -> None:
        card = self._card
        is_late = card is not None and card.closed_at is None and due_at is not None and due_at < clock.now()
        said = formats.moment(due_at) if due_at is not None else _("Set a date")
        self.due.set_value(said, "warning" if is_late else "calendar-blank")
        self.due.setToolTip(formats.instant(due_at) if due_at is not None else "")

    def _due_form(self) -> QWidget:
        card = self._card
        place = self._shop.place(card.location_id) if card is not None else None
        form = DueForm(card.due_at if card is not None else None, place)
        form.chosen.connect(self._on_due)
        return form

    def _on_due(self, due_at: datetime | None) -> None:
        self.due.close_choices()
        self.due_chosen.emit(due_at)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SIZE.space_s)
        top.addWidget(self._name, 1)
        top.addWidget(self.status)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_xs)
        grid.setColumnStretch(1, 1)
        for row, widget in enumerate((self.customer, self.due, self.assignee)):
            grid.addWidget(self._labels[row], row, 0)
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(top)
        column.addWidget(self._item)
        column.addLayout(grid)
        column.addWidget(self._place)
