# SPDX-License-Identifier: LicenseRef-Desk
"""Workers that never stay down, and one of a kind in all services of a database."""

import asyncio
import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.models import Lease
from desk.services.store import Leases, open_database
from desk.services.supervisor import SERVICE, TTL, Supervisor, is_alive, supervisor
from tests.services.delivery.floor import running, until

ME = f"here:{os.getpid()}:place.me"


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(supervisor, "BEAT_S", 0.05)
    monkeypatch.setattr(supervisor, "FIRST_PAUSE_S", 0.005)


@pytest.fixture
def dead_pid():
    """The id of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


class Worker:
    """Counts how often it was started; `work` says what a run does."""

    def __init__(self, name="worker", *, is_exclusive=False, work=None):
        self.name, self.is_exclusive = name, is_exclusive
        self.starts, self.ends = 0, 0
        self._work = work or asyncio.Event().wait

    async def run(self):
        self.starts += 1
        try:
            await self._work()
        finally:
            self.ends += 1


def leases(db):
    return {row.name: row for row in db.read_now(lambda s: Leases(s).all())}


def report(db, holder=ME):
    return leases(db)[SERVICE + holder].report


def test_a_worker_that_fails_is_started_again_and_said_to_fail(db, log_guard):
    log_guard.expect("worker worker stopped and is started again")

    async def fail():
        if worker.starts < 3:
            raise Unavailable("disk_full")
        await asyncio.Event().wait()

    worker = Worker(work=fail)

    async def play():
        async with running(Supervisor(db, ME, [worker]).run()):
            await until(lambda: worker.starts == 3)
            await until(lambda: report(db)["workers"]["worker"]["failures"] == 2)

    asyncio.run(play())
    assert worker.starts == worker.ends == 3


def test_a_service_of_before_an_upgrade_ends_so_that_a_newer_one_goes_on(db, log_guard):
    log_guard.expect("the leases could not be given back")
    worker = Worker()

    async def play():
        async with asyncio.timeout(20):
            await Supervisor(db, ME, [worker]).run()

    def upgrade_soon():
        while not worker.starts:
            threading.Event().wait(0.01)
        db.write_now(lambda s: s.execute(text("UPDATE alembic_version SET version_num = '9999'")))

    upgrading = threading.Thread(target=upgrade_soon)
    upgrading.start()
    with pytest.raises(ExceptionGroup) as ended:
        asyncio.run(play())
    upgrading.join()
    assert ended.group_contains(Misconfigured, match="database_upgraded")
    assert worker.ends == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Unavailable("database_away"), "database_away"),
        (ValueError("ours"), "mistake"),
        (ExceptionGroup("several", [ExceptionGroup("more", [Unavailable("disk_full")])]), "disk_full"),
    ],
)
def test_what_went_wrong_is_told_by_its_code(db, log_guard, error, code):
    log_guard.expect("stopped and is started again")

    async def fail():
        if worker.starts == 1:
            raise error
        await asyncio.Event().wait()

    worker = Worker(work=fail)

    async def play():
        async with running(Supervisor(db, ME, [worker]).run()):
            await until(lambda: worker.starts == 2)
            await until(lambda: report(db)["workers"]["worker"]["code"] == code)

    asyncio.run(play())


def test_one_that_ends_by_itself_is_started_again(db):
    worker = Worker(work=lambda: asyncio.sleep(0))

    async def play():
        async with running(Supervisor(db, ME, [worker]).run()):
            await until(lambda: worker.starts >= 3)

    asyncio.run(play())


def test_an_exclusive_worker_runs_in_one_service_and_moves_when_that_stops(db):
    one, two = Worker(is_exclusive=True), Worker(is_exclusive=True)
    other = "there:1"

    async def play():
        async with running(Supervisor(db, ME, [one]).run()):
            await until(lambda: one.starts == 1)
            async with running(Supervisor(db, other, [two]).run()):
                await asyncio.sleep(0.2)
                assert two.starts == 0
                assert {SERVICE + ME, SERVICE + other} <= leases(db).keys()
        async with running(Supervisor(db, other, [two]).run()):
            await until(lambda: two.starts == 1)

    asyncio.run(play())
    assert leases(db) == {}


def test_a_worker_whose_lease_was_taken_stops_and_waits(db):
    worker = Worker("planner", is_exclusive=True)

    def rob(session):
        values = {"holder": "there:1", "expires_at": clock.now() + timedelta(minutes=1)}
        session.execute(update(Lease).where(Lease.name == "planner").values(**values))

    async def play():
        async with running(Supervisor(db, ME, [worker]).run()):
            await until(lambda: worker.starts == 1)
            await asyncio.to_thread(db.write_now, rob)
            await until(lambda: worker.ends == 1)
            await until(lambda: report(db)["workers"]["planner"]["state"] == "waiting")
            await asyncio.to_thread(db.write_now, lambda s: Leases(s).release("there:1"))
            await until(lambda: worker.starts == 2)

    asyncio.run(play())


def test_what_a_dead_process_of_this_machine_held_is_free_at_once(db, dead_pid):
    dead = f"here:{dead_pid}:place.it"

    def work(session):
        for name in ("planner", SERVICE + dead):
            Leases(session).take(name, dead, clock.now(), timedelta(minutes=1))

    db.write_now(work)
    worker = Worker("planner", is_exclusive=True)

    async def play():
        async with running(Supervisor(db, ME, [worker]).run()):
            await until(lambda: worker.starts == 1)

    asyncio.run(play())


def test_it_has_begun_when_all_that_may_run_here_run(db):
    db.write_now(lambda s: Leases(s).take("planner", "there:1", clock.now(), timedelta(minutes=1)))
    workers = [Worker("sender"), Worker("planner", is_exclusive=True)]

    async def play():
        keeper = Supervisor(db, ME, workers)
        assert not keeper.has_begun
        async with running(keeper.run()):
            await until(lambda: keeper.has_begun and workers[0].starts == 1)
            assert workers[1].starts == 0

    asyncio.run(play())


class Flaky:
    """A database that cannot be written while `is_away`."""

    def __init__(self, db):
        self._db, self.is_away = db, False

    async def write(self, work, *changes):
        if self.is_away:
            raise Unavailable("database_away")
        return await self._db.write(work, *changes)


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_heartbeat_that_cannot_be_written_ends_nothing(db, log_guard, from_the_start):
    log_guard.expect("heartbeat could not be written: database_away")
    flaky, worker = Flaky(db), Worker()

    async def play():
        flaky.is_away = from_the_start
        async with running(Supervisor(flaky, ME, [worker]).run()):
            await until(lambda: worker.starts == 1)
            flaky.is_away = True
            await asyncio.sleep(0.15)
            flaky.is_away = False
            await until(lambda: SERVICE + ME in leases(db))
        assert worker.starts == 1

    asyncio.run(play())


def test_stopping_without_a_database_is_stopping(db, log_guard):
    log_guard.expect("leases could not be given back")
    flaky, worker = Flaky(db), Worker(is_exclusive=True)

    async def play():
        async with running(Supervisor(flaky, ME, [worker]).run()):
            await until(lambda: worker.starts == 1)
            flaky.is_away = True
        assert worker.ends == 1

    asyncio.run(asyncio.wait_for(play(), 10))


def test_one_that_fails_at_once_has_begun_and_is_stuck_after_a_while(db, log_guard, monkeypatch):
    log_guard.expect("worker worker stopped and is started again")
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE_S", 0.05)

    async def fail():
        raise Unavailable("disk_full")

    async def play():
        keeper = Supervisor(db, ME, [Worker(work=fail)])
        async with running(keeper.run()):
            await until(lambda: keeper.has_begun)
            await until(lambda: keeper.stuck == {"worker": "disk_full"})

    asyncio.run(play())


def test_one_that_came_through_is_not_stuck(db, log_guard):
    log_guard.expect("worker worker stopped and is started again")

    async def fail():
        if worker.starts <= supervisor.STUCK_AFTER:
            raise Unavailable("disk_full")
        await asyncio.Event().wait()

    worker = Worker(work=fail)

    async def play():
        keeper = Supervisor(db, ME, [worker])
        async with running(keeper.run()):
            await until(lambda: worker.starts == supervisor.STUCK_AFTER + 1)
            assert keeper.stuck == {}

    asyncio.run(play())


def test_what_a_clock_that_went_wrong_took_for_a_day_is_free(any_db):
    dead = "there:1:elsewhere.it"

    def work(session):
        for name in ("planner", SERVICE + dead):
            Leases(session).take(name, dead, clock.now() + timedelta(days=1), TTL)

    any_db.write_now(work)
    worker = Worker("planner", is_exclusive=True)

    async def play():
        async with running(Supervisor(any_db, ME, [worker]).run()):
            await until(lambda: worker.starts == 1)

    asyncio.run(play())


def test_a_workstation_whose_clock_is_wrong_takes_nobody_for_dead(postgres_desk_url, log_guard):
    log_guard.expect("this computer's clock is .(600|599) s from the database's")
    db = open_database(postgres_desk_url)
    there, here = "there:1:elsewhere.it", Worker("planner", is_exclusive=True)

    def work(session):
        leases = Leases(session)
        for name in ("planner", SERVICE + there):
            leases.take(name, there, leases.now(), TTL)

    async def play():
        async with running(Supervisor(db, ME, [here]).run()):
            await until(lambda: SERVICE + ME in leases(db) and report(db)["skew_s"])
            found = db.read_now(lambda s: Leases(s).all())
            assert is_alive(there, ME, found, clock.now())
            assert is_alive(ME, there, found, clock.now())
        assert here.starts == 0

    try:
        db.write_now(work)
        for minutes in (10, -10):
            clock.use(clock.MovableClock(clock.now() + timedelta(minutes=minutes)))
            asyncio.run(play())
            clock.use(None)
    finally:
        clock.use(None)
        db.close()
