# SPDX-License-Identifier: LicenseRef-Desk
"""The store on both databases: transactions, announcements, other processes, refusals in Desk's words."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from desk import clock
from desk.errors import Misconfigured, Refused, Unavailable
from desk.models import Setting
from desk.services.store import Change, Entry, FullText, Leases, dialects, insert_rows, open_database, upgrade
from desk.services.store.database import MOST_CLASHES

pytestmark = pytest.mark.filterwarnings("error")


def heard(database, *topics):
    events, calls = threading.Event(), []

    def listen(changed):
        calls.append(changed)
        events.set()

    database.changes.subscribe(topics, listen)
    return events, calls


def test_a_failed_write_leaves_nothing(any_db):
    def work(session):
        Leases(session).take("a", "me", clock.now(), timedelta(seconds=5))
        raise ValueError

    with pytest.raises(ValueError):
        any_db.write_now(work, Change.SERVICE)
    assert any_db.read_now(lambda session: Leases(session).all()) == ()


def test_a_write_is_announced_once_here(any_db):
    any_db.watch()
    time.sleep(0.2)
    _, calls = heard(any_db, Change.RULES, Change.RECORDS)
    any_db.write_now(lambda session: None, Change.RULES, Change.CUSTOMERS)
    time.sleep(0.4)
    assert calls == [frozenset({Change.RULES})]


def test_another_process_hears_of_a_write(any_db, any_url):
    other = open_database(any_url)
    try:
        other.watch()
        time.sleep(0.3)
        event, calls = heard(other, *Change)
        any_db.write_now(lambda session: None, Change.RULES)
        assert event.wait(5)
        assert calls[0] == frozenset({Change.RULES})
    finally:
        other.close()


def test_a_lease_has_one_holder_until_it_runs_out(any_db):
    now = clock.now()

    def take(holder, at):
        return any_db.write_now(
            lambda session: Leases(session).take("sender", holder, at, timedelta(seconds=5))
        )

    assert take("one", now)
    assert not take("two", now + timedelta(seconds=4))
    assert take("one", now + timedelta(seconds=4))
    assert take("two", now + timedelta(seconds=10))
    any_db.write_now(lambda session: Leases(session).release("two"))
    assert take("three", now)


def test_writers_in_several_processes_lose_no_update(sqlite_url):
    program = """
import sys
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from desk.services.store import open_database
db = open_database(sys.argv[1])
def work(session):
    seen = session.execute(text("SELECT value FROM setting WHERE name='n'")).scalar()
    session.execute(text("UPDATE setting SET value=:v WHERE name='n'"), {"v": str(int(seen) + 1)})
for _ in range(100):
    db.write_now(work)
db.close()
"""
    database = open_database(sqlite_url)
    database.write_now(lambda s: s.execute(text("INSERT INTO setting(name, value) VALUES ('n', '0')")))
    writers = [subprocess.Popen([sys.executable, "-c", program, sqlite_url]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert (
        database.read_now(lambda s: s.execute(text("SELECT value FROM setting WHERE name='n'")).scalar())
        == 300
    )
    database.close()


def test_a_locked_database_is_waited_for(db, tmp_path):
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    timer = threading.Timer(1.0, lambda: holder.execute("COMMIT"))
    timer.start()
    assert db.write_now(lambda session: 7, Change.RULES) == 7
    timer.join()
    holder.close()


def test_reading_goes_on_while_another_process_writes(db, tmp_path):
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert db.read_now(lambda session: Leases(session).all()) == ()
    holder.execute("ROLLBACK")
    holder.close()


def test_a_full_disk_is_said_and_passes(db):
    size = db.read_now(lambda s: s.execute(text("PRAGMA page_count")).scalar())

    def fill(session):
        session.execute(text(f"PRAGMA max_page_count={size + 2}"))
        session.execute(
            text("INSERT INTO setting(name, value) VALUES ('big', :v)"), {"v": f'"{"x" * 200_000}"'}
        )

    with pytest.raises(Unavailable) as refusal:
        db.write_now(fill)
    assert refusal.value.code == "disk_full"

    def empty(session):
        session.execute(text("PRAGMA max_page_count=1000000"))
        return "works again"

    assert db.write_now(empty) == "works again"


def test_a_damaged_file_is_said(tmp_path):
    (tmp_path / "desk.db").write_bytes(b"this is no database" * 500)
    with pytest.raises(Misconfigured) as refusal:
        open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    assert refusal.value.code == "database_damaged"


def test_a_newer_database_is_refused(db, sqlite_url):
    db.write_now(lambda s: s.execute(text("UPDATE alembic_version SET version_num='9999'")))
    with pytest.raises(Misconfigured) as refusal:
        upgrade(sqlite_url)
    assert refusal.value.code == "database_newer"


def test_every_write_is_durable(db):
    assert db.write_now(lambda s: s.execute(text("PRAGMA synchronous")).scalar()) == 2
    assert db.write_now(lambda s: s.execute(text("PRAGMA journal_mode")).scalar()) == "wal"
    assert db.write_now(lambda s: s.execute(text("PRAGMA foreign_keys")).scalar()) == 1


async def cancelled(db):
    started = threading.Event()

    def work(session):
        started.set()
        time.sleep(0.2)
        session.execute(text("INSERT INTO setting(name, value) VALUES ('kept', '1')"))

    task = asyncio.ensure_future(db.write(work))
    await asyncio.to_thread(started.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_cancelled_caller_does_not_tear_a_write(db):
    asyncio.run(cancelled(db))
    found = db.read_now(lambda s: s.execute(text("SELECT value FROM setting WHERE name='kept'")).scalar())
    while found is None:  # the writer's thread finishes on its own
        found = db.read_now(lambda s: s.execute(text("SELECT value FROM setting WHERE name='kept'")).scalar())
    assert found == 1


@pytest.mark.parametrize("text_", ["a\ud800", "\udfff"])
def test_half_a_character_is_refused_and_never_kept(any_db, text_):
    def name_(session):
        session.execute(text("INSERT INTO setting(name, value) VALUES (:n, '1')"), {"n": text_})

    def look(session):
        return session.execute(text("SELECT value FROM setting WHERE name = :n"), {"n": text_}).all()

    for refused in (
        lambda: any_db.write_now(name_),
        lambda: any_db.read_now(look),
        lambda: any_db.write_now(lambda s: insert_rows(s, Setting, [{"name": "n", "value": {"a": text_}}])),
    ):
        with pytest.raises(Refused, match="control_character"):
            refused()
    assert any_db.read_now(lambda s: s.execute(text("SELECT count(*) FROM setting")).scalar()) == 0


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda s: s.execute(text("SELECT 1 WHERE 'a' = :t"), {"t": "a\0b"}), "control_character"),
        (lambda s: insert_rows(s, Setting, [{"name": "n", "value": {"a": "\0"}}]), "control_character"),
        (lambda s: s.execute(insert(Setting).values(name="n" * 5000, value=1)), "too_long"),
    ],
)
def test_what_postgresql_cannot_keep_is_refused(postgres_desk_url, work, code):
    db = open_database(postgres_desk_url)
    try:
        with pytest.raises(Refused, match=code):
            db.write_now(work)
    finally:
        db.close()


def test_a_mistake_of_ours_tells_no_row(postgres_desk_url):
    db = open_database(postgres_desk_url)
    try:
        with pytest.raises(DBAPIError) as error:
            db.write_now(
                lambda s: s.execute(text("INSERT INTO setting(name, value) VALUES ('Sophie', NULL)"))
            )
    finally:
        db.close()
    told = "".join(traceback.format_exception(error.value))
    assert "not-null" in told
    assert "Sophie" not in told.replace("VALUES ('Sophie', NULL)", "")


# ---------------------------------------------------------------------------------- a newer Desk comes


def upgraded(url, *statements):
    """Do what a newer Desk's upgrade does: change tables, and note a step further."""
    made = dialects.engine(url, writes=True, size=1)
    with made.connect() as connection:
        dialects.begin_rebuilding(connection)
        for statement in (*statements, "UPDATE alembic_version SET version_num = '9999'"):
            connection.execute(text(statement))
        connection.commit()
    made.dispose()


