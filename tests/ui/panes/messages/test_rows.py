# SPDX-License-Identifier: LicenseRef-Desk
"""What the columns say, also for those who listen."""

from datetime import timedelta

from PySide6.QtCore import Qt

from desk.ui.panes.messages.card_look import Looks
from desk.ui.panes.messages.rows import WIDTHS, ConversationRows, cells
from tests.ui.panes.messages.rows import CAMILLE, NOW, STAFF, conversation

ROW = conversation(unread=2, is_flagged=True, assignee_ids=(CAMILLE,), waiting_since=NOW - timedelta(hours=3))


def test_every_column_says_and_paints_something():
    looks = Looks(now=NOW, names=STAFF)
    rows = ConversationRows(looks)
    rows.set_rows([ROW])
    said = {column.name: column.text(ROW) for column in rows.columns}
    assert set(said) == set(WIDTHS) == set(cells(looks))
    assert (said["unread"], said["assignee"], said["waiting"]) == ("2", "Camille Martin", "3 h")
    for make in cells(looks).values():
        assert make(ROW) is not None
    listener = rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert listener == looks.of(ROW).sentence


def test_an_empty_cell_is_empty():
    looks = Looks(now=NOW)
    bare = conversation()
    assert cells(looks)["assignee"](bare).text == ""
    assert cells(looks)["waiting"](bare).text == ""
    assert cells(looks)["flag"](bare).marks == ()
