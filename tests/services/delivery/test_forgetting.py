# SPDX-License-Identifier: LicenseRef-Desk
"""A code is kept for as long as a message may need it, and not a moment longer."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from desk.models import Delivery, Event, Notification
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery.cancelling import Cancelling
from desk.services.delivery.forgetting import carries_secrets
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Departure, Verdict
from desk.services.delivery.planner import plan_batch
from desk.services.delivery.recovery import Recovery
from tests.services.delivery.rows import EMAIL, NOON, SMS, intention, subject

SOON = NOON + timedelta(seconds=1)
ME = "me:1"
TOLD = {"code": "4711", "customer.first_name": "Zoë"}
FORGOTTEN = {"customer.first_name": "Zoë"}


@pytest.fixture
def write(any_db):
    return any_db.write_now


def keep(session, recipients=1, *, kind="account.otp", **how):
    """Keep messages about one event with a code, all claimed; return the event and the deliveries."""
    about = subject(session, kind=kind)
    session.execute(update(Event).where(Event.id == about.event_id).values(snapshot=TOLD))
    Outbox(session).add([intention(about, **how) for _ in range(recipients)], NOON)
    query = select(Delivery.id).join(Notification, Notification.id == Delivery.notification_id)
    ids = list(session.scalars(query.where(Notification.event_id == about.event_id)))
    Outbox(session).claim({id_: f"{id_}@example.org" for id_ in ids}, ME)
    return about.event_id, ids


def told(session, event_id):
    return session.execute(select(Event.snapshot).where(Event.id == event_id)).scalar_one()


def end(session, id_, state, **how):
    Outbox(session).conclude([Verdict(delivery_id=id_, state=state, **how)], SOON, ME)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (DeliveryState.SENT, None),
        (DeliveryState.FAILED, None),
        (DeliveryState.UNDELIVERABLE, Reason.NO_ADDRESS),
        (DeliveryState.CANCELLED, Reason.TOO_OLD),
    ],
)
def test_a_code_is_forgotten_however_its_message_ends(write, state, reason):
    def work(session):
        event_id, [id_] = keep(session)
        end(session, id_, state, reason=reason)
        assert told(session, event_id) == FORGOTTEN

    write(work)


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.UNCONFIRMED])
def test_what_may_still_leave_keeps_its_code(write, state):
    def work(session):
        event_id, [id_] = keep(session)
        end(session, id_, state)
        assert told(session, event_id) == TOLD

    write(work)


def test_the_second_recipient_still_gets_the_code(write):
    def work(session):
        event_id, [first, second] = keep(session, 2)
        end(session, first, DeliveryState.SENT)
        assert told(session, event_id) == TOLD
        end(session, second, DeliveryState.FAILED)
        assert told(session, event_id) == FORGOTTEN

    write(work)


def test_the_next_leg_still_says_the_code(write):
    def work(session):
        event_id, [first] = keep(session, route=(EMAIL, SMS))
        end(session, first, DeliveryState.FAILED, next_leg=True)
        assert told(session, event_id) == TOLD
        [second] = session.scalars(select(Delivery.id).where(Delivery.leg == 1))
        end(session, second, DeliveryState.SENT)
        assert told(session, event_id) == FORGOTTEN

    write(work)


def test_a_code_that_is_called_off_is_forgotten_and_stays_called_off(write):
    def work(session):
        event_id, [id_] = keep(session)
        assert Cancelling(session).of_deliveries([id_], SOON) == 1
        assert told(session, event_id) == FORGOTTEN
        assert Cancelling(session).restore([id_], (), SOON) == 0

    write(work)


def test_a_code_that_is_proven_to_have_arrived_is_forgotten(write):
    def work(session):
        event_id, [id_] = keep(session)
        departure = Departure(delivery_id=id_, provider_id="p", subject="", content=b"")
        Outbox(session).hand_over([departure], ME, SOON)
        Recovery(session).recover([ME], SOON)
        assert told(session, event_id) == TOLD
        assert Recovery(session).resolve(id_, arrived=True, now=SOON)
        assert told(session, event_id) == FORGOTTEN

    write(work)


def test_a_code_that_nobody_is_to_be_told_is_forgotten_when_it_is_planned(write):
    def work(session):
        about = subject(session, kind="account.otp")
        session.execute(update(Event).values(snapshot=TOLD))
        assert plan_batch(session) == 1
        assert told(session, about.event_id) == FORGOTTEN

    write(work)


def test_other_events_keep_what_they_say(write):
    def work(session):
        event_id, [id_] = keep(session, kind="order.ready")
        end(session, id_, DeliveryState.SENT)
        assert told(session, event_id) == TOLD

    write(work)
    assert (carries_secrets("account.otp"), carries_secrets("order.ready")) == (True, False)
    assert carries_secrets("no.such_event") is False
