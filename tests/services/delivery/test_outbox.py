# SPDX-License-Identifier: LicenseRef-Desk
"""The life of a delivery in the tables: claimed, handed over, settled, put back, gone on to the next leg."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Attempt, Content, Delivery, Notification
from desk.models.vocabulary import (
    AttemptOutcome,
    Channel,
    DeliveryState,
    NotificationState,
    Reason,
    Standing,
    Urgency,
)
from desk.services.delivery.outbox import FAR_AWAY, Outbox
from desk.services.delivery.plan import Departure, Settlement, Verdict
from tests.services.delivery.rows import EMAIL, NOON, SMS, counters, intention, subject

SOON = NOON + timedelta(seconds=1)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def add(session, **how):
    about = subject(session)
    made = intention(about, **how)
    Outbox(session).add([made], NOON)
    return session.execute(select(Delivery.id).where(Delivery.notification_id == made.id)).scalar_one()


def claimed(session, holder="me", **how):
    id_ = add(session, **how)
    Outbox(session).claim({id_: f"{id_}@shop.example"}, holder)
    return id_


def departure(id_):
    return Departure(delivery_id=id_, provider_id="provider", subject="Prête", content=b"x")


def settlement(session, id_, outcome, state, **how):
    row = session.get(Delivery, id_)
    return Settlement(
        delivery_id=id_,
        notification_id=row.notification_id,
        provider_id="provider",
        number=row.attempts + 1,
        started_at=NOON,
        ended_at=SOON,
        outcome=outcome,
        state=state,
        **how,
    )


def row_of(session, id_):
    session.expire_all()
    return session.get(Delivery, id_)


def test_what_is_due_comes_oldest_first_and_instant_before_all(write):
    def work(session):
        late = add(session, due_at=NOON)
        early = add(session, due_at=NOON - timedelta(hours=1))
        instant = add(session, due_at=NOON, urgency=Urgency.INSTANT)
        add(session, due_at=NOON + timedelta(hours=1))
        assert [due.id for due in Outbox(session).due(Channel.EMAIL, NOON, 10)] == [instant, early, late]
        assert [due.id for due in Outbox(session).due(Channel.EMAIL, NOON, 2)] == [instant, early]
        assert Outbox(session).due(Channel.SMS, NOON, 10) == ()

    write(work)


def test_next_due_is_the_earliest_that_does_not_wait_for_a_person(write):
    def work(session):
        assert Outbox(session).next_due() is None
        add(session, due_at=FAR_AWAY, reason=Reason.AWAITING_APPROVAL)
        assert Outbox(session).next_due() is None
        add(session, due_at=NOON + timedelta(days=2))
        add(session, due_at=NOON + timedelta(days=1), route=(SMS,))
        assert Outbox(session).next_due() == NOON + timedelta(days=1)

    write(work)


def test_a_claimed_delivery_is_due_no_more(write):
    def work(session):
        claimed(session)
        assert Outbox(session).due(Channel.EMAIL, SOON, 10) == ()

    write(work)


def test_only_the_holder_may_hand_over(write):
    def work(session):
        id_ = claimed(session)
        assert Outbox(session).hand_over([departure(id_)], "another", SOON) == frozenset()
        assert session.execute(select(Content)).all() == []
        assert Outbox(session).hand_over([departure(id_)], "me", SOON) == {id_}
        assert row_of(session, id_).state is DeliveryState.HANDED_OVER
        assert session.get(Content, id_).subject == "Prête"
        assert Outbox(session).hand_over([departure(id_)], "me", SOON) == frozenset()

    write(work)


def test_an_accepted_delivery_is_sent_and_counted(write):
    def work(session):
        id_ = claimed(session)
        Outbox(session).hand_over([departure(id_)], "me", SOON)
        Outbox(session).settle(
            [settlement(session, id_, AttemptOutcome.ACCEPTED, DeliveryState.SENT, code="250")], SOON
        )
        row = row_of(session, id_)
        assert (row.state, row.standing, row.attempts) == (DeliveryState.SENT, Standing.SENT, 1)
        assert row.settled_at == SOON
        assert row.claimed_by is None
        assert session.get(Notification, row.notification_id).state is NotificationState.DONE
        assert session.execute(select(Attempt.outcome)).scalars().all() == [AttemptOutcome.ACCEPTED]
        assert counters(session, row.rule_id) == {Standing.SENT: 1}

    write(work)


def test_a_refusal_that_passes_goes_back_with_its_message_id(write):
    def work(session):
        id_ = claimed(session)
        Outbox(session).hand_over([departure(id_)], "me", SOON)
        again = NOON + timedelta(minutes=1)
        Outbox(session).settle(
            [
                settlement(
                    session, id_, AttemptOutcome.TRANSIENT, DeliveryState.QUEUED, due_at=again, code="451"
                )
            ],
            SOON,
        )
        row = row_of(session, id_)
        assert (row.state, row.due_at, row.attempts) == (DeliveryState.QUEUED, again, 1)
        assert row.message_id == f"{id_}@shop.example"
        assert session.get(Content, id_) is None
        due = Outbox(session).due(Channel.EMAIL, again, 10)[0]
        assert (due.attempts, due.message_id) == (1, row.message_id)

    write(work)


def test_a_refusal_for_good_opens_the_next_leg_once(write):
    def work(session):
        id_ = claimed(session, route=(EMAIL, SMS))
        Outbox(session).hand_over([departure(id_)], "me", SOON)
        Outbox(session).settle(
            [
                settlement(
                    session, id_, AttemptOutcome.PERMANENT, DeliveryState.FAILED, code="550", next_leg=True
                )
            ],
            SOON,
        )
        row = row_of(session, id_)
        assert (row.state, row.standing) == (DeliveryState.FAILED, Standing.FAILED)
        legs = session.execute(
            select(Delivery.leg, Delivery.channel, Delivery.address, Delivery.state)
            .where(Delivery.notification_id == row.notification_id)
            .order_by(Delivery.leg)
        ).all()
        assert legs[1:] == [(1, Channel.SMS, SMS.address, DeliveryState.QUEUED)]
        assert session.get(Notification, row.notification_id).state is NotificationState.PLANNED

    write(work)


def test_the_last_leg_ends_the_notification(write):
    def work(session):
        id_ = claimed(session)
        Outbox(session).settle(
            [settlement(session, id_, AttemptOutcome.PERMANENT, DeliveryState.FAILED, next_leg=True)], SOON
        )
        row = row_of(session, id_)
        assert session.get(Notification, row.notification_id).state is NotificationState.DONE

    write(work)


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.TOO_OLD, NotificationState.EXPIRED),
        (Reason.SUBJECT_CHANGED, NotificationState.CANCELLED),
        (Reason.RULE_PAUSED, NotificationState.CANCELLED),
    ],
)
def test_what_came_too_late_has_expired_and_was_not_called_off(write, reason, state):
    def work(session):
        id_ = claimed(session)
        ended = Verdict(delivery_id=id_, state=DeliveryState.CANCELLED, reason=reason)
        Outbox(session).conclude([ended], SOON)
        row = row_of(session, id_)
        assert (row.state, row.standing) == (DeliveryState.CANCELLED, Standing.CANCELLED)
        assert session.get(Notification, row.notification_id).state is state

    write(work)


def test_a_lost_answer_is_unconfirmed_and_nothing_puts_it_back(write):
    def work(session):
        id_ = claimed(session, route=(EMAIL, SMS))
        Outbox(session).hand_over([departure(id_)], "me", SOON)
        Outbox(session).settle(
            [settlement(session, id_, AttemptOutcome.LOST, DeliveryState.UNCONFIRMED)], SOON
        )
        row = row_of(session, id_)
        assert (row.state, row.standing) == (DeliveryState.UNCONFIRMED, Standing.UNCONFIRMED)
        Outbox(session).conclude([Verdict(delivery_id=id_, state=DeliveryState.QUEUED, due_at=SOON)], SOON)
        assert row_of(session, id_).state is DeliveryState.UNCONFIRMED
        assert Outbox(session).due(Channel.EMAIL, FAR_AWAY - timedelta(days=1), 10) == ()
        assert session.execute(select(Delivery)).scalars().all() == [row]

    write(work)


def test_a_late_answer_settles_what_was_thought_lost(write):
    def work(session):
        id_ = claimed(session)
        Outbox(session).hand_over([departure(id_)], "me", SOON)
        Outbox(session).settle(
            [settlement(session, id_, AttemptOutcome.LOST, DeliveryState.UNCONFIRMED)], SOON
        )
        Outbox(session).settle([settlement(session, id_, AttemptOutcome.ACCEPTED, DeliveryState.SENT)], SOON)
        assert row_of(session, id_).state is DeliveryState.SENT

    write(work)


def test_what_is_ended_stays_ended(write):
    def work(session):
        id_ = claimed(session)
        Outbox(session).settle([settlement(session, id_, AttemptOutcome.ACCEPTED, DeliveryState.SENT)], SOON)
        Outbox(session).conclude([Verdict(delivery_id=id_, state=DeliveryState.CANCELLED)], SOON)
        assert row_of(session, id_).state is DeliveryState.SENT

    write(work)


def test_a_person_nobody_can_reach_is_a_line_of_history(write):
    def work(session):
        id_ = add(session, route=(), state=DeliveryState.UNDELIVERABLE, reason=Reason.NO_CONSENT)
        assert row_of(session, id_).standing is Standing.NOT_SUBSCRIBED
        other = add(session, route=(), state=DeliveryState.UNDELIVERABLE, reason=Reason.NO_ADDRESS)
        assert row_of(session, other).standing is Standing.FAILED

    write(work)
