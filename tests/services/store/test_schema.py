# SPDX-License-Identifier: LicenseRef-Desk
"""The history of the tables ends where the models stand, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url

from desk.errors import Misconfigured
from desk.models import Base
from desk.services.store import alembic_config, dialects, schema
from desk.services.store.schema import HEAD, upgrade


def test_head_is_the_newest_step():
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_the_history_makes_what_the_models_say(any_url):
    url = make_url(any_url)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


STEPS = ("0001", "0002", "0003", "0004", "0005")
"""What people's databases may stand at."""


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request, tmp_path):
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.fresh()
    yield url
    server.drop(url)


def filled_at(url, step):
    """Make the tables of a step with a row in each, every reference kept; return how many rows each has."""
    made = dialects.engine(url, writes=True, size=1)
    with made.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, step)
        connection.commit()
        tables = sa.MetaData()
        tables.reflect(connection)
        rows = {}
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                rows[table.name] = {column.name: value_of(column, rows) for column in table.columns}
                connection.execute(table.insert(), rows[table.name])
        connection.commit()
    counts = counted(made, rows)
    made.dispose()
    return counts


def value_of(column, rows):
    """Return something a column takes; what it refers to must be there."""
    for key in column.foreign_keys:
        if key.column.table.name in rows:
            return rows[key.column.table.name][key.column.name]
        return None
    if isinstance(column.type, sa.JSON):
        return {}
    values = {
        bool: True,
        int: 1,
        float: 1.0,
        str: "x",
        bytes: b"x",
        datetime: datetime(2026, 3, 10, tzinfo=UTC),
    }
    kind = next((kind for kind in values if issubclass(column.type.python_type, kind)), None)
    return values.get(kind)


def counted(on, tables):
    with on.connect() as connection:
        return {
            name: connection.execute(sa.text(f'SELECT count(*) FROM "{name}"')).scalar() for name in tables
        }


@pytest.mark.parametrize("step", STEPS)
def test_an_upgrade_keeps_what_people_have(bare_url, step):
    before = filled_at(bare_url, step)
    assert set(before.values()) == {1}
    assert upgrade(bare_url) == step
    made = dialects.engine(bare_url, writes=True, size=1)
    assert counted(made, before) == before
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert dialects.broken_references(connection) == ()
    made.dispose()


def test_an_upgrade_that_fails_changes_nothing(bare_url, monkeypatch):
    before = filled_at(bare_url, "0002")
    monkeypatch.setattr(schema, "broken_references", lambda _connection: ("operator",))
    with pytest.raises(Misconfigured, match="database_not_upgraded"):
        upgrade(bare_url)
    made = dialects.engine(bare_url, writes=True, size=1)
    with made.connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "0002"
        assert not sa.inspect(connection).has_table("conversation")
    assert counted(made, before) == before
    made.dispose()


def test_what_the_database_refuses_on_the_way_is_said_in_words(tmp_path, log_guard):
    url = f"sqlite:///{tmp_path / 'odd.db'}"
    filled_at(url, "0002")
    made = dialects.engine(url, writes=True, size=1)
    with made.begin() as connection:
        connection.execute(sa.text("CREATE TABLE conversation (id TEXT)"))
    made.dispose()
    log_guard.allow("could not be brought up to date")
    with pytest.raises(Misconfigured, match="database_not_upgraded"):
        upgrade(url)


def test_of_two_that_upgrade_at_once_one_waits_and_finds_it_done(bare_url):
    filled_at(bare_url, "0002")
    with ThreadPoolExecutor(2) as both:
        came = sorted(both.map(upgrade, [bare_url, bare_url]))
    assert came in (["0002", "0002"], ["0002", HEAD])
    made = dialects.engine(bare_url, writes=True, size=1)
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    made.dispose()


def test_a_step_that_some_have_in_part_is_completed(bare_url):
    filled_at(bare_url, "0003")
    made = dialects.engine(bare_url, writes=True, size=1)
    with made.begin() as connection:
        column = "ALTER TABLE tombstone ADD COLUMN content_sum VARCHAR(64) DEFAULT '' NOT NULL"
        connection.execute(sa.text(column))
        connection.execute(sa.text("CREATE INDEX ix_notice_conversation_id ON notice (conversation_id)"))
    assert upgrade(bare_url) == "0003"
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    made.dispose()