def put_one(session):
    session.execute(insert(Setting).values(name="one", value=1))


def count(session):
    return session.execute(text("SELECT count(*) FROM setting")).scalar()


def test_nothing_is_written_any_more_once_a_newer_desk_has_brought_the_tables_further(any_db, any_url):
    any_db.write_now(put_one, Change.SETTINGS)
    upgraded(any_url)
    for _again in range(2):
        with pytest.raises(Misconfigured, match="database_upgraded"):
            any_db.write_now(lambda session: session.execute(text("DELETE FROM setting")))
    assert any_db.read_now(count) == 1


def test_a_read_that_no_longer_fits_the_tables_is_told_why(any_db, any_url):
    upgraded(any_url, "ALTER TABLE setting RENAME TO preference")
    with pytest.raises(Misconfigured, match="database_upgraded"):
        any_db.read_now(count)


def test_a_mistake_of_ours_stays_one_while_the_tables_are_ours(any_db):
    with pytest.raises(DBAPIError):
        any_db.write_now(lambda session: session.execute(text("DELETE FROM nowhere")))


def test_a_shelf_that_is_begun_is_no_upgrade(any_db, any_url):
    other = open_database(any_url)
    entry = Entry(key=1, texts=("one", "", "", ""))
    other.write_now(lambda session: FullText(session).index([entry]))
    other.close()
    any_db.write_now(put_one)
    assert any_db.read_now(count) == 1


def test_an_upgrade_waits_for_who_writes_and_the_next_write_for_the_upgrade(any_db, any_url):
    begun, order = threading.Event(), []

    def slow(session):
        put_one(session)
        begun.set()
        time.sleep(0.3)
        order.append("written")

    def upgrade_it():
        begun.wait()
        upgraded(any_url, "DELETE FROM setting")
        order.append("upgraded")

    upgrading = threading.Thread(target=upgrade_it)
    upgrading.start()
    any_db.write_now(slow)
    upgrading.join()
    assert order == ["written", "upgraded"]
    with pytest.raises(Misconfigured, match="database_upgraded"):
        any_db.write_now(put_one)
    assert any_db.read_now(count) == 0


def test_who_always_clashes_made_a_mistake_and_is_not_tried_for_ever(postgres_desk_url):
    """Filing takes mails one by one then; for ever in one write, none would come in any more."""
    database = open_database(postgres_desk_url)
    runs = []

    def work(session):
        runs.append(1)
        session.execute(text("CREATE TEMPORARY TABLE clash (n int) ON COMMIT DROP"))
        session.execute(text("CREATE UNIQUE INDEX uq_message_search_key ON clash (n)"))
        session.execute(text("INSERT INTO clash VALUES (1), (1)"))

    with pytest.raises(IntegrityError):
        database.write_now(work)
    database.close()
    assert len(runs) == MOST_CLASHES + 1
