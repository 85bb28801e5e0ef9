# SPDX-License-Identifier: LicenseRef-Desk
"""Cards are painted whole, mirrored where reading goes from right to left, at any density."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desk.ui.panes.messages.card_delegate import HEIGHTS
from desk.ui.panes.messages.card_look import Looks
from desk.ui.panes.messages.cards import ConversationCards
from desk.ui.panes.messages.rows import ConversationRows
from tests.ui.panes.messages.rows import CAMILLE, NOW, STAFF, conversation

ROWS = (
    conversation("c1", unread=2, is_flagged=True, assignee_ids=(CAMILLE,), bot_id="b"),
    conversation("c2", has_draft=True, name="", address=""),
)


def painted(qtbot, row, *, direction=Qt.LayoutDirection.LeftToRight, state=QStyle.StateFlag.State_None):
    rows = ConversationRows(Looks(now=NOW, names=STAFF))
    rows.set_rows(ROWS)
    cards = ConversationCards(rows)
    qtbot.addWidget(cards)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 320, HEIGHTS["comfortable"])
    option.direction = direction
    option.state = state
    picture = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(direction)
    cards.itemDelegate().paint(painter, option, rows.index(row, 0))
    painter.end()
    return picture


def left_is_busier(picture):
    """Say whether more is painted in the left sixth, where the face stands, than in the right one."""
    sides = [range(52), range(picture.width() - 52, picture.width())]
    counts = [
        sum(picture.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in side for y in range(8, 40)) for side in sides
    ]
    return counts[0] > counts[1]


@pytest.mark.parametrize("row", [0, 1])
def test_the_face_stands_where_reading_begins(qtbot, row):
    assert left_is_busier(painted(qtbot, row))
    assert not left_is_busier(painted(qtbot, row, direction=Qt.LayoutDirection.RightToLeft))


def test_selected_and_pointed_at_look_different(qtbot):
    plain = painted(qtbot, 0)
    flags = QStyle.StateFlag
    assert painted(qtbot, 0, state=flags.State_Selected) != plain
    assert painted(qtbot, 0, state=flags.State_MouseOver) != plain
    assert painted(qtbot, 0, state=flags.State_HasFocus) != plain


def test_density(qtbot):
    rows = ConversationRows(Looks(now=NOW))
    rows.set_rows(ROWS)
    cards = ConversationCards(rows)
    qtbot.addWidget(cards)
    heights = []
    for density in HEIGHTS:
        cards.set_density(density)
        heights.append(cards.sizeHintForRow(0))
    assert heights == [64, 78, 92]
