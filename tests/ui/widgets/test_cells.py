# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from desk.ui.theme import Theme
from desk.ui.widgets import (
    BadgesCell,
    ChannelCell,
    DateCell,
    MarksCell,
    PersonCell,
    StateCell,
    TextCell,
    TwoLineCell,
)

CELLS = [
    (TextCell(text="Commande prête", icon="lightning"), "text"),
    (TextCell(text="12,50 €", tabular=True, at_end=True), "text"),
    (DateCell(text="14:33"), "text2"),
    (TwoLineCell(first="Sophie Bernard", second="sophie@mail.fr"), "text2"),
    (StateCell(icon="x-circle", word="Échec", role="danger"), "danger"),
    (ChannelCell(channel="sms", word="SMS"), "sms"),
    (PersonCell(name="Sophie Bernard"), "text"),
    (PersonCell(name="Sophie Bernard", second="Lyon"), "text2"),
    (BadgesCell(badges=(("E-mail", "ok"), ("Marketing", "danger"))), "danger_bg"),
    (MarksCell(marks=(("envelope-simple", "email"), ("device-mobile", "sms"))), "sms"),
]


def painted(cell, direction=Qt.LayoutDirection.LeftToRight, width=200):
    made = QPixmap(width, 40)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setLayoutDirection(direction)
    cell.paint(painter, QRect(0, 0, width, 40))
    painter.end()
    return made.toImage()


def places(image, token):
    wanted = Theme.current().colour(token).rgb()
    return [x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == wanted]


@pytest.mark.parametrize(("cell", "token"), CELLS)
def test_a_cell_is_painted_in_its_colours(cell, token):
    assert places(painted(cell), token)


def test_a_state_is_mirrored_where_one_reads_from_the_right():
    cell = ChannelCell(channel="sms", word="SMS")
    left = places(painted(cell), "sms")
    right = places(painted(cell, Qt.LayoutDirection.RightToLeft), "sms")
    assert max(left) < 40
    assert min(right) > 160


def test_numbers_stand_at_the_end():
    assert min(places(painted(TextCell(text="7", at_end=True)), "text")) > 180


def test_badges_without_room_are_left_out():
    cell = BadgesCell(badges=(("E-mail", "ok"), ("Marketing", "danger")))
    assert not places(painted(cell, width=80), "danger_bg")
