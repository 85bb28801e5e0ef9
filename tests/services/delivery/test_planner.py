# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from desk import clock
from desk.models import Customer, Delivery, Evaluation, Event, Notification
from desk.models.vocabulary import DeliveryState, Outcome, PointKind, Reason, Standing
from desk.services.delivery import planner
from desk.services.delivery.planner import BATCH, Planner, plan_batch
from desk.services.events import Entry, Journal, Subject
from desk.services.rules import Rulebook
from desk.services.shop import CustomerDraft, Customers, PointDraft
from desk.services.store import Change, open_database
from tests.services.delivery.floor import Floor, running, until


def count(db, what):
    return db.read_now(lambda s: s.execute(select(func.count()).select_from(what)).scalar_one())


def test_an_event_becomes_a_decision_and_a_delivery_once(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    assert floor.row(id_).address == "kunde0@kunde.example"
    [decision] = floor.db.read_now(lambda s: s.execute(select(Evaluation.outcome, Evaluation.trace)).all())
    assert decision.outcome is Outcome.SEND
    assert decision.trace
    assert floor.db.write_now(plan_batch) == 0
    assert (count(floor.db, Evaluation), count(floor.db, Notification), count(floor.db, Delivery)) == (
        1,
        1,
        1,
    )


def test_who_said_no_is_a_line_of_the_history(floor):
    def work(session):
        point = PointDraft(kind=PointKind.EMAIL, address="no@kunde.example")
        return Customers(session).create(CustomerDraft(last_name="Nein", points=(point,)))

    floor.account(25)
    floor.ready([floor.db.write_now(work)])
    floor.db.write_now(plan_batch)
    [row] = floor.rows()
    assert (row.state, row.reason, row.standing) == (
        DeliveryState.UNDELIVERABLE,
        Reason.NO_CONSENT,
        Standing.NOT_SUBSCRIBED,
    )


def test_a_paused_rule_is_not_even_asked(floor):
    floor.db.write_now(lambda s: Rulebook(s).pause(floor.rule))
    assert floor.planned(1) == []
    assert count(floor.db, Evaluation) == 0


def test_nobody_with_the_role_is_a_decision_without_a_delivery(floor):
    floor.people(1)
    floor.ready()
    floor.db.write_now(lambda s: s.execute(update(Customer).values(archived_at=clock.now())))
    floor.db.write_now(plan_batch)
    [decision] = floor.db.read_now(lambda s: s.execute(select(Evaluation)).scalars().all())
    assert (decision.outcome, decision.reason) == (Outcome.SKIP, Reason.NO_ADDRESS)
    assert count(floor.db, Delivery) == 0


def test_an_undone_event_is_never_planned(floor):
    floor.people(1)
    floor.ready()

    def undo(session):
        [event] = Journal(session).unplanned()
        Journal(session).undo(event.id, clock.now())

    floor.db.write_now(undo)
    assert floor.db.write_now(plan_batch) == 0
    assert count(floor.db, Delivery) == 0


def test_a_batch_is_bounded(floor):
    floor.people(BATCH + 5)
    floor.ready()
    assert floor.db.write_now(plan_batch) == BATCH
    assert floor.db.write_now(plan_batch) == 5


def test_two_planners_never_plan_the_same_event(any_url, tmp_path):
    floor = Floor(tmp_path / "home", any_url)
    floor.set_up()
    floor.people(60)
    other = open_database(any_url)

    def plan(database):
        while database.write_now(plan_batch, Change.DELIVERIES):
            pass

    with ThreadPoolExecutor(2) as pool:
        for start in range(0, 60, 10):
            floor.ready(floor.customers[start : start + 10])
            for done in [pool.submit(plan, one) for one in (floor.db, other)]:
                done.result()
    assert (count(floor.db, Event), count(floor.db, Evaluation), count(floor.db, Delivery)) == (60, 60, 60)
    other.close()
    floor.close()


def test_it_plans_as_soon_as_something_is_recorded(floor):
    async def play():
        async with running(Planner(floor.db).run()):
            await asyncio.sleep(0.05)
            floor.people(3)
            floor.ready()
            await until(lambda: len(floor.ids()) == 3)

    asyncio.run(play())


def test_draining_says_how_many_were_planned(floor):
    floor.people(7)
    floor.ready()
    assert asyncio.run(Planner(floor.db).drain()) == 7
    assert asyncio.run(Planner(floor.db).drain()) == 0


def test_a_delay_makes_it_due_later(tmp_path, sqlite_template):
    import shutil

    shutil.copy(sqlite_template, tmp_path / "slow.db")
    floor = Floor(tmp_path / "slow", f"sqlite:///{tmp_path / 'slow.db'}")
    floor.set_up(delay_minutes=90)
    floor.account(25)
    before = clock.now()
    [id_] = floor.planned(1)
    assert timedelta(minutes=89) < floor.row(id_).due_at - before < timedelta(minutes=91)
    floor.close()


def test_a_fact_that_nobody_can_reckon_with_is_held_and_stops_no_other(floor):
    floor.account(25)
    floor.people(2)
    poison, healthy = floor.customers
    far = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    entry = Entry(
        kind="order.ready", key="p", snapshot={"order.number": "1"}, at=far,
        subject=Subject(customer_id=poison, source="cli"),
    )  # fmt: skip
    floor.db.write_now(lambda s: Journal(s).record_many([entry]), Change.EVENTS)
    floor.ready([healthy])

    async def play():
        return await Planner(floor.db).drain()

    assert asyncio.run(play()) == 2
    by_person = {row.customer_id: row for row in floor.rows()}
    assert by_person[healthy].reason is None
    assert (by_person[poison].state, by_person[poison].reason) == (
        DeliveryState.QUEUED,
        Reason.RENDER_ERROR,
    )
    assert [one.due.subject.customer_id for one in floor.claimed().claimed] == [healthy]


def test_an_event_that_breaks_the_planner_is_set_aside(floor, monkeypatch, log_guard):
    floor.account(25)
    floor.people(3)
    floor.ready()
    guilty = floor.db.read_now(lambda s: Journal(s).unplanned_ids())[1]
    recipients = planner.recipients

    def broken(occasion, spec):
        if occasion.event_id == guilty:
            raise OverflowError
        return recipients(occasion, spec)

    monkeypatch.setattr(planner, "recipients", broken)
    log_guard.expect("could not be planned; they are planned one by one")
    log_guard.expect(f"event {guilty} cannot be planned")

    async def play():
        return await Planner(floor.db).drain()

    assert asyncio.run(play()) == 3
    assert len(floor.ids()) == 2
