# SPDX-License-Identifier: LicenseRef-Desk
"""A mailbox that does not exist is written to once; the next message takes another way."""

import asyncio

import pytest
from sqlalchemy import insert, select

from desk import clock
from desk.models import Attempt, ContactPoint, Delivery, new_id
from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, PointKind, PointState, Reason
from desk.services.delivery.dead_addresses import TAUGHT, DeadAddresses
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import LegPlan, Settlement
from desk.services.delivery.planner import plan_batch
from desk.services.delivery.turnstile import Turnstile
from desk.services.events import Entry, Journal, Subject
from desk.services.preferences import Suppressions
from desk.services.shop import CustomerDraft, Customers, PointDraft
from tests.services.delivery.floor import running
from tests.services.delivery.rows import NOON, intention, subject

SOPHIE = "Sophie@example.org"
GONE = LegPlan(channel=Channel.EMAIL, address=SOPHIE)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def people(session):
    """Keep two people who share an address; one has another one, too."""
    points = [PointDraft(kind=PointKind.EMAIL, address=one) for one in (SOPHIE, "s.b@example.org")]
    for n in (1, 2):
        Customers(session).create(CustomerDraft(last_name=f"B{n}", points=tuple(points[:n])))


def accepted(session, provider_id="p1"):
    """Keep a call that an account has accepted."""
    made = intention(subject(session))
    Outbox(session).add([made], NOON)
    delivery = select(Delivery.id).where(Delivery.notification_id == made.id)
    session.execute(
        insert(Attempt).values(
            id=new_id(), delivery_id=session.scalar(delivery), number=1, provider_id=provider_id, started_at=NOON, ended_at=NOON,
            outcome=AttemptOutcome.ACCEPTED, code="250", reply="",
        )
    )  # fmt: skip


def refusal(nobody_at=GONE):
    return Settlement(
        delivery_id="d1", notification_id="n", provider_id="p1", number=1, started_at=NOON, ended_at=NOON,
        outcome=AttemptOutcome.PERMANENT, state=DeliveryState.FAILED, code="550 5.1.1", reply="No such user",
        nobody_at=nobody_at,
    )  # fmt: skip


def states(session):
    rows = session.execute(select(ContactPoint.address, ContactPoint.state).order_by(ContactPoint.address))
    return [(row.address, row.state) for row in rows]


DEAD = [(SOPHIE, PointState.DEAD), (SOPHIE, PointState.DEAD), ("s.b@example.org", PointState.UNKNOWN)]


def test_an_address_at_which_nobody_is_is_dead_for_all_who_have_it(write):
    def work(session):
        people(session)
        accepted(session)
        DeadAddresses(session).learn([refusal(), refusal()], clock.now())
        assert states(session) == DEAD
        [line] = Suppressions(session).about([SOPHIE])
        assert (line.reason, line.note) == ("hard_bounce", "550 5.1.1 No such user")
        assert not line.is_active(clock.now()), "the state of the address counts, the line only tells"

    write(work)


def test_an_account_that_nothing_was_accepted_by_is_not_believed(write):
    def work(session):
        people(session)
        accepted(session, "another")
        DeadAddresses(session).learn([refusal()], clock.now())
        assert {state for _, state in states(session)} == {PointState.UNKNOWN}
        assert Suppressions(session).about([SOPHIE]) == ()

    write(work)


def test_an_answer_about_something_else_teaches_nothing(write):
    def work(session):
        people(session)
        accepted(session)
        DeadAddresses(session).learn([refusal(None)], clock.now())
        assert {state for _, state in states(session)} == {PointState.UNKNOWN}

    write(work)


def test_an_address_that_works_again_may_die_again(write):
    def work(session):
        people(session)
        accepted(session)
        DeadAddresses(session).learn([refusal()], clock.now())
        Customers(session).mark_address(PointKind.EMAIL, SOPHIE, PointState.OK)
        DeadAddresses(session).learn([refusal()], clock.now())
        assert states(session) == DEAD
        assert len(Suppressions(session).about([SOPHIE])) == 2

    write(work)


def test_an_address_that_nobody_has_any_more_leaves_no_trace(write):
    def work(session):
        accepted(session)
        DeadAddresses(session).learn([refusal()], clock.now())
        assert Suppressions(session).about([SOPHIE]) == ()

    write(work)


def test_the_next_message_takes_another_way(floor):
    """From the answer at the turnstile to the next decision."""
    account = floor.account(25)
    [first] = floor.planned(1)
    floor.claimed()
    row = floor.row(first)
    floor.db.write_now(lambda s: accepted(s, account))
    heard = []
    stop = floor.db.changes.subscribe(TAUGHT, heard.append)
    leg = LegPlan(channel=Channel.EMAIL, address=row.address)

    async def play():
        gate = Turnstile(floor.db, "me:1")
        async with running(gate.run()):
            await gate.settle(
                Settlement(
                    delivery_id=first, notification_id=row.notification_id, provider_id=account, number=1,
                    started_at=NOON, ended_at=NOON, outcome=AttemptOutcome.PERMANENT,
                    state=DeliveryState.FAILED, code="550 5.1.1", nobody_at=leg,
                )
            )  # fmt: skip

    asyncio.run(play())
    stop()
    assert heard == [frozenset(TAUGHT)]
    again = Entry(
        kind="order.ready", key="again", snapshot={"order.number": "2", "order.status": "ready"},
        subject=Subject(customer_id=floor.customers[0], source="cli"), at=clock.now(),
    )  # fmt: skip
    floor.db.write_now(lambda s: Journal(s).record_many([again]))
    floor.db.write_now(plan_batch)
    assert floor.rows()[-1].reason is Reason.NO_ADDRESS
