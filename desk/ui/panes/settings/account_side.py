# SPDX-License-Identifier: LicenseRef-Desk
"""Beside the list of accounts: their order, and the sandbox's own, which nobody sets up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.services.providers import AccountRow
from desk.translation import N_, _
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import CardList, IconButton, ListCard, SectionLabel, Text
from desk.ui.wording import channel_mark


class AccountSide(QWidget):
    """move_requested(-1 | 1): try the account earlier or later. sandbox_opened(): one of the sandbox's."""

    move_requested = Signal(int)
    sandbox_opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.earlier, self.later = IconButton("arrow-up", ""), IconButton("arrow-down", "")
        self._order = Text("", "muted", wrap=True)
        self._title, self._note = SectionLabel(""), Text("", "muted", wrap=True)
        self.rows: RowsModel[AccountRow, str] = RowsModel(
            (Column(name="name", header=N_("Name"), text=lambda row: _card(row).title),),
            lambda row: row.id,
            self,
        )
        self.list = CardList("", _card)
        self.list.setModel(self.rows)
        self.list.setFixedHeight(2 * SIZE.rule_row)
        self._lay_out()
        self.earlier.clicked.connect(lambda: self.move_requested.emit(-1))
        self.later.clicked.connect(lambda: self.move_requested.emit(1))
        self.list.row_activated.connect(lambda _row: self.sandbox_opened.emit())

    def show_accounts(self, own: int, sandbox: Sequence[AccountRow]) -> None:
        """Show the sandbox's accounts; with less than two of one's own there is no order."""
        for widget in (self._order, self.earlier, self.later):
            widget.setVisible(own > 1)
        self.rows.set_rows(sandbox)
        for part in (self._title, self._note, self.list):
            part.setVisible(bool(sandbox))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.earlier.set_label(_("Try this account earlier"))
        self.later.set_label(_("Try this account later"))
        self._order.setText(_("The first that works is used."))
        self._title.setText(_("Sandbox"))
        self._note.setText(_("Catches every message in trial mode."))
        self.list.setAccessibleName(_("Sandbox accounts"))
        self.rows.retranslate()

    def _lay_out(self) -> None:
        order = QHBoxLayout()
        order.setSpacing(0)
        order.addWidget(self._order, 1)
        order.addWidget(self.earlier)
        order.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(order)
        for part in (self._title, self._note, self.list):
            column.addWidget(part)


def _card(row: AccountRow) -> ListCard:
    mark = channel_mark(row.channel.value)
    title = f"{_(row.name)} – {mark.text}"
    return ListCard(title=title, meta=row.sender_address, marks=((mark.icon, mark.role),))
