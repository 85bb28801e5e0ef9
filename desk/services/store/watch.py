# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the watch for what other processes changed: by poll on SQLite, by LISTEN on PostgreSQL."""

import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from desk.services.store.changes import Change, Changes
from desk.services.store.dialects import CHANNEL, existing_file, is_sqlite

if TYPE_CHECKING:
    from psycopg import Connection

log = logging.getLogger(__name__)

POLL_S = 0.075
RETRY_S = 2.0
LISTEN_S = 0.5
TOPICS = frozenset(change.value for change in Change)


class Watch:
    """A thread of its own with a connection of its own; announces what other processes wrote."""

    def __init__(self, url: str, changes: Changes, origin: str) -> None:
        self._url = url
        self._changes = changes
        self._origin = origin
        self._own: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        run = self._poll if is_sqlite(url) else self._listen
        self._thread = threading.Thread(target=run, name="desk-watch", daemon=True)
        self._thread.start()

    def expect(self, topics: Iterable[str]) -> None:
        """Note that this process itself is about to commit `topics`, so that they are not announced twice."""
        with self._lock:
            self._own.update(topics)

    def expect_no_more(self, topics: Iterable[str]) -> None:
        """Take back what was expected: the commit failed. What was passed over meanwhile is announced."""
        with self._lock:
            passed_over = [topic for topic in topics if not self._own[topic]]
            self._own.subtract(topic for topic in topics if topic not in passed_over)
        if passed_over:
            self._changes.announce(Change(topic) for topic in passed_over if topic in TOPICS)

    def close(self) -> None:
        """Stop; waits for the thread."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _poll(self) -> None:
        connection: sqlite3.Connection | None = None
        version = -1
        seen: dict[str, int] | None = None
        while not self._stop.wait(POLL_S if connection else 0):
            try:
                if connection is None:
                    connection = sqlite3.connect(
                        existing_file(make_url(self._url).database or ""),
                        timeout=5,
                        isolation_level=None,
                        uri=True,
                    )
                now = connection.execute("PRAGMA data_version").fetchone()[0]
                if now == version:
                    continue
                version = now
                counts = dict(connection.execute("SELECT topic, number FROM announcement").fetchall())
            except sqlite3.Error:
                log.debug("the watch could not read; it tries again", exc_info=True)
                if connection is not None:
                    connection.close()
                connection = None
                self._stop.wait(RETRY_S)
                continue
            if seen is not None:
                self._announce_foreign(seen, counts)
            seen = counts
        if connection is not None:
            connection.close()

    def _announce_foreign(self, seen: dict[str, int], counts: dict[str, int]) -> None:
        foreign = []
        with self._lock:
            for topic, number in counts.items():
                grown = number - seen.get(topic, 0)
                own = min(grown, self._own[topic])
                self._own[topic] -= own
                if grown > own and topic in TOPICS:
                    foreign.append(Change(topic))
        if foreign:
            self._changes.announce(foreign)

    def _listen(self) -> None:
        import psycopg  # a file alone does not need it

        address = make_url(self._url).set(drivername="postgresql").render_as_string(hide_password=False)
        first = True
        while not self._stop.is_set():
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    if not first:  # whatever was said meanwhile was missed
                        self._changes.announce(Change)
                    first = False
                    self._hear(connection)
            except psycopg.Error:
                log.debug("the watch lost the database; it tries again", exc_info=True)
                first = False
                self._stop.wait(RETRY_S)

    def _hear(self, connection: "Connection[tuple[object, ...]]") -> None:
        while not self._stop.is_set():
            for notice in connection.notifies(timeout=LISTEN_S):
                origin, *topics = notice.payload.split(" ")
                if origin != self._origin:
                    self._changes.announce(Change(topic) for topic in topics if topic in TOPICS)
                if self._stop.is_set():
                    return
