# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one rendering worker: starts it, asks it, kills it when it takes too long, starts another."""

import contextlib
import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from desk.clock import monotonic
from desk.errors import Unavailable
from desk.services.templates.job import Finish, RenderJob, Result
from desk.services.templates.names import Names
from desk.services.templates.patchwork import Patches
from desk.services.templates.wire import Outgoing, unpack_results
from desk.services.templates.worker import READY, work

START_S = 60.0
"""How long a new worker may take to load; a computer that has just woken is slow."""


class Lane:
    """One worker and the talk with it. Blocking: used by one thread at a time."""

    def __init__(
        self, names: Names, limit_s: float, finish: Finish | None = None, *, is_drafting: bool = False
    ) -> None:
        # As plain dicts: the catalogue's read-only views cannot travel to another process.
        self._names = Names(aliases=dict(names.aliases), formats=dict(names.formats))
        self._limit_s = limit_s
        self._finish = finish
        self._is_drafting = is_drafting
        self._is_closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._outgoing = Outgoing()
        self.kills = 0
        """How many workers were killed for taking too long."""

    def ask(self, jobs: Sequence[RenderJob]) -> list[Result] | None:
        """Return what came of a batch; None when it took too long or took the worker down with it.

        Raises Unavailable when no worker can be started, or this lane was closed.
        """
        connection = self._started()
        try:
            until = monotonic() + self._limit_s
            connection.send_bytes(self._outgoing.packed(jobs))
            if not connection.poll(max(until - monotonic(), 0.0)):
                self.kills += 1
                self.stop()
                return None
            results = unpack_results(connection.recv_bytes())
        except (EOFError, OSError, ValueError):  # it died, or spoke what is no answer
            self.stop()
            return None
        return results if len(results) == len(jobs) else None

    def stop(self) -> None:
        """Kill the worker, if there is one."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def close(self) -> None:
        """Kill the worker for good; may be called from another thread, whose question then fails."""
        self._is_closed = True
        self.stop()

    def _started(self) -> Connection:
        if self._is_closed:
            raise Unavailable("renderer_closed")
        if self._connection is not None:
            return self._connection
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        patches = Patches() if self._is_drafting else None
        self._process = context.Process(
            target=work, args=(theirs, self._names, self._finish, patches), name="desk-render", daemon=True
        )
        self._process.start()
        theirs.close()
        self._connection, self._outgoing = ours, Outgoing()
        with contextlib.suppress(EOFError, OSError):
            if ours.poll(START_S) and ours.recv_bytes() == READY:
                return ours
        self.stop()
        raise Unavailable("renderer_not_started")
