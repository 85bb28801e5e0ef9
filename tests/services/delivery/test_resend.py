# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from desk.models import Delivery, Notification
from desk.models.vocabulary import DeliveryState, NotificationState, Standing
from desk.services.delivery import Resend
from tests.services.delivery.atelier import NOW, Atelier
from tests.services.delivery.rows import counters

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def atelier(any_db):
    return Atelier(any_db)


def kept(atelier, delivery_id):
    query = select(Delivery, Notification).join(Notification, Notification.id == Delivery.notification_id)
    return atelier.db.read_now(lambda session: session.execute(query.where(Delivery.id == delivery_id)).one())


def test_only_what_has_ended_is_sent_again(atelier):
    failed, waiting = atelier.failed(), atelier.send()
    doubtful = atelier.send(state=DeliveryState.UNCONFIRMED)
    found = atelier.db.write_now(lambda session: Resend(session).again([failed, waiting, doubtful], LATER))
    assert found.left_out == (waiting, doubtful)
    (again,) = found.made
    delivery, notification = kept(atelier, again)
    assert (delivery.resend_of, delivery.state, delivery.due_at) == (failed, DeliveryState.QUEUED, LATER)
    assert (notification.state, notification.due_at) == (NotificationState.PLANNED, LATER)
    assert notification.route == [
        {"channel": "email", "address": "sophie.bernard@example.org", "point_id": None}
    ]
    counts = atelier.db.read_now(lambda session: counters(session, atelier.rule))
    assert (counts[Standing.PLANNED], counts[Standing.FAILED]) == (2, 1)


def test_it_leaves_after_its_grace(atelier):
    failed, grace = atelier.failed(), timedelta(seconds=10)
    found = atelier.db.write_now(lambda session: Resend(session).again([failed], LATER, grace=grace))
    delivery, notification = kept(atelier, found.made[0])
    assert delivery.due_at == notification.due_at == LATER + grace
    assert delivery.created_at == LATER


def test_it_takes_the_text_that_was_pinned_or_the_newest(atelier):
    failed = atelier.failed()
    pinned = kept(atelier, failed)[1].template_version_id

    newest, another = atelier.publish(), atelier.failed()

    def work(session):
        same = Resend(session).again([failed], LATER).made[0]
        return same, Resend(session).again([another], LATER, newest_version=True).made[0]

    same, new = atelier.db.write_now(work)
    assert kept(atelier, same)[1].template_version_id == pinned
    assert kept(atelier, new)[1].template_version_id == newest


def test_a_candidate_says_what_sending_again_goes_by(atelier):
    failed = atelier.failed()
    (one,) = atelier.db.read_now(lambda session: Resend(session).candidates([failed, "0" * 32]))
    assert (one.id, one.state, one.rule_id) == (failed, DeliveryState.FAILED, atelier.rule)
    assert (one.customer_id, one.location_id) == (atelier.sophie, atelier.lyon)


def test_pressed_twice_is_sent_once(atelier):
    failed = atelier.failed()
    first = atelier.db.write_now(lambda session: Resend(session).again([failed], LATER))
    second = atelier.db.write_now(lambda session: Resend(session).again([failed], LATER))
    assert len(first.made) == 1
    assert (second.made, second.left_out) == ((), (failed,))


def test_when_the_resend_has_failed_too_it_may_be_sent_once_more(atelier):
    failed = atelier.failed()
    (first,) = atelier.db.write_now(lambda session: Resend(session).again([failed], LATER)).made
    atelier.db.write_now(
        lambda s: s.execute(update(Delivery).where(Delivery.id == first).values(state=DeliveryState.FAILED))
    )
    assert len(atelier.db.write_now(lambda session: Resend(session).again([failed], LATER)).made) == 1


def test_a_candidate_tells_what_became_of_its_resend(atelier):
    failed = atelier.failed()

    def again():
        return atelier.db.read_now(lambda session: Resend(session).candidates([failed]))[0].again

    assert again() is None
    atelier.db.write_now(lambda session: Resend(session).again([failed], LATER))
    assert again() is DeliveryState.QUEUED
