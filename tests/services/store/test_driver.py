# SPDX-License-Identifier: LicenseRef-Desk
"""What goes past SQLAlchemy fails as SQLAlchemy would have said it, and shows no parameters."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from desk.errors import Unavailable
from desk.services.store.driver import driver_of

WHEN = "2026-11-22 09:30:00.000000"


def fill(session, *ids):
    rows = [(id_, WHEN) for id_ in ids]
    mark = "?" if session.get_bind().dialect.name == "sqlite" else "%s"
    driver_of(session).run_many(
        f"INSERT INTO lease(name, holder, report, expires_at) VALUES ({mark}, 'me', '{{}}', {mark})", rows
    )


def test_rows_are_kept_and_read(any_db):
    any_db.write_now(lambda session: fill(session, "a", "b"))

    def read(session):
        return driver_of(session).ask("SELECT name, holder FROM lease ORDER BY name", ())

    columns, rows = any_db.read_now(read)
    assert [column[0] for column in columns] == ["name", "holder"]
    assert [tuple(row) for row in rows] == [("a", "me"), ("b", "me")]


def test_a_row_that_is_there_already_is_an_integrity_error_that_hides_values(any_db):
    any_db.write_now(lambda session: fill(session, "a"))
    with pytest.raises(IntegrityError) as caught:
        any_db.write_now(lambda session: fill(session, "secret-name", "a"))
    assert "secret-name" not in str(caught.value)
    assert any_db.read_now(lambda s: s.scalar(text("SELECT count(*) FROM lease"))) == 1


def test_a_mistake_in_a_query_is_told(any_db):
    with pytest.raises(DBAPIError):
        any_db.read_now(lambda session: driver_of(session).ask("SELECT nothing FROM nowhere", ()))
    assert any_db.read_now(lambda s: s.scalar(text("SELECT 1"))) == 1


def test_a_session_without_a_kept_driver_has_one_too(any_db):
    from sqlalchemy.orm import Session

    with Session(any_db._write_engine) as session:
        assert driver_of(session).dialect.name in ("sqlite", "postgresql")


def test_a_connection_that_was_cut_is_a_database_that_is_away(postgres_desk_url):
    from desk.services.store import open_database

    db = open_database(postgres_desk_url)

    def cut(session):
        number = session.scalar(text("SELECT pg_backend_pid()"))
        other.write_now(lambda s: s.execute(text(f"SELECT pg_terminate_backend({number})")))
        driver_of(session).ask("SELECT 1", ())

    other = open_database(postgres_desk_url)
    with pytest.raises(Unavailable, match="database_away"):
        db.write_now(cut)
    assert db.read_now(lambda s: s.scalar(text("SELECT 1"))) == 1
    db.close()
    other.close()
