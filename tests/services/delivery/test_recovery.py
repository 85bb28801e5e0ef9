# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Content, Delivery, Notification
from desk.models.vocabulary import DeliveryState, NotificationState, Reason, Standing
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Departure
from desk.services.delivery.recovery import Recovered, Recovery
from tests.services.delivery.rows import NOON, counters, intention, subject

SOON = NOON + timedelta(minutes=1)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def keep(session, holder="dead:1", *, handed_over=False):
    """Keep a claimed delivery; return its id."""
    made = intention(subject(session))
    Outbox(session).add([made], NOON)
    id_ = session.execute(select(Delivery.id).where(Delivery.notification_id == made.id)).scalar_one()
    Outbox(session).claim({id_: f"{id_}@example.org"}, holder)
    if handed_over:
        departure = Departure(delivery_id=id_, provider_id="p1", subject="x", content=b"x")
        assert Outbox(session).hand_over([departure], holder, NOON) == {id_}
    return id_


def row(session, id_):
    session.expire_all()
    return session.get(Delivery, id_)


def counts(session, id_):
    return counters(session, row(session, id_).rule_id)


def test_what_never_left_is_queued_again(write):
    def work(session):
        id_ = keep(session)
        assert Recovery(session).recover(["dead:1"], SOON) == Recovered(requeued=1)
        found = row(session, id_)
        assert (found.state, found.claimed_by, found.due_at) == (DeliveryState.QUEUED, None, SOON)
        assert found.message_id == f"{id_}@example.org"
        assert counts(session, id_) == {Standing.PLANNED: 1}

    write(work)


def test_what_may_have_left_is_in_doubt_and_keeps_what_it_said(write):
    def work(session):
        id_ = keep(session, handed_over=True)
        assert Recovery(session).recover(["dead:1"], SOON) == Recovered(unconfirmed=1)
        found = row(session, id_)
        assert (found.state, found.claimed_by) == (DeliveryState.UNCONFIRMED, None)
        assert session.get(Content, id_) is not None
        assert counts(session, id_) == {Standing.UNCONFIRMED: 1}
        assert session.get(Notification, found.notification_id).state is NotificationState.SENDING

    write(work)


def test_the_living_keep_what_they_hold(write):
    def work(session):
        id_ = keep(session, "alive:2")
        assert Recovery(session).recover(["dead:1"], SOON) == Recovered()
        assert row(session, id_).claimed_by == "alive:2"
        assert Recovery(session).holders() == {"alive:2"}

    write(work)


def test_what_is_known_not_to_have_left_is_taken_back_by_its_holder_only(write):
    def work(session):
        early, late = keep(session, "me:1"), keep(session, "me:1", handed_over=True)
        others = keep(session, "other:2")
        assert Recovery(session).take_back([early, late, others], "me:1", SOON) == 2
        assert {row(session, one).state for one in (early, late)} == {DeliveryState.QUEUED}
        assert row(session, late).handed_over_at is None
        assert session.get(Content, late) is None
        assert row(session, others).state is DeliveryState.SENDING
        assert Recovery(session).take_back([], "me:1", SOON) == 0

    write(work)


def test_strays_are_claims_that_nobody_carries(write):
    def work(session):
        carried, stray = keep(session, "me:1"), keep(session, "me:1")
        keep(session, "other:2")
        keep(session, "me:1", handed_over=True)
        assert Recovery(session).strays("me:1", {carried}) == (stray,)

    write(work)


def test_the_doubtful_are_told_with_what_a_look_up_needs(write):
    def work(session):
        id_ = keep(session, handed_over=True)
        keep(session)
        Recovery(session).recover(["dead:1"], SOON)
        [found] = Recovery(session).doubtful()
        assert (found.id, found.message_id, found.provider_id) == (id_, f"{id_}@example.org", "p1")
        assert found.handed_over_at == NOON

    write(work)


@pytest.mark.parametrize(
    ("arrived", "state", "standing", "notified"),
    [
        (True, DeliveryState.SENT, Standing.SENT, NotificationState.DONE),
        (False, DeliveryState.QUEUED, Standing.PLANNED, NotificationState.PLANNED),
    ],
)
def test_proof_settles_the_doubt_once(write, arrived, state, standing, notified):
    def work(session):
        id_ = keep(session, handed_over=True)
        Recovery(session).recover(["dead:1"], SOON)
        assert Recovery(session).resolve(id_, arrived=arrived, now=SOON)
        found = row(session, id_)
        assert (found.state, found.reason, counts(session, id_)) == (state, None, {standing: 1})
        assert session.get(Notification, found.notification_id).state is notified
        assert not Recovery(session).resolve(id_, arrived=not arrived, now=SOON)

    write(work)


def test_only_what_is_in_doubt_can_be_resolved(write):
    def work(session):
        id_ = keep(session)
        assert not Recovery(session).resolve(id_, arrived=True, now=SOON)
        assert row(session, id_).reason is not Reason.STOPPED

    write(work)
