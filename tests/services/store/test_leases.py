# SPDX-License-Identifier: LicenseRef-Desk
"""Rights run by the database's clock, whatever the clocks of those who take them say."""

from datetime import timedelta

import pytest

from desk import clock
from desk.services.store import Leases, database_now, open_database

TTL = timedelta(seconds=15)


@pytest.fixture
def moved():
    """Move this computer's clock by so much from now on."""
    yield lambda by: clock.use(clock.MovableClock(clock.now() + by))
    clock.use(None)


def take(db, holder, ahead=timedelta(0)):
    def work(session):
        leases = Leases(session)
        return leases.take("planner", holder, leases.now() + ahead, TTL)

    return db.write_now(work)


def left(db):
    (row,) = db.read_now(lambda session: Leases(session).all())
    return row.expires_at - clock.now()


@pytest.mark.parametrize("hours", [-2, 2])
def test_on_a_server_a_right_runs_by_the_servers_clock(postgres_desk_url, moved, hours):
    db = open_database(postgres_desk_url)
    try:
        assert take(db, "one")
        moved(timedelta(hours=hours))
        assert abs(db.read_now(database_now) - clock.now()) > timedelta(hours=1)
        assert timedelta(0) < left(db) <= TTL
        assert not take(db, "two")
        assert take(db, "one")
        assert timedelta(0) < left(db) <= TTL
    finally:
        db.close()


def test_in_a_file_the_machines_own_clock_counts(db, moved):
    moved(timedelta(hours=2))
    assert abs(db.read_now(database_now) - clock.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=1), timedelta(days=20_000)])
def test_what_stands_further_ahead_than_any_right_has_run_out(any_db, ahead):
    assert take(any_db, "gone ahead", ahead)
    assert left(any_db) <= timedelta(0)
    assert take(any_db, "right")
    assert timedelta(0) < left(any_db) <= TTL
