# SPDX-License-Identifier: LicenseRef-Desk
"""What was written is carried into the database in a pause, and beside whoever writes."""

import sqlite3
import time

import pytest
from sqlalchemy import text

from desk.services.store import checkpoints, open_database
from desk.services.store.checkpoints import Checkpoints


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "PAUSE_S", 0.1)
    return tmp_path / "desk.db"


@pytest.fixture
def db(file):
    made = open_database(f"sqlite:///{file}")
    made.write_now(lambda s: s.execute(text("CREATE TABLE much (n INTEGER PRIMARY KEY, words TEXT)")))
    yield made
    made.close()


def fill(db, first, count):
    rows = [{"n": n, "words": "mot " * 50} for n in range(first, first + count)]
    db.write_now(lambda s: s.execute(text("INSERT INTO much VALUES (:n, :words)"), rows))


def is_carried(file):
    """Say whether the database has all of its log, by asking it for no more than what is left."""
    connection = sqlite3.connect(file)
    try:
        in_log = sqlite3.connect(f"file:{file}?immutable=1", uri=True)  # reads the database without its log
        try:
            there = in_log.execute("SELECT count(*) FROM much").fetchone()[0]
        except sqlite3.Error:
            return False
        finally:
            in_log.close()
        return there == connection.execute("SELECT count(*) FROM much").fetchone()[0]
    finally:
        connection.close()


def waited(until, seconds=20.0):
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.02)
    return until()


def test_many_rows_are_carried_over_in_a_pause(db, file):
    fill(db, 0, 10)
    time.sleep(3 * checkpoints.PAUSE_S)
    assert not is_carried(file), "a few rows are not worth it"
    fill(db, 10, checkpoints.MANY_ROWS)
    assert waited(lambda: is_carried(file))
    fill(db, 5_000, checkpoints.MANY_ROWS)
    assert waited(lambda: is_carried(file)), "and so are the next ones"


def test_who_reads_keeps_what_it_sees_and_is_waited_for(db, file):
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT count(*) FROM much").fetchone()[0]
    for start in range(0, 4_000, 200):
        fill(db, start, 200)
        time.sleep(0.02)
    db.carry_over()
    assert reader.execute("SELECT count(*) FROM much").fetchone()[0] == before
    assert not is_carried(file)
    reader.execute("COMMIT")
    fill(db, 10_000, 1)
    assert waited(lambda: is_carried(file)), "what somebody stood in the way of is still owed"
    assert db.read_now(lambda s: s.execute(text("SELECT count(*) FROM much")).scalar()) == 4_001
    reader.close()


def test_it_can_be_asked_for(db, file):
    fill(db, 0, 10)
    db.carry_over()
    assert is_carried(file)


def test_a_database_that_cannot_be_opened_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "PAUSE_S", 0.1)
    made = Checkpoints(f"sqlite:///{tmp_path / 'none' / 'desk.db'}")
    made.note(checkpoints.MANY_ROWS)
    assert waited(lambda: made._thread is None)
    made.note(5 * checkpoints.MANY_ROWS)
    made.carry_over()
    made.close()
    assert waited(lambda: made._thread is None)


def test_what_is_gone_is_not_made_anew(db, file):
    fill(db, 0, 10)
    db.close()
    for one in file.parent.iterdir():
        one.unlink()
    db.carry_over()
    assert not file.exists()
    made = Checkpoints(f"sqlite:///{file}")
    made.carry_over()
    assert not file.exists()


def test_postgresql_looks_after_its_own():
    made = Checkpoints("postgresql://localhost/desk")
    made.note(5 * checkpoints.MANY_ROWS)
    assert made._thread is None


def test_a_commit_is_kept_though_no_thread_can_be_had(file, monkeypatch):
    made = Checkpoints(f"sqlite:///{file}")
    begun = []

    def refuse(_thread):
        begun.append(True)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(checkpoints.threading.Thread, "start", refuse)
    made.note(checkpoints.MANY_ROWS)
    made.note(checkpoints.MANY_ROWS)  # and it is tried again
    assert len(begun) == 2
    made.close()
