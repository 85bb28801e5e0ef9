# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what SQLite owes after many writes: it carries them from its log into the database.

Left to itself SQLite does that within some commit, which then takes several times as long. Here it is done in the
first pause, beside whoever writes next; where nobody pauses, SQLite does it as ever.
"""

import logging
import sqlite3
import threading
from contextlib import closing

from sqlalchemy import make_url

from desk import clock
from desk.services.store.dialects import existing_file, is_sqlite

log = logging.getLogger(__name__)

MANY_ROWS = 1_000
PAUSE_S = 2.0
"""Who goes on sooner would find the disk busy."""
PATIENCE_S = 30.0
"""Who writes without a pause for so long is left alone."""


class Checkpoints:
    """Those of one process on one database; none on PostgreSQL, which looks after its own."""

    def __init__(self, url: str) -> None:
        self._file = (make_url(url).database or "") if is_sqlite(url) else ""
        self._lock = threading.Lock()
        self._written_at = 0.0
        self._rows = self._carried = 0
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def note(self, rows: int) -> None:
        """Take note of a commit. rows: so many has its connection changed since it is there."""
        if not self._file:
            return
        with self._lock:
            self._written_at = clock.monotonic()
            self._rows, self._carried = rows, min(rows, self._carried)
            is_due = rows - self._carried >= MANY_ROWS and self._thread is None and not self._stop.is_set()
            if is_due:
                self._thread = threading.Thread(target=self._run, name="desk-checkpoint", daemon=True)
                try:
                    self._thread.start()
                except RuntimeError:  # no thread to be had: the commit is kept all the same
                    self._thread = None

    def carry_over(self) -> None:
        """Carry over now what is there, for whoever has just written a lot."""
        if self._file and not self._stop.is_set():
            self._settle(self._rows)

    def close(self) -> None:
        """Begin no other one; waits for the one that runs."""
        self._stop.set()
        thread = self._thread
        if thread is not None:
            thread.join(timeout=PATIENCE_S)

    def _run(self) -> None:
        try:
            if self._has_paused():
                self._settle(self._rows)
        finally:
            with self._lock:
                self._thread = None

    def _has_paused(self) -> bool:
        end = clock.monotonic() + PATIENCE_S
        while not self._stop.wait(PAUSE_S):
            now = clock.monotonic()
            if now - self._written_at >= PAUSE_S:
                return True
            if now > end:
                return False
        return False

    def _settle(self, rows: int) -> None:
        """Carry over, and note that nothing is owed for so many `rows`, unless somebody who reads stood in the way."""
        if self._is_carried_over():
            with self._lock:
                self._carried = max(self._carried, min(rows, self._rows))

    def _is_carried_over(self) -> bool:
        try:
            with closing(sqlite3.connect(existing_file(self._file), timeout=0, uri=True)) as connection:
                connection.execute("PRAGMA synchronous=FULL")
                # Waits for nobody, and nobody waits for it.
                is_busy, pages, carried = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            log.debug("the log could not be carried over; SQLite does it in time", exc_info=True)
            return False
        return not is_busy and bool(pages == carried)
