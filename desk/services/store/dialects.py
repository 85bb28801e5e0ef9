# SPDX-License-Identifier: LicenseRef-Desk
"""Knows how SQLite and PostgreSQL differ: the only file with a condition on the database."""

import json
import re
import sqlite3
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Insert,
    Row,
    Select,
    Table,
    Update,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from desk import clock
from desk.errors import DeskError, Misconfigured, Problem, Refused, Unavailable
from desk.services.store.driver import driver_of

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

T = TypeVar("T")

BUSY_S = 30
"""How long one statement waits for another process's write before it gives up (and is tried again)."""
CHANNEL = "desk_changes"

_BACKENDS = ("sqlite", "postgresql", "postgres")

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_S * 1000}",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
    # A batch of mail fills a thousand pages: copied over each time, the file is synced three times for one commit.
    "PRAGMA wal_autocheckpoint=4000",
)
_MAPPED = "PRAGMA mmap_size=268435456"
"""For reading alone: what writing looks at, page by page all over the file, would count as this process's memory."""


_CHOSEN = frozenset({"uq_message_search_key", "uq_message_header_id"})
"""What is unique by having been looked for first: two who looked at the same time look once more, and find."""
_UPGRADE_TURN = 0x6465736B01
"""Which of PostgreSQL's locks means: the tables are being brought up to date."""

_STEP = "SELECT version_num FROM alembic_version"
# Each statement sees what is there as it begins: in one, the step would be that of before the wait.
_HELD_STEP = f"SELECT pg_advisory_xact_lock_shared({_UPGRADE_TURN}); {_STEP}"

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


def is_sqlite(url: str) -> bool:
    """Whether `url` names an SQLite file, and not a PostgreSQL server; Misconfigured when it names neither."""
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise Misconfigured("database_url") from error
    if backend not in _BACKENDS:
        raise Misconfigured("database_kind", kind=backend)
    return backend == "sqlite"


def existing_file(file: str) -> str:
    """Return the address of an SQLite file that is opened only where it is: it is never made anew."""
    return f"{Path(file).absolute().as_uri()}?mode=rw"


def engine(url: str, *, writes: bool, size: int) -> Engine:
    """Return an engine whose transactions are right for reading or for writing, with `size` connections."""
    if is_sqlite(url):
        return _sqlite_engine(url, writes=writes, size=size)
    address = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(
        address,
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,  # what an error says may be logged, what a message says may not
        json_serializer=written,
        json_deserializer=read_back,
        connect_args={"connect_timeout": 10},
    )


def _sqlite_engine(url: str, *, writes: bool, size: int) -> Engine:
    made = create_engine(
        url,
        hide_parameters=True,
        json_serializer=written,
        json_deserializer=read_back,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        # The driver's own transactions begin late and lose updates: ours are begun below.
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_S,
            "check_same_thread": False,
            "cached_statements": 512,
        },
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS if writes else (*_PRAGMAS, _MAPPED):
            cursor.execute(pragma)
        cursor.close()

    event.listen(made, "connect", on_connect)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql(begin))
    return made


def begin_rebuilding(connection: Connection) -> None:
    """Begin a transaction in which tables may be made anew under their old names; whoever else would, waits.

    SQLite alters little else than that way, and would refuse to drop what others refer to, or follow them.
    """
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # past SQLAlchemy: inside a transaction it is not heard
        connection.exec_driver_sql("SELECT 1")  # an engine that writes begins at once, and alone
    else:
        wait_for_turn(connection, _UPGRADE_TURN)


def wait_for_turn(connection: Connection, turn: int) -> None:
    """Wait until nobody else holds a turn, then hold it to the end of the transaction.

    SQLite has one writer anyway, so there it is always one's turn.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})


def broken_references(connection: Connection) -> tuple[str, ...]:
    """Return the tables in which a row refers to one that is not there; only where they were not watched."""
    if connection.dialect.name != "sqlite":
        return ()
    return tuple(sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}))


def written(document: object) -> str:
    """Return a document as text; what the quick writer refuses (huge numbers) the standard one takes."""
    try:
        return orjson.dumps(document).decode()
    except TypeError:
        return json.dumps(document, ensure_ascii=False)  # escaped, half a character could never be read back


def read_back(text: str | bytes | float) -> object:
    """Return the document of a text; SQLite gives a bare number back as the number it is."""
    return text if isinstance(text, int | float) else orjson.loads(text)


def one_of(session: Session, *, sqlite: T, postgresql: T) -> T:
    """Return what belongs to the database under `session`."""
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


def database_now(session: Session) -> datetime:
    """Return the instant by the clock that all users of the database share: the server's, or this machine's."""
    if session.get_bind().dialect.name != "postgresql":
        return clock.now()
    told: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return told.astimezone(UTC)


def held_step(session: Session) -> str:
    """Return the step that the tables stand at, first thing in a write: they stay there until its end.

    It waits for who is bringing them up to date just now; on SQLite, a write has begun alone anyway.
    """
    driver = driver_of(session)
    is_server = driver.dialect.name == "postgresql"
    rows = driver.ask_last(_HELD_STEP) if is_server else driver.ask(_STEP, ())[1]
    return str(rows[0][0]) if rows else ""


def damage(session: Session) -> str:
    """Return what is wrong with the database's own files, "" when nothing is; a server looks after its own."""
    if session.get_bind().dialect.name != "sqlite":
        return ""
    found = str(session.execute(text("PRAGMA quick_check")).scalar())
    return "" if found == "ok" else found


def claimable(statement: AnySelect) -> AnySelect:
    """Return `statement` so that two claimers never take one row: what another transaction holds is passed over.

    For claims only, which look again; whoever must not miss a row takes `held`. SQLite's writes have the file
    to themselves, and its compiler leaves both clauses out.
    """
    return statement.with_for_update(skip_locked=True)


