# SPDX-License-Identifier: LicenseRef-Desk
"""Tunes Python's collector for a process that runs for months and makes many short-lived rows."""

import gc

YOUNG = 20_000
"""So many new objects are looked through at once; a batch of messages is a few times that."""
MIDDLE = 20
OLD = 50
"""After how many looks at the younger generation the next older one is looked through."""


def keep_what_is_loaded() -> None:
    """Look no more at what was made until now, which stays for good, and less often at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
