# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

import pytest
from sqlalchemy import select, update

from desk.errors import Unavailable
from desk.models import Attempt, Delivery
from desk.models.vocabulary import AttemptOutcome, DeliveryState
from desk.services.delivery import turnstile as module
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Departure, Settlement
from desk.services.delivery.turnstile import Turnstile
from tests.services.delivery.floor import running
from tests.services.delivery.rows import NOON, intention, subject

ME = "me:1"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(module, "PAUSE_S", 0.01)


def claimed(db, count=1, **how):
    """Keep deliveries that are claimed; return their ids."""

    def work(session):
        made = [intention(subject(session, **how)) for _ in range(count)]
        Outbox(session).add(made, NOON)
        ids = list(session.execute(select(Delivery.id).order_by(Delivery.id)).scalars())
        Outbox(session).claim({id_: f"{id_}@example.org" for id_ in ids}, ME)
        return ids

    return db.write_now(work)


def departure(id_):
    return Departure(delivery_id=id_, provider_id="p1", subject="x", content=b"x")


def answer(id_, state=DeliveryState.SENT, outcome=AttemptOutcome.ACCEPTED, **how):
    return Settlement(
        delivery_id=id_, notification_id="n", provider_id="p1", number=1, started_at=NOON, ended_at=NOON,
        outcome=outcome, state=state, **how,
    )  # fmt: skip


def state(db, id_):
    return db.read_now(lambda s: s.execute(select(Delivery.state).where(Delivery.id == id_)).scalar_one())


class Failing:
    """A database that refuses the first writes."""

    def __init__(self, db, times):
        self._db, self.times, self.writes = db, times, 0

    async def write(self, work, *changes):
        self.writes += 1
        if self.times:
            self.times -= 1
            raise Unavailable("disk_full")
        return await self._db.write(work, *changes)


def play(db, work, holder=ME):
    async def run():
        gate = Turnstile(db, holder)
        async with running(gate.run()):
            return await asyncio.wait_for(work(gate), 10)

    return asyncio.run(run())


def test_all_that_wait_go_through_in_few_writes(db):
    ids = claimed(db, 20)
    counting = Failing(db, 0)

    async def work(gate):
        return await asyncio.gather(*(gate.hand_over(departure(id_)) for id_ in ids))

    assert play(counting, work) == [True] * 20
    assert counting.writes <= 3
    assert {state(db, id_) for id_ in ids} == {DeliveryState.HANDED_OVER}


def test_what_was_taken_back_or_is_anothers_must_not_leave(db):
    [id_] = claimed(db)

    async def work(gate):
        return await gate.hand_over(departure(id_))

    assert play(db, work, holder="another:2") is False
    db.write_now(lambda s: s.execute(update(Delivery).values(state=DeliveryState.CANCELLED)))
    assert play(db, work) is False


def test_while_the_database_refuses_nothing_leaves_and_no_answer_is_forgotten(db, log_guard):
    log_guard.expect("nothing leaves until it can: disk_full")
    first, second = claimed(db, 2)
    db.write_now(lambda s: Outbox(s).hand_over([departure(second)], ME, NOON))

    async def work(gate):
        passed, _ = await asyncio.gather(gate.hand_over(departure(first)), gate.settle(answer(second)))
        return passed

    assert play(Failing(db, 3), work) is False
    assert (state(db, first), state(db, second)) == (DeliveryState.SENDING, DeliveryState.SENT)


def test_an_answer_that_is_settled_twice_counts_once(db):
    [id_] = claimed(db)
    db.write_now(lambda s: Outbox(s).hand_over([departure(id_)], ME, NOON))

    async def work(gate):
        await gate.settle(answer(id_))
        await gate.settle(answer(id_))

    play(db, work)
    assert len(db.read_now(lambda s: s.execute(select(Attempt.id)).all())) == 1


def test_an_answer_about_what_another_has_claimed_meanwhile_changes_nothing(db):
    [id_] = claimed(db)
    db.write_now(
        lambda s: s.execute(update(Delivery).values(claimed_by="another:2", state=DeliveryState.HANDED_OVER))
    )

    async def work(gate):
        await gate.settle(answer(id_, DeliveryState.QUEUED, AttemptOutcome.TRANSIENT, due_at=NOON))

    play(db, work)
    assert state(db, id_) is DeliveryState.HANDED_OVER


def test_who_no_longer_waits_does_not_leave(db):
    [id_] = claimed(db)

    async def run():
        gate = Turnstile(db, ME)
        waiting = asyncio.ensure_future(gate.hand_over(departure(id_)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        async with running(gate.run()):
            await asyncio.sleep(0.05)

    asyncio.run(run())
    assert state(db, id_) is DeliveryState.SENDING


def test_what_waits_when_it_is_stopped_is_written_all_the_same(db):
    [id_] = claimed(db)
    db.write_now(lambda s: Outbox(s).hand_over([departure(id_)], ME, NOON))

    async def run():
        gate = Turnstile(db, ME)
        task = asyncio.ensure_future(gate.run())
        await asyncio.sleep(0)
        waiting = asyncio.ensure_future(gate.settle(answer(id_)))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, waiting, return_exceptions=True)

    asyncio.run(run())
    assert state(db, id_) is DeliveryState.SENT
