# SPDX-License-Identifier: LicenseRef-Desk
"""Knows how SQLite and PostgreSQL differ: the only file with a condition on the database."""

import json
import re
import sqlite3
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Delete, Engine, Row, Select, Table, Update, create_engine, event, make_url, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from desk.errors import DeskError, Misconfigured, Unavailable
from desk.services.store.driver import driver_of

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

BUSY_S = 30
"""How long one statement waits for another process's write before it gives up (and is tried again)."""
CHANNEL = "desk_changes"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_S * 1000}",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
    "PRAGMA mmap_size=268435456",
)


AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


def is_sqlite(url: str) -> bool:
    """Whether `url` names an SQLite file."""
    return make_url(url).get_backend_name() == "sqlite"


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
        json_deserializer=orjson.loads,
        connect_args={"connect_timeout": 10},
    )


def _sqlite_engine(url: str, *, writes: bool, size: int) -> Engine:
    made = create_engine(
        url,
        hide_parameters=True,
        json_serializer=written,
        json_deserializer=orjson.loads,
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
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    event.listen(made, "connect", on_connect)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql(begin))
    return made


def written(document: object) -> str:
    """Return a document as text; what the quick writer refuses (huge numbers) the standard one takes."""
    try:
        return orjson.dumps(document).decode()
    except TypeError:
        return json.dumps(document)


def locked(session: Session, statement: AnySelect) -> AnySelect:
    """Return `statement` so that two claimers never take one row: SKIP LOCKED, needless inside BEGIN IMMEDIATE."""
    if session.get_bind().dialect.name == "postgresql":
        return statement.with_for_update(skip_locked=True)
    return statement


def upsert(session: Session, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that can be given ON CONFLICT; both dialects spell it alike."""
    if session.get_bind().dialect.name == "postgresql":
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
    Misconfigured("database_damaged") needs a person.
    """
    original = error.orig
    words = str(original)
    if isinstance(original, sqlite3.Error):
        return _sqlite_verdict(words)
    if type(original).__module__.partition(".")[0] == "psycopg":
        return _postgres_verdict(original, error)
    return Unavailable("database_away") if error.connection_invalidated else None


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
    return None


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
