# SPDX-License-Identifier: LicenseRef-Desk
"""The consents of a customer with their proof."""

from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import Channel
from desk.ui.panes.customers.consent_panel import ConsentPanel
from tests.ui.panes.customers.stage import NOW, consent, suppression, view


@pytest.fixture
def panel(qtbot):
    made = ConsentPanel()
    qtbot.addWidget(made)
    return made


def test_the_present_value_says_where_it_comes_from(panel):
    panel.show_view(
        view(consents=(consent(), consent(channel=Channel.SMS), consent(channel=Channel.PUSH, granted=False)))
    )
    assert panel.grid.granted() == {("commercial", Channel.EMAIL), ("commercial", Channel.SMS)}
    assert panel.grid._notes["commercial"].text() == (
        "Email, SMS: yes, at the counter, 22 Nov 2026, Camille Martin\n"
        "App notification: no, at the counter, 22 Nov 2026, Camille Martin"
    )


def test_the_ledger_keeps_the_words(panel):
    panel.show_view(view(ledger=(consent(granted=False),)))
    (line,) = panel.ledger.lines()
    assert line.title == "Offers by email: no"
    assert line.detail == "at the counter, Camille Martin\nOui, volontiers"
    panel.show_view(view())
    assert panel.ledger.isHidden()
    assert not panel._no_ledger.isHidden()


def test_addresses_set_aside_can_be_released(panel, qtbot):
    over = suppression(id="s2", released_at=NOW, topic="commercial")
    later = suppression(id="s3", expires_at=NOW + timedelta(days=2))
    with clock.fixed(NOW):
        panel.show_view(view(suppressions=(suppression(), over, later)))
    first, second, third = panel.suppressions.items()
    assert (first.state, first.verb) == ("danger", "Release")
    assert first.detail == "The address does not exist, 22 Nov 2026 · every message · 550 5.1.1"
    assert (second.state, second.verb) == ("todo", "")
    assert second.detail.endswith("released 22 Nov 2026")
    assert "until 24 Nov 2026" in third.detail
    with qtbot.waitSignal(panel.release_wanted) as told:
        panel.suppressions.verb_requested.emit("s1")
    assert told.args == [suppression()]
