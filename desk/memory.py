# SPDX-License-Identifier: LicenseRef-Desk
"""Tunes what Python and the C library do with memory, for a process that runs for months and makes many rows."""

import contextlib
import ctypes
import gc
import sys

YOUNG = 20_000
"""So many new objects are looked through at once; a batch of messages is a few times that."""
MIDDLE = 20
OLD = 50
"""After how many looks at the younger generation the next older one is looked through."""

LARGE = 128 * 1024
"""Pieces from this size on go back to the system as soon as they are free: mails and batches of them come and go."""
HEAPS = 2
"""So many heaps all threads share; by default each thread's own grows to the most that it ever held."""
SPARE = 1024 * 1024
"""What a heap may keep at its end."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def keep_what_is_loaded() -> None:
    """Look no more at what was made until now, which stays for good, and less often at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def give_back() -> bool:
    """Have freed memory go back to the system instead of being kept; False where the C library cannot be told."""
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):  # another C library than GNU's
        tune = ctypes.CDLL(None).mallopt
        told = ((_M_MMAP_THRESHOLD, LARGE), (_M_ARENA_MAX, HEAPS), (_M_TRIM_THRESHOLD, SPARE))
        return all([tune(what, value) for what, value in told])  # noqa: C419 - all are told, whatever one answers
    return False
