# SPDX-License-Identifier: LicenseRef-Desk
"""Tells the time: the one place that asks the machine for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - this is the door


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _source()


def monotonic() -> float:
    """Return seconds that never jump; only differences mean anything."""
    return time.monotonic()


class MovableClock:
    """A clock that runs with the machine's, shifted by an offset that its owner moves (demo, tests)."""

    def __init__(self, start: datetime) -> None:
        self._offset = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def forward(self, by: timedelta) -> None:
        """Move the clock by `by`; negative moves it back."""
        self._offset += by


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` from now on; None returns to the machine's clock."""
    global _source  # noqa: PLW0603 - the one deliberate switch of the program
    _source = source or (lambda: datetime.now(UTC))


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Hold the time at `at` for the length of a block (tests)."""
    before = _source
    use(lambda: at)
    try:
        yield
    finally:
        use(before)
