# SPDX-License-Identifier: LicenseRef-Desk
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desk.ui.theme import LIGHT
from desk.ui.widgets.paint import (
    Words,
    box,
    centred,
    clip_corners,
    height_of,
    mirrored,
    ring,
    turned,
    width_of,
    words,
    wrapped,
    wrapped_height,
    wrapped_width,
)


def picture(draw, width=100, height=40):
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    draw(painter)
    painter.end()
    return made.toImage()


def test_a_box_is_filled_and_framed():
    image = picture(lambda painter: box(painter, QRect(0, 0, 100, 40), 8, "tint", "primary"))
    assert image.pixelColor(50, 20).name().upper() == LIGHT.tint
    assert image.pixelColor(50, 0).name().upper() == LIGHT.primary
    assert image.pixelColor(0, 0).name() == "#ffffff"


def test_a_ring_leaves_the_middle_alone():
    image = picture(lambda painter: ring(painter, QRect(0, 0, 100, 40), 6))
    assert image.pixelColor(50, 1).name().upper() == LIGHT.focus
    assert image.pixelColor(50, 20).name() == "#ffffff"


def test_words_are_cut_where_room_ends():
    taken = []
    picture(lambda painter: taken.append(words(painter, QRect(0, 0, 40, 20), "Commande prête")))
    picture(
        lambda painter: taken.append(words(painter, QRect(0, 0, 400, 20), "Commande prête", Words("strong")))
    )
    assert taken[0] <= 40 < taken[1] == width_of("Commande prête", "strong")


def test_a_square_is_centred():
    assert centred(QRect(0, 0, 100, 40), 16, 10) == QRect(10, 12, 16, 16)
    assert centred(QRect(0, 0, 100, 40), 20) == QRect(40, 10, 20, 20)


def test_places_are_mirrored(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(100, 20)
    assert mirrored(widget, QRect(0, 0, 30, 20)) == QRect(0, 0, 30, 20)
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert mirrored(widget, QRect(0, 0, 30, 20)) == QRect(70, 0, 30, 20)


def test_a_painter_turns_places_in_a_cell():
    found = []

    def draw(painter):
        found.append(turned(painter, QRect(10, 0, 50, 20), QRect(10, 0, 5, 20)))
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        found.append(turned(painter, QRect(10, 0, 50, 20), QRect(10, 0, 5, 20)))

    picture(draw)
    assert found == [QRect(10, 0, 5, 20), QRect(55, 0, 5, 20)]


def test_long_words_are_broken():
    assert wrapped_height("", "body", 100) == 0
    assert wrapped_height("un\ndeux", "body", 100) == 2 * height_of("body")
    assert wrapped_height("x" * 100, "body", 100) > 3 * height_of("body")
    assert wrapped_width("x" * 100, "body", 100) <= 100
    image = picture(lambda painter: wrapped(painter, QRect(0, 0, 60, 40), "un deux trois", "body", "text"))
    rows = [y for y in range(40) if any(image.pixelColor(x, y).lightness() < 128 for x in range(60))]
    assert max(rows) - min(rows) > height_of("body")


@given(st.text(max_size=60), st.integers(min_value=1, max_value=300))
def test_any_text_can_be_wrapped(text, width):
    height = wrapped_height(text, "meta", width)
    assert height % height_of("meta") == 0
    assert (height > 0) == bool(text)


def test_corners_are_cut_where_nothing_blends_them(qtbot, monkeypatch):
    popup = QWidget()
    qtbot.addWidget(popup)
    popup.resize(100, 60)
    clip_corners(popup, 8)
    assert popup.mask().isEmpty()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    clip_corners(popup, 8)
    assert not popup.mask().contains(QPoint(0, 0))
    assert popup.mask().contains(QPoint(50, 0))
    assert popup.mask().contains(QPoint(99, 30))
    assert popup.mask().contains(QPoint(50, 59))
