# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the end of the log and blacks out whom it speaks of."""

import re
from pathlib import Path

from desk.logs import redact

TAIL_BYTES = 256_000
_LEVEL = re.compile(r" (WARNING|ERROR|CRITICAL) ")
_EMAIL = re.compile(r"([^\s@<>(),;:\"])[^\s@<>(),;:\"]*@((?:[\w-]+\.)+[\w-]+)")
_PHONE = re.compile(r"(?<![\w.-])(\+\d{2})\d{5,10}(\d{2})(?!\d)")
_CONTINUED = re.compile(r"^(?!\d{4}-\d\d-\d\d )")


def read_tail(file: Path) -> tuple[str, ...]:
    """Return the last lines, oldest first; none when there is no log yet. Blocks."""
    try:
        with file.open("rb") as log:
            log.seek(0, 2)
            start = max(log.tell() - TAIL_BYTES, 0)
            log.seek(start)
            lines = log.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(lines[1:] if start else lines)


def wanted(lines: tuple[str, ...], words: str, *, only_trouble: bool) -> tuple[str, ...]:
    """Return the lines that hold all of `words`; `only_trouble`: warnings, errors and their traces."""
    parts = words.casefold().split()
    found = []
    is_trouble = False
    for line in lines:
        if not _CONTINUED.match(line):
            is_trouble = _LEVEL.search(line) is not None
        if only_trouble and not is_trouble:
            continue
        if all(part in line.casefold() for part in parts):
            found.append(line)
    return tuple(found)


def masked(text: str) -> str:
    """Return `text` without secrets, and with addresses and phone numbers that name nobody."""
    plain = _EMAIL.sub(r"\1•••@\2", redact(text))
    return _PHONE.sub(r"\1•••\2", plain)