def held(statement: AnySelect, of: object = None) -> AnySelect:
    """Return `statement` so that its rows (those of table `of`) stay as read until the commit.

    It waits for who holds one, and then reads it as that left it; the other tables of a join stay as they were.
    """
    return statement.with_for_update(of=of)  # type: ignore[arg-type]


def upsert(session: Session, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that can be given ON CONFLICT; both dialects spell it alike."""
    return _upsert(session.get_bind().dialect.name, table)


def adding(session: Session, table: Table, column: str) -> Insert:
    """Return the INSERT that adds to a counter where its key is there already; built once, for `run_rows`."""
    return _adding(session.get_bind().dialect.name, table, column)


def unless_there(session: Session, table: Table) -> Insert:
    """Return the INSERT that leaves what is there already; built once, for `run_rows`."""
    return _unless_there(session.get_bind().dialect.name, table)


def setting(session: Session, table: Table, column: str) -> Insert:
    """Return the INSERT that sets a column where its key is there already; built once, for `run_rows`."""
    return _setting(session.get_bind().dialect.name, table, column)


@lru_cache(maxsize=16)
def _setting(dialect: str, table: Table, column: str) -> Insert:
    made = _upsert(dialect, table)
    keys = [key.name for key in table.primary_key]
    return made.on_conflict_do_update(index_elements=keys, set_={column: made.excluded[column]})


@lru_cache(maxsize=16)
def _unless_there(dialect: str, table: Table) -> Insert:
    return _upsert(dialect, table).on_conflict_do_nothing()


@lru_cache(maxsize=16)
def _adding(dialect: str, table: Table, column: str) -> Insert:
    made = _upsert(dialect, table)
    keys = [key.name for key in table.primary_key]
    total = table.c[column] + made.excluded[column]
    return made.on_conflict_do_update(index_elements=keys, set_={column: total})


def _upsert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # a file alone does not need it

        return postgresql.insert(table)
    return sqlite.insert(table)


def changed_rows(session: Session, statement: "Update | Delete") -> int:
    """Run `statement`; return how many rows it touched."""
    return int(getattr(session.execute(statement), "rowcount", 0))


def announce(session: Session, topics: list[str], origin: str) -> None:
    """Leave word of `topics` for the other processes; they hear of it when this transaction commits."""
    if session.get_bind().dialect.name == "postgresql":
        payload = origin + " " + " ".join(topics)
        session.execute(
            text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload}
        )
        return
    driver_of(session).run_many(
        "INSERT INTO announcement(topic, number) VALUES (?, 1) "
        "ON CONFLICT(topic) DO UPDATE SET number = number + 1",
        [(topic,) for topic in topics],
    )


_BUSY = re.compile(r"database (table )?is locked|busy", re.IGNORECASE)
_FULL = re.compile(r"disk is full|no space left|could not extend file", re.IGNORECASE)
_DAMAGED = re.compile(r"malformed|not a database|file is encrypted", re.IGNORECASE)
_DISK = re.compile(
    r"disk i/o error|unable to open database|readonly database|attempt to write", re.IGNORECASE
)


def verdict(error: DBAPIError) -> DeskError | None:
    """Say in Desk's words what the database refused; None when the mistake is ours.

    Unavailable("database_busy" | "disk_full" | "disk_error" | "database_away") passes by itself;
    Misconfigured("database_damaged") needs a person; Refused is what no database keeps.
    """
    original = error.orig
    words = str(original)
    if isinstance(original, sqlite3.Error):
        return _sqlite_verdict(words)
    if type(original).__module__.partition(".")[0] == "psycopg":
        return _postgres_verdict(original, error)
    return Unavailable("database_away") if error.connection_invalidated else None


def is_clash(error: DBAPIError) -> bool:
    """Say whether another transaction took, meanwhile, what this one had looked for and found free."""
    diagnosis = getattr(error.orig, "diag", None)
    return getattr(diagnosis, "constraint_name", None) in _CHOSEN


def _postgres_verdict(original: BaseException | None, error: DBAPIError) -> DeskError | None:
    import psycopg  # a file alone does not need it, and the window waits for every import

    if isinstance(original, psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected):
        return Unavailable("database_busy")
    if isinstance(original, psycopg.errors.DiskFull):
        return Unavailable("disk_full")
    if isinstance(original, psycopg.errors.InvalidPassword | psycopg.errors.InvalidCatalogName):
        return Misconfigured("database_refused")
    if error.connection_invalidated or isinstance(original, psycopg.OperationalError):
        return Unavailable("database_away")
    return _unkeepable(original) if isinstance(original, psycopg.DataError) else None


def _unkeepable(original: Exception) -> DeskError | None:
    import psycopg

    if isinstance(original, psycopg.errors.StringDataRightTruncation):
        return Refused(Problem(code="too_long", details={"max": "?"}))
    return Refused(Problem(code="control_character")) if _UNFIT.search(str(original)) else None


_UNFIT = re.compile("NUL|\\\\u0000|Unicode|invalid byte sequence|unsupported Unicode", re.IGNORECASE)


def hush(error: DBAPIError) -> None:
    """Take out of an error what PostgreSQL says under its first line: whole rows, and what a message says."""
    for one in (error, error.orig):
        if one is not None:
            one.args = tuple(str(part).partition("\n")[0] for part in one.args)


def _sqlite_verdict(words: str) -> DeskError | None:
    if _BUSY.search(words):
        return Unavailable("database_busy")
    if _FULL.search(words):
        return Unavailable("disk_full")
    if _DAMAGED.search(words):
        return Misconfigured("database_damaged")
    if _DISK.search(words):
        return Unavailable("disk_error")
    return None
