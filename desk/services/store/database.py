# SPDX-License-Identifier: LicenseRef-Desk
"""Runs reads and writes: plain functions on a session, in the store's own threads."""

import asyncio
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError
from sqlalchemy.orm import Session

from desk.errors import DeskError, Misconfigured, Problem, Refused, Unavailable
from desk.services.store.changes import Change, Changes
from desk.services.store.checkpoints import Checkpoints
from desk.services.store.dialects import announce, engine, held_step, hush, is_clash, is_sqlite, verdict
from desk.services.store.driver import driver_of, keep_driver
from desk.services.store.watch import Watch

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Session], T]

UPGRADED = "database_upgraded"
READERS = 3
MOST_CLASHES = 5
"""So often a write that met another one is tried again; who always meets something made a mistake."""
PATIENCE_S = 60.0
"""How long a write is tried again while another process holds the database."""


class Database:
    """The one door to the data; a work function gets a session and may not keep it.

    Errors of every method: Unavailable (database_busy, database_away, disk_full, disk_error),
    Misconfigured (database_damaged, database_refused; database_upgraded: a newer Desk has brought the tables
    further, and this process writes no more), Refused (control_character, too_long: what no database can keep, or
    look for), and whatever `work` raises.
    """

    def __init__(self, url: str, step: str) -> None:
        """step: where the tables stand in their history, as this process knows them."""
        self.url = url
        self._step = step
        self.changes = Changes()
        self._origin = f"{os.getpid()}.{random.getrandbits(32):x}"
        self._write_engine = engine(url, writes=True, size=1)
        self._read_engine = engine(url, writes=False, size=READERS)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="desk-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="desk-read")
        self._checkpoints = Checkpoints(url)
        self._watch: Watch | None = None
        self._watch_lock = threading.Lock()

    @property
    def is_shared(self) -> bool:
        """Whether other workstations may use it at the same time."""
        return not is_sqlite(self.url)

    def watch(self) -> None:
        """Hear of other processes' writes from now on."""
        with self._watch_lock:
            if self._watch is None:
                self._watch = Watch(self.url, self.changes, self._origin)

    async def read(self, work: "Work[T]") -> T:
        """Run `work` in a read transaction."""
        return await asyncio.wrap_future(self._submit(self._readers, lambda: self._read(work)))

    async def write(self, work: "Work[T]", *changes: Change) -> T:
        """Run `work` in a write transaction; announce `changes` after the commit.

        A busy database is tried again, so `work` may run more than once; only its last run counts.
        A cancelled caller does not stop a write that has begun.
        """
        return await asyncio.wrap_future(self._submit(self._writer, lambda: self._write(work, changes)))

    def read_now(self, work: "Work[T]") -> T:
        """Like `read`, for callers without a loop."""
        return self._submit(self._readers, lambda: self._read(work)).result()

    def write_now(self, work: "Work[T]", *changes: Change) -> T:
        """Like `write`, for callers without a loop."""
        return self._submit(self._writer, lambda: self._write(work, changes)).result()

    def carry_over(self) -> None:
        """Have what was just written carried from the log into the database, in the calling thread.

        For whoever has written for long: the next writer's commits are short again.
        """
        self._checkpoints.carry_over()

    def close(self) -> None:
        """Finish what was begun and let the files go."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._checkpoints.close()
        self._write_engine.dispose()
        self._read_engine.dispose()

    def _submit(self, pool: ThreadPoolExecutor, run: Callable[[], T]) -> "Future[T]":
        try:
            return pool.submit(run)
        except RuntimeError as error:  # the pool is shut: the program is closing
            raise Unavailable("closing") from error

    def _read(self, work: "Work[T]") -> T:
        return self._tried(lambda: self._once(work, self._read_engine, ()))

    def _write(self, work: "Work[T]", changes: tuple[Change, ...]) -> T:
        topics = sorted({change.value for change in changes})
        result = self._tried(lambda: self._once(work, self._write_engine, topics))
        if topics:
            self.changes.announce(changes)
        return result

    def _once(self, work: "Work[T]", on: object, topics: "list[str] | tuple[()]") -> T:
        with Session(on, autoflush=False, expire_on_commit=False) as session:  # type: ignore[arg-type]
            session.begin()
            keep_driver(session)
            if on is self._write_engine and held_step(session) != self._step:
                raise Misconfigured(UPGRADED)
            result = work(session)
            if topics:
                announce(session, list(topics), self._origin)
            with self._expected(topics):
                session.commit()
            if on is self._write_engine:
                self._checkpoints.note(getattr(driver_of(session).raw, "total_changes", 0))
            return result

    @contextmanager
    def _expected(self, topics: "list[str] | tuple[()]") -> Iterator[None]:
        """Tell the watch what is about to be committed: told afterwards, it might have taken it for another's."""
        watch = self._watch
        if watch is None or not topics:
            yield
            return
        watch.expect(topics)
        try:
            yield
        except BaseException:
            watch.expect_no_more(topics)
            raise

    def _tried(self, run: Callable[[], T]) -> T:
        end = time.monotonic() + PATIENCE_S
        pause, clashes = 0.05, 0
        while True:
            try:
                return run()
            except DBAPIError as error:
                meaning = verdict(error)
                clashes += is_clash(error)
                if meaning is None and not (is_clash(error) and clashes <= MOST_CLASHES):
                    hush(error)
                    if self._is_upgraded():
                        raise Misconfigured(UPGRADED) from error
                    raise
                if meaning is not None and (not _passes_soon(meaning) or time.monotonic() > end):
                    raise meaning from error
            except UnicodeEncodeError as error:  # half a character, which no database keeps or looks for
                raise Refused(Problem(code="control_character")) from error
            except PendingRollbackError as error:
                raise Unavailable("database_away") from error
            time.sleep(pause * (0.5 + random.random()))  # noqa: S311 - jitter
            pause = min(pause * 2, 1.0)

    def _is_upgraded(self) -> bool:
        """Whether the tables are no longer those that this process knows: no mistake, then, that one is missing."""
        try:
            with Session(self._read_engine) as session:
                return held_step(session) != self._step
        except SQLAlchemyError:  # that, too, fails; what failed before is said
            return False


def _passes_soon(meaning: DeskError) -> bool:
    return isinstance(meaning, Unavailable) and meaning.code == "database_busy"
