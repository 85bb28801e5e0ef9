# SPDX-License-Identifier: LicenseRef-Desk
"""What comes back after it left: settled once, the next leg opened once."""

import pytest
from sqlalchemy import select

from desk.models import Delivery, Notification
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Standing
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.returned import COMPLAINED, Returned
from desk.services.delivery.totals import Totals
from tests.services.delivery.rows import EMAIL, NOON, SMS, counters, intention, subject
from tests.services.inbox.feedback.returns import ADDRESS, LATER, all_of, fresh, person, sent


@pytest.fixture
def write(any_db):
    return any_db.write_now


def test_found_by_its_reference_and_by_its_address(write):
    def work(session):
        row = sent(session)
        returned = Returned(session)
        assert returned.by_reference(row.message_id).id == row.id
        assert returned.by_reference("") is None
        assert returned.by_id("nothing") is None
        assert returned.newest_to(Channel.EMAIL, ADDRESS, NOON) is None  # not before it left
        found = returned.newest_to(Channel.EMAIL, ADDRESS, NOON.replace(hour=1))
        assert (found.id, found.topic, found.is_trial) == (row.id, "commercial", False)

    write(work)


def test_settled_once_and_the_next_leg_opened_once(write):
    def work(session):
        row = sent(session, person(session, ADDRESS, SMS.address), route=(EMAIL, SMS))
        assert Returned(session).bounce(row.id, "5.1.1 nobody", LATER)
        assert not Returned(session).bounce(row.id, "5.1.1 nobody", LATER)
        first, second = all_of(session, Delivery)
        assert (first.state, first.standing, first.error) == (
            DeliveryState.BOUNCED,
            Standing.FAILED,
            "5.1.1 nobody",
        )
        assert (second.state, second.channel, second.leg) == (DeliveryState.QUEUED, Channel.SMS, 1)
        assert counters(session, row.rule_id) == {Standing.FAILED: 1, Standing.PLANNED: 1}
        assert Totals(session).wrong() == 0

    write(work)


def test_a_route_that_went_on_by_itself_opens_nothing_more(write):
    def work(session):
        row = sent(session, route=(EMAIL, SMS))
        joined = session.execute(select(Delivery, Notification.route).join(Notification)).first()
        assert joined is not None
        Returned(session).bounce(row.id, "x", LATER)
        before = len(all_of(session, Delivery))
        session.execute(
            Delivery.__table__.update().where(Delivery.id == row.id).values(state=DeliveryState.SENT)
        )
        Returned(session).bounce(row.id, "x", LATER)
        assert len(all_of(session, Delivery)) == before

    write(work)


def test_what_never_left_cannot_come_back(write):
    def work(session):
        made = intention(subject(session))
        Outbox(session).add([made], NOON)
        id_ = session.scalar(select(Delivery.id))
        assert not Returned(session).bounce(id_, "x", LATER)
        assert not Returned(session).complain(id_, "x")

    write(work)


def test_without_a_next_leg_it_is_done(write):
    def work(session):
        row = sent(session)
        Returned(session).bounce(row.id, "x" * 900, LATER)
        assert len(fresh(session, row).error) == 500
        assert session.get(Notification, row.notification_id).state is NotificationState.DONE

    write(work)


def test_a_complaint_is_noted_once_and_settles_nothing(write):
    def work(session):
        row = sent(session)
        assert Returned(session).complain(row.id, "abuse")
        assert not Returned(session).complain(row.id, "abuse")
        assert fresh(session, row).error == f"{COMPLAINED} abuse"
        assert fresh(session, row).state is DeliveryState.SENT

    write(work)
