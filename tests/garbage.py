# SPDX-License-Identifier: LicenseRef-Desk
"""Collects garbage between tests, on the thread that runs them, and nowhere else.

The collector runs on whatever thread happens to allocate. The window's loop that a test leaves behind is a cycle
with running timers: collected on a store thread, of a later test or fixture, it takes the process with it.
"""

import gc
from itertools import count

YOUNG = 5_000
"""So many new objects are worth a look."""
FULL = 20
"""After so many tests everything is looked through, but for what has been kept so far."""
KEPT = 100
"""Before each so manieth test, what is still alive belongs to no test and is looked at no more."""

_tests = count(1)
_begun = count(1)


def take_over() -> None:
    """Let nobody else collect: neither while fixtures of a module are made nor while tests are collected."""
    gc.disable()


def keep_what_is_loaded() -> None:
    """Look no more at the tests themselves and all that they import."""
    gc.collect()
    gc.freeze()


def before_test() -> None:
    """Look no more at what tests have loaded meanwhile; nothing of the last test is held any more at this moment."""
    if next(_begun) % KEPT == 0:
        keep_what_is_loaded()


def between_tests() -> None:
    """Collect what has come due, and take over again from a test that let Python collect."""
    gc.disable()
    if next(_tests) % FULL == 0:
        gc.collect()
    elif gc.get_count()[0] > YOUNG:
        gc.collect(1)


def give_back() -> None:
    """Let Python collect by itself, once nothing of Qt's is left that it could meet: for tests that run long."""
    gc.collect()
    gc.enable()
