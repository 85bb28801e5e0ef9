# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime, timedelta

import pytest

from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends.look import state_mark, waits_until
from tests.ui.panes.sends.rows import AT, line

EIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
QUEUED = DeliveryState.QUEUED


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (line(), "Sent"),
        (line(DeliveryState.DELIVERED), "Delivered"),
        (line(QUEUED, Reason.QUIET_HOURS, due_at=EIGHT), "Held until tomorrow 08:00"),
        (line(QUEUED, Reason.PROVIDER_DOWN, due_at=AT + timedelta(minutes=5)), "Held until 13:35"),
        (line(QUEUED, Reason.AWAITING_APPROVAL, due_at=NEVER), "Awaiting approval"),
        (line(QUEUED, Reason.NO_SENDER, due_at=EIGHT), "No sender"),
        (line(QUEUED, Reason.STOPPED), "Sending is stopped"),
        (line(QUEUED, due_at=EIGHT), "Planned tomorrow 08:00"),
        (line(QUEUED, due_at=EIGHT, attempts=2), "Tries again tomorrow 08:00"),
        (line(QUEUED, due_at=AT), "Queued"),
        (line(DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT), "Not subscribed"),
        (line(DeliveryState.UNDELIVERABLE, Reason.NO_ADDRESS), "No address"),
        (line(DeliveryState.UNDELIVERABLE, Reason.SUPPRESSED), "On the exclusion list"),
        (line(DeliveryState.FAILED), "Failed"),
        (line(DeliveryState.CANCELLED, Reason.STOPPED), "Called off"),
    ],
)
def test_a_state_says_what_comes_next(row, text):
    assert state_mark(row, AT).text == text


def test_every_state_has_an_icon_a_word_and_a_colour():
    for state in DeliveryState:
        mark = state_mark(line(state), AT)
        assert mark.icon
        assert mark.text
        assert mark.role


def test_what_waits_for_a_person_does_not_leave_by_itself():
    assert waits_until(line(QUEUED, Reason.AWAITING_APPROVAL, due_at=NEVER)) is None
    assert waits_until(line(QUEUED, due_at=EIGHT)) == EIGHT
    assert waits_until(line()) is None
