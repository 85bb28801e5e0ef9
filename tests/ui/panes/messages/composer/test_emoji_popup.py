# SPDX-License-Identifier: LicenseRef-Desk
"""The popup of emoji."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk.ui.panes.messages.composer.emoji_popup import EmojiForm, open_emoji

Key = Qt.Key


@pytest.fixture
def form(qtbot):
    made = EmojiForm()
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_finds_and_enter_takes(form, qtbot):
    QTest.keyClicks(form.field, "thumbs")
    assert [one.sign for one in form.offered()] == ["👍", "👎"]
    assert form._name.text() == "thumbs up"
    with qtbot.waitSignal(form.chosen) as told:
        QTest.keyClick(form.field, Key.Key_Return)
    assert told.args == ["👍"]


def test_arrows_go_through_the_grid(form, qtbot):
    QTest.keyClicks(form.field, "thumbs")
    QTest.keyClick(form.field, Key.Key_Down)
    QTest.keyClick(form.grid, Key.Key_Right)
    with qtbot.waitSignal(form.chosen) as told:
        QTest.keyClick(form.grid, Key.Key_Return)
    assert told.args == ["👎"]


def test_nothing_that_matches_is_said(form):
    QTest.keyClicks(form.field, "xyzzy")
    assert form.offered() == ()
    assert not form._nothing.isHidden()
    QTest.keyClick(form.field, Key.Key_Return)
    assert not form.grab().isNull()


def test_it_closes_with_the_choice(qtbot):
    anchor = QPushButton()
    qtbot.addWidget(anchor)
    anchor.show()
    popup, form = open_emoji(anchor)
    assert popup.isVisible()
    with qtbot.waitSignal(popup.closed):
        QTest.keyClick(form.field, Key.Key_Return)
