# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the card."""

from desk.ui.panes.customers.card_head import CardHead
from desk.ui.widgets import Badge
from tests.ui.panes.customers.stage import NOW, SHOP, card, view


def badges(head):
    return [head._flow.itemAt(place).widget().text() for place in range(head._flow.count())]


def test_it_says_who_and_since_when(qtbot):
    head = CardHead()
    qtbot.addWidget(head)
    head.show_view(view(card=card(company="Vélos", tags=("a", "b", "c", "d", "e"))), SHOP)
    assert head._name.text() == "Sophie Bernard"
    assert head._since.text() == "Vélos · customer since 2 Jan 2025"
    assert badges(head) == ["French", "a", "b", "c", "d", "+1"]
    assert head.archive.text() == "Archive"


def test_an_archived_customer_can_be_put_back(qtbot):
    head = CardHead()
    qtbot.addWidget(head)
    head.show_view(view(card=card(archived_at=NOW, first_name="", last_name="", tags=())), SHOP)
    assert badges(head) == ["Archived customer", "French"]
    assert head._name.text() == "No name"
    assert head.archive.text() == "Restore"
    with qtbot.waitSignal(head.archive_requested):
        head.archive.trigger()
    assert head.findChildren(Badge)
