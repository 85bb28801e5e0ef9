# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the watch on what decisions rest on: once it changes, what was decided before is decided again.

A message may wait for its lane long after it was claimed. Whoever opts out, goes back to trial mode, pauses a
rule or switches an account off meanwhile must be obeyed by what is already on its way to the door.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desk.services.store import Change, Database

RESTED_ON = (Change.CONSENT, Change.CUSTOMERS, Change.SETTINGS, Change.PROVIDERS, Change.RULES)
"""What a change of record or event overtakes is cancelled in the outbox itself."""


class Grounds:
    """A number that grows with every change of what decisions rest on."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.number = 0
        self._teaching: int | None = None
        """The thread whose next announcement is our own lesson."""

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count changes for the length of a block."""
        stop: Callable[[], None] = self._db.changes.subscribe(RESTED_ON, self._on_change)
        try:
            yield
        finally:
            stop()

    def teach(self) -> None:
        """Let the next announcement from this thread pass: what a way out has taught about an address or itself.

        Else a hundred dead addresses, or an account that fails, would call back what goes by all others.
        """
        self._teaching = threading.get_ident()

    def taught(self) -> None:
        """End `teach`, announced or not."""
        self._teaching = None

    def _on_change(self, _topics: frozenset[Change]) -> None:
        if self._teaching == threading.get_ident():
            self._teaching = None
        else:
            self.number += (
                1  # on the one writing thread, or the one watching: a step lost is a step all the same
            )
