# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Delivery
from desk.models.vocabulary import Channel, Reason
from desk.services.delivery.outbox import FAR_AWAY, Outbox
from desk.services.delivery.plan import Verdict
from desk.services.delivery.waiting import Waiting
from tests.services.delivery.rows import NOON, SMS, intention, subject

LATER = NOON + timedelta(minutes=15)
NOW = NOON + timedelta(minutes=1)


def held(session, reason, *, due_at=LATER, first_due=NOON, **how):
    """Keep a delivery that was first due at `first_due` and put back until `due_at`."""
    made = intention(subject(session), due_at=first_due, **how)
    Outbox(session).add([made], NOON)
    id_ = session.execute(select(Delivery.id).where(Delivery.notification_id == made.id)).scalar_one()
    Outbox(session).conclude([Verdict(delivery_id=id_, state="queued", reason=reason, due_at=due_at)], NOON)
    return id_


def due_at(session, id_):
    return session.execute(select(Delivery.due_at).where(Delivery.id == id_)).scalar_one()


@pytest.mark.parametrize("reason", [Reason.PROVIDER_DOWN, Reason.NO_SENDER])
def test_what_waits_for_a_way_out_is_due_in_its_old_order(any_db, reason):
    def work(session):
        late = held(session, reason, first_due=NOON)
        early = held(session, reason, first_due=NOON - timedelta(hours=1))
        assert Waiting(session).hasten(Channel.EMAIL, NOW) == 2
        assert [one.id for one in Outbox(session).due(Channel.EMAIL, NOW, 10)] == [early, late]

    any_db.write_now(work)


def test_what_waits_for_something_else_goes_on_waiting(any_db):
    def work(session):
        quiet = held(session, Reason.QUIET_HOURS)
        other = held(session, Reason.PROVIDER_DOWN, route=(SMS,))
        asked = held(session, Reason.NO_SENDER, due_at=FAR_AWAY)
        assert Waiting(session).hasten(Channel.EMAIL, NOW) == 0
        assert {due_at(session, one) for one in (quiet, other)} == {LATER}
        assert due_at(session, asked) == FAR_AWAY

    any_db.write_now(work)


def test_what_was_first_due_later_is_due_now_all_the_same(any_db):
    def work(session):
        id_ = held(session, Reason.PROVIDER_DOWN, first_due=NOW + timedelta(minutes=5))
        Waiting(session).hasten(Channel.EMAIL, NOW)
        assert due_at(session, id_) == NOW

    any_db.write_now(work)
