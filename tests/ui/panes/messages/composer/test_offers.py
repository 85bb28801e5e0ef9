# SPDX-License-Identifier: LicenseRef-Desk
"""The list that hangs at what is being typed."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from desk.ui.panes.messages.composer.offers import Offer, Offers

THREE = [
    Offer(key="a", title="/retrait", detail="Commande prête", preview="Bonjour,\nprête.", icon="file-text"),
    Offer(key="b", title="/retard", preview="\n".join(str(n) for n in range(9))),
    Offer(key="c", title="😀", sign="😀"),
]


@pytest.fixture
def offers(qtbot):
    owner = QPlainTextEdit()
    qtbot.addWidget(owner)
    owner.resize(400, 100)
    owner.show()
    return Offers(owner)


def press(offers, key):
    return offers.press(QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_a_look_at_the_line_that_would_be_taken(offers):
    offers.offer("Templates", THREE, QRect(0, 0, 1, 10))
    assert offers.isVisible()
    assert offers._preview.text() == "Bonjour,\nprête."
    press(offers, Qt.Key.Key_Down)
    assert offers._preview.text() == "0\n1\n2\n3 …"
    press(offers, Qt.Key.Key_Down)
    assert offers._preview.isHidden()
    press(offers, Qt.Key.Key_Down)
    assert offers._preview.text() == "Bonjour,\nprête."
    assert not offers.grab().isNull()


def test_nothing_to_offer_is_said_or_hidden(offers):
    offers.offer("Templates", [], QRect(0, 0, 1, 10), nothing="No saved reply yet.")
    assert offers.isVisible()
    assert not press(offers, Qt.Key.Key_Return)
    offers.offer("Templates", [], QRect(0, 0, 1, 10))
    assert not offers.isVisible()
    assert not press(offers, Qt.Key.Key_Down)


def test_what_is_offered_is_read_aloud_as_one_sentence(offers):
    offers.offer("Templates", THREE, QRect(0, 0, 1, 10))
    said = offers._list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "/retrait, Commande prête, Bonjour,\nprête."
