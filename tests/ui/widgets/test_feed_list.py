# SPDX-License-Identifier: LicenseRef-Desk
"""A list of what happened."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest

from desk.ui.theme import Look, apply
from desk.ui.widgets.feed_list import FeedLine, FeedList, height_for

HEAD = FeedLine(title="Today")
SENT = FeedLine(title="Order ready", detail="SMS", time="9:30", icon="check", link="delivery_id:d1")
PLAIN = FeedLine(title="Moved", icon="clock", is_struck=True)


def made(shown):
    return shown(FeedList(), 300, 400)


def test_lines_are_read_and_copied_as_sentences(shown):
    feed = made(shown)
    feed.set_lines([HEAD, SENT, PLAIN])
    index = feed.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "9:30, Order ready, SMS, link"
    feed.setFocus()
    QTest.keySequence(feed, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "Today\n9:30, Order ready, SMS\nMoved, taken back"


def test_enter_follows_a_link(shown, qtbot):
    feed = made(shown)
    feed.set_lines([HEAD, SENT, PLAIN])
    feed.setCurrentIndex(feed.model().index(2, 0))
    with qtbot.assertNotEmitted(feed.link_requested):
        QTest.keyClick(feed, Qt.Key.Key_Return)
    feed.setCurrentIndex(feed.model().index(1, 0))
    with qtbot.waitSignal(feed.link_requested) as told:
        QTest.keyClick(feed, Qt.Key.Key_Return)
    assert told.args == ["delivery_id:d1"]


def test_it_takes_the_height_it_needs(shown):
    feed = made(shown)
    feed.set_lines([HEAD, SENT])
    assert feed.height() == height_for(HEAD, feed.viewport().width()) + height_for(
        SENT, feed.viewport().width()
    )
    long = FeedLine(title="word " * 60, icon="check")
    assert height_for(long, 200) > height_for(SENT, 200)
    assert not feed.grab().isNull()


def test_a_click_follows_a_link_and_nothing_else(shown):
    feed = made(shown)
    feed.set_lines([HEAD, SENT, PLAIN])
    links = []
    feed.link_requested.connect(links.append)
    for row in (2, 0, 1):
        spot = feed.visualRect(feed.model().index(row, 0)).topLeft() + QPoint(60, 6)
        QTest.mouseClick(feed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert links == ["delivery_id:d1"]


def test_new_lines_keep_the_place(shown):
    feed = made(shown)
    feed.set_lines([HEAD, SENT, PLAIN])
    feed.setCurrentIndex(feed.model().index(2, 0))
    feed.set_lines([HEAD, SENT, FeedLine(title="More", icon="circle")])
    assert feed.currentIndex().row() == 2
    feed.set_lines([HEAD])
    assert feed.lines() == (HEAD,)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_it_paints_in_both_looks(shown, qapp, look):
    feed = made(shown)
    feed.set_lines([HEAD, SENT, PLAIN])
    apply(qapp, look)
    picture = QImage(300, feed.height(), QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    feed.render(painter, QPoint(0, 0))
    painter.end()
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 300, 3) for y in range(0, feed.height(), 3)}
    assert len(colours) > 5
    apply(qapp, Look.LIGHT)
