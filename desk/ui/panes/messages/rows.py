# SPDX-License-Identifier: LicenseRef-Desk
"""The columns of the table view, and the order a click on a heading asks for."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt

from desk.services.inbox import ConversationRow, Order
from desk.translation import N_, _
from desk.ui.panes.messages.card_look import Looks, span
from desk.ui.rows_model import Column, RowsModel
from desk.ui.widgets import Cell, ChannelCell, DateCell, MarksCell, PersonCell, TextCell
from desk.ui.wording import channel_mark, formats

UNREAD, FLAG, CHANNEL, CUSTOMER, SUBJECT = "unread", "flag", "channel", "customer", "subject"
LAST, ASSIGNEE, WAITING, RECEIVED = "last", "assignee", "waiting", "received"

WIDTHS: Mapping[str, int] = {
    UNREAD: 72,
    FLAG: 80,
    CHANNEL: 92,
    CUSTOMER: 160,
    SUBJECT: 220,
    LAST: 260,
    ASSIGNEE: 130,
    WAITING: 90,
    RECEIVED: 110,
}
SORTS: Mapping[str, tuple[Order, Order]] = {
    RECEIVED: (Order.OLDEST, Order.NEWEST),
    WAITING: (Order.WAITING, Order.WAITING),
}
"""Column → what ascending and descending ask for; by the others the inbox is not sorted."""


class ConversationRows(RowsModel[ConversationRow, str]):
    """Conversations, as cards and as a table."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(_columns(looks), lambda row: row.id, parent, lambda row: looks.of(row).sentence)
        self.looks = looks


def cells(looks: Looks) -> Mapping[str, Callable[[ConversationRow], Cell]]:
    """Return what each column paints of a row."""
    return {
        UNREAD: lambda row: TextCell(text=looks.of(row).unread, kind="strong", role="primary_text"),
        FLAG: lambda row: MarksCell(marks=(("flag", "flag"),) if row.is_flagged else ()),
        CHANNEL: lambda row: ChannelCell(channel=row.channel.value, word=channel_mark(row.channel).text),
        CUSTOMER: lambda row: TextCell(text=looks.of(row).name, kind="strong"),
        SUBJECT: lambda row: TextCell(text=looks.of(row).subject, kind="strong" if row.unread else "body"),
        LAST: lambda row: TextCell(text=looks.of(row).preview, role="text2"),
        ASSIGNEE: lambda row: _person(looks.of(row).assignee),
        WAITING: lambda row: TextCell(text=_waits(row, looks), role="text2", tabular=True),
        RECEIVED: lambda row: DateCell(text=formats.moment(row.last_at, looks.now)),
    }


def _person(name: str) -> Cell:
    return PersonCell(name=name) if name else TextCell(text="")


def _waits(row: ConversationRow, looks: Looks) -> str:
    return span(looks.now - row.waiting_since) if row.waiting_since is not None else ""


def _columns(looks: Looks) -> tuple[Column[ConversationRow], ...]:
    tip = int(Qt.ItemDataRole.ToolTipRole)

    def column(name: str, header: str, text: Callable[[ConversationRow], str]) -> Column[ConversationRow]:
        roles: dict[int, Callable[[ConversationRow], object]] = (
            {tip: text} if name in {SUBJECT, LAST, CUSTOMER} else {}
        )
        return Column(name=name, header=header, text=text, roles=roles)

    return (
        column(UNREAD, N_("Unread"), lambda row: looks.of(row).unread),
        column(FLAG, N_("Follow-up"), lambda row: _("yes") if row.is_flagged else ""),
        column(CHANNEL, N_("Channel"), lambda row: channel_mark(row.channel).text),
        column(CUSTOMER, N_("Customer"), lambda row: looks.of(row).name),
        column(SUBJECT, N_("Subject"), lambda row: looks.of(row).subject),
        column(LAST, N_("Last message"), lambda row: looks.of(row).preview),
        column(ASSIGNEE, N_("Assigned to"), lambda row: looks.of(row).assignee),
        column(WAITING, N_("Waits since"), lambda row: _waits(row, looks)),
        column(RECEIVED, N_("Received"), lambda row: formats.moment(row.last_at, looks.now)),
    )
