# SPDX-License-Identifier: LicenseRef-Desk
"""What people write leaves by the one outbox, and all that the engine promises holds for it."""

import pytest
from sqlalchemy import select

from desk.models import Event, Notification
from desk.models.vocabulary import DeliveryState, Reason, Standing
from desk.services.delivery import (
    Cancelling,
    Recipient,
    Replies,
    Resend,
)
from desk.services.events import Journal, event_type, event_types
from tests.services.delivery.letters import NOW, Desk


@pytest.fixture
def desk(any_db):
    return Desk(any_db)


def test_it_is_a_notification_without_a_rule_that_the_planner_never_sees(desk):
    queued = desk.write()
    row = desk.row(queued)
    assert (row.rule_id, row.state, row.standing, row.due_at) == (
        "",
        DeliveryState.QUEUED,
        Standing.PLANNED,
        NOW,
    )
    assert row.message_id == queued.header_id == f"{row.id}@atelier.example"
    note = desk.db.read_now(lambda s: s.execute(select(Notification)).scalar_one())
    assert (note.event_kind, note.approved_by, note.approved_at) == ("message.written", "Camille", None)
    event = desk.db.read_now(lambda s: s.execute(select(Event)).scalar_one())
    assert (event.kind, event.customer_id) == ("message.written", desk.zoe)
    assert event.planned_at is not None
    assert desk.db.read_now(lambda s: Journal(s).unplanned()) == ()


def test_no_rule_can_wait_for_it():
    assert event_type("message.written").label
    assert "message.written" not in {one.name for one in event_types()}


def test_somebody_who_is_no_customer(desk):
    queued = desk.write(whom=Recipient())
    assert desk.row(queued).customer_id == ""
    assert len(desk.claim()) == 1


def test_it_is_taken_back_and_forgotten(desk):
    queued = desk.write()
    content = desk.db.write_now(lambda s: Replies(s).take_back(queued.delivery_id, NOW))
    assert content.text == "Bonjour"
    assert (desk.row(queued).state, desk.row(queued).reason) == (DeliveryState.CANCELLED, Reason.STOPPED)
    assert desk.kept() == []
    assert desk.db.write_now(lambda s: Replies(s).take_back(queued.delivery_id, NOW)) is None


def test_nothing_brings_back_what_was_taken_back(desk):
    queued = desk.write()
    desk.db.write_now(lambda s: Replies(s).take_back(queued.delivery_id, NOW))
    resent = desk.db.write_now(lambda s: Resend(s).again([queued.delivery_id], NOW))
    assert (resent.made, resent.left_out) == ((), (queued.delivery_id,))
    desk.db.write_now(lambda s: Cancelling(s).restore([queued.delivery_id], (), NOW))
    assert desk.claim() == ()
    assert desk.row(queued).state is DeliveryState.CANCELLED
