# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Delivery, Notification
from desk.models.vocabulary import DeliveryState, NotificationState, Reason, Standing
from desk.services.delivery import Cancelling
from desk.services.delivery.outbox import FAR_AWAY
from tests.services.delivery.rows import counters
from tests.services.delivery.shelf import NOON, Shelf

ASKED = {"state": NotificationState.AWAITING_APPROVAL}


@pytest.fixture
def shelf(any_db):
    """A customer, and what waits for them: planned, asked about, sent."""

    def fill(session):
        shelf = Shelf(session)
        person, rule = shelf.customer("Sophie Bernard"), shelf.rule("Commande prête")
        planned = shelf.delivery(person, rule, state=DeliveryState.QUEUED)
        asked = shelf.delivery(
            person,
            rule,
            state=DeliveryState.QUEUED,
            reason=Reason.AWAITING_APPROVAL,
            due_at=FAR_AWAY,
            notification=ASKED,
        )
        sent = shelf.delivery(person, rule, notification={"state": NotificationState.DONE})
        return {"planned": planned, "asked": asked, "sent": sent, "rule": rule}

    return {"db": any_db, **any_db.write_now(fill)}


def look(db, delivery_id):
    def work(session):
        query = select(Delivery, Notification).join(Notification, Notification.id == Delivery.notification_id)
        delivery, notification = session.execute(query.where(Delivery.id == delivery_id)).one()
        return (
            delivery.state,
            delivery.standing,
            delivery.reason,
            delivery.due_at,
            notification.state,
            notification.approved_by,
        )

    return db.read_now(work)


def standings(db, rule):
    return db.read_now(lambda session: counters(session, rule))


def test_what_is_called_off_comes_back_as_it_was(shelf):
    db, ids = shelf["db"], [shelf["planned"], shelf["asked"], shelf["sent"]]
    before = [look(db, id_) for id_ in ids], standings(db, shelf["rule"])
    assert db.write_now(lambda session: Cancelling(session).of_deliveries(ids, NOON)) == 2
    assert look(db, shelf["planned"])[:3] == (DeliveryState.CANCELLED, Standing.CANCELLED, Reason.STOPPED)
    assert standings(db, shelf["rule"])[Standing.CANCELLED] == 2
    early = NOON - timedelta(days=1)
    back = db.write_now(lambda session: Cancelling(session).restore(ids, {shelf["asked"]}, early))
    assert back == 2
    assert ([look(db, id_) for id_ in ids], standings(db, shelf["rule"])) == before


def test_what_was_not_called_off_by_hand_is_not_brought_back(shelf):
    db = shelf["db"]
    db.write_now(lambda session: Cancelling(session).of_rules([shelf["rule"]], NOON))
    ids = [shelf["planned"], shelf["asked"], shelf["sent"]]
    assert db.write_now(lambda session: Cancelling(session).restore(ids, (), NOON)) == 0
    assert look(db, shelf["planned"])[2] is Reason.RULE_PAUSED


def test_an_approval_waits_for_its_grace_and_can_be_withdrawn(shelf):
    db, grace = shelf["db"], timedelta(seconds=10)
    late = NOON + timedelta(hours=1)
    ids = [shelf["planned"], shelf["asked"], shelf["sent"]]
    count = db.write_now(lambda session: Cancelling(session).approve(ids, "Camille", late, grace=grace))
    assert count == 1
    state, standing, reason, due_at, intended, approver = look(db, shelf["asked"])
    assert (state, standing, reason, due_at) == (DeliveryState.QUEUED, Standing.PLANNED, None, late + grace)
    assert (intended, approver) == (NotificationState.PLANNED, "Camille")
    assert db.write_now(lambda session: Cancelling(session).withdraw(ids)) == 1
    assert look(db, shelf["asked"]) == (
        DeliveryState.QUEUED, Standing.HELD, Reason.AWAITING_APPROVAL, FAR_AWAY,
        NotificationState.AWAITING_APPROVAL, "",
    )  # fmt: skip
    assert standings(db, shelf["rule"]) == {Standing.PLANNED: 1, Standing.HELD: 1, Standing.SENT: 1}


def test_withdrawing_after_it_has_left_does_nothing(shelf):
    db = shelf["db"]

    def leave(session):
        Cancelling(session).approve([shelf["asked"]], "Camille", NOON)
        session.get(Delivery, shelf["asked"]).state = DeliveryState.SENT
        session.flush()

    db.write_now(leave)
    assert db.write_now(lambda session: Cancelling(session).withdraw([shelf["asked"]])) == 0


def test_what_an_undone_event_could_not_send_counts_no_more(any_db):
    """Not subscribed, and then the order was not ready after all: that is nobody's refusal."""

    def fill(session):
        shelf = Shelf(session)
        person, rule = shelf.customer("Marc Delaunay"), shelf.rule("Commande prête")
        done = {"state": NotificationState.DONE}
        unsent = {"state": DeliveryState.UNDELIVERABLE, "reason": Reason.NO_CONSENT, "notification": done}
        return rule, shelf.delivery(person, rule, **unsent), shelf.delivery(person, rule, **unsent)

    rule, undone, other = any_db.write_now(fill)

    def work(session):
        event_id = session.execute(
            select(Notification.event_id)
            .join(Delivery, Delivery.notification_id == Notification.id)
            .where(Delivery.id == undone)
        ).scalar_one()
        Cancelling(session).of_events([event_id], NOON)

    any_db.write_now(work)
    assert look(any_db, undone)[:3] == (DeliveryState.CANCELLED, Standing.CANCELLED, Reason.SUBJECT_CHANGED)
    assert look(any_db, other)[0] is DeliveryState.UNDELIVERABLE
    assert standings(any_db, rule) == {Standing.CANCELLED: 1, Standing.NOT_SUBSCRIBED: 1}
