# SPDX-License-Identifier: LicenseRef-Desk
"""The list as a table."""

from PySide6.QtCore import QByteArray

from desk.services.inbox import Order
from desk.ui.panes.messages.card_look import Looks
from desk.ui.panes.messages.conversation_table import ConversationTable
from desk.ui.panes.messages.rows import RECEIVED, WAITING, ConversationRows
from tests.ui.panes.messages.rows import NOW, conversation


def table(qtbot):
    rows = ConversationRows(Looks(now=NOW))
    rows.set_rows([conversation()])
    made = ConversationTable(rows)
    qtbot.addWidget(made)
    return made


def section(made, name):
    return [column.name for column in made.model().columns].index(name)


def test_a_heading_asks_for_an_order(qtbot):
    made = table(qtbot)
    chosen = []
    made.order_chosen.connect(chosen.append)
    header = made.horizontalHeader()
    for name in (RECEIVED, WAITING):
        header.sortIndicatorChanged.emit(section(made, name), header.sortIndicatorOrder().DescendingOrder)
    header.sortIndicatorChanged.emit(0, header.sortIndicatorOrder().DescendingOrder)
    assert chosen == [Order.NEWEST, Order.WAITING]
    made.show_order(Order.OLDEST)
    assert header.sortIndicatorSection() == section(made, RECEIVED)


def test_columns_stay_where_they_were_put(qtbot):
    made, told = table(qtbot), []
    made.layout_chosen.connect(lambda: told.append(1))
    made.horizontalHeader().moveSection(0, 3)
    assert told
    kept = made.layout_state()
    other = table(qtbot)
    other.recall(kept)
    assert other.horizontalHeader().visualIndex(0) == 3
    other.recall(QByteArray())
    assert other.visible_rows() == (0, 0)
