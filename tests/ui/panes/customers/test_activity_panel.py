# SPDX-License-Identifier: LicenseRef-Desk
"""What goes on with a customer."""

from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import DeliveryState, Reason, Standing
from desk.ui.panes.customers.activity_panel import ActivityPanel
from tests.ui.panes.customers.stage import NOW, send, view


@pytest.fixture
def panel(qtbot):
    made = ActivityPanel()
    qtbot.addWidget(made)
    return made


def test_nothing_is_said_in_words(panel):
    panel.show_view(view())
    assert not panel._no_past.isHidden()
    assert not panel._no_upcoming.isHidden()
    assert panel.timeline.isHidden()
    assert panel._older.isHidden()


def test_the_newest_comes_first_under_its_day(panel):
    before = NOW - timedelta(days=1)
    old = send(id="d0", created_at=before, settled_at=before, rule_name="Reminder")
    refused = send(
        id="d2", state=DeliveryState.UNDELIVERABLE, standing=Standing.NOT_SUBSCRIBED, reason=Reason.NO_CONSENT
    )
    with clock.fixed(NOW):
        panel.show_view(view(sends=(refused, old), has_older=True))
    assert [line.title for line in panel.timeline.lines()] == [
        "Today",
        "Order ready",
        "Yesterday",
        "Reminder",
    ]
    line = panel.timeline.lines()[1]
    assert line.detail == "Not subscribed\nSMS +33 6 12 34 56 78 · 1042"
    assert line.link == "delivery_id:d2"
    assert not panel._older.isHidden()


def test_what_waits_says_when_and_why(panel, qtbot):
    waits = send(state=DeliveryState.QUEUED, standing=Standing.PLANNED, due_at=NOW, settled_at=None)
    held = send(id="d2", state=DeliveryState.QUEUED, reason=Reason.AWAITING_APPROVAL, settled_at=None)
    with clock.fixed(NOW):
        panel.show_view(view(upcoming=(waits, held), sends=(waits, held)))
    first, second = panel.upcoming.items()
    assert first.detail == "SMS · 09:30 · Queued"
    assert second.detail == "SMS · Awaiting approval"
    assert panel.timeline.isHidden(), "what waits has not happened"
    with qtbot.waitSignal(panel.call_off_wanted) as told:
        panel.upcoming.verb_requested.emit("d2")
    assert told.args == [held]
