# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what to ask a server for, from what is known of a folder and what the server claims; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.services.inbox.imap import Ranges, Standing
from desk.services.inbox.rows import FolderRow

FIRST_PORTIONS = (20, 60, 120)
"""The newest mail is there after the first of them; later ones are as large as is quickest."""
FRESH_PORTIONS = (25, 25, 25, 25)
"""The same of what came since the last pass: the first are read while the last still come."""
FRESH_BATCH = 100
"""So many of them are written together: hardly ever there are more."""
PORTION = 300


class Look(StrEnum):
    """How to learn which flags changed and which messages went."""

    TOLD = "told"
    """The server tells both with the selection (QRESYNC)."""
    CHANGES = "changes"
    """It tells which flags changed (CONDSTORE); what is gone shows in the list of UIDs."""
    ALL = "all"
    """It tells nothing: all flags are read and compared."""
    NOTHING = "nothing"
    """Nothing is kept of the folder yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a thorough comparison found. gone: kept here, but no longer there. missing: there, but not kept."""

    gone: tuple[int, ...]
    missing: tuple[int, ...]


def is_unchanged(row: FolderRow, told: Standing) -> bool:
    """Whether a folder need not even be opened; only a server that numbers changes can say so."""
    return (
        row.uid_validity is not None
        and row.uid_validity == told.uid_validity
        and 0 < row.highest_modseq == told.modseq
        and told.uid_next == row.uid_next
    )


def must_restart(row: FolderRow, told: Standing) -> bool:
    """Whether the UIDs that are kept mean nothing any more, or nothing is kept yet."""
    return row.uid_validity is None or row.uid_validity != told.uid_validity


def look(row: FolderRow, told: Standing, *, has_qresync: bool) -> Look:
    """Return how to learn what changed; after a selection that named what is known."""
    if row.uid_next <= row.uid_low:
        return Look.NOTHING
    if not row.highest_modseq or not told.modseq:
        return Look.ALL
    if told.modseq < row.highest_modseq:  # its numbers went back: they mean nothing
        return Look.ALL
    return Look.TOLD if has_qresync else Look.CHANGES


def portions(uids: Iterable[int], sizes: Sequence[int] = FIRST_PORTIONS) -> Iterator[tuple[int, ...]]:
    """Cut UIDs into portions, the highest first; small ones at the beginning."""
    ordered = sorted(uids, reverse=True)
    start = turn = 0
    while start < len(ordered):
        size = sizes[turn] if turn < len(sizes) else PORTION
        yield tuple(ordered[start : start + size])
        start += size
        turn += 1


def count(pairs: Ranges) -> int:
    """Return how many UIDs pairs hold."""
    return sum(last - first + 1 for first, last in pairs)


def listed(pairs: Ranges) -> tuple[int, ...]:
    """Return the UIDs of pairs, rising, each once."""
    found: set[int] = set()
    for first, last in pairs:
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def gap(row: FolderRow, kept: Iterable[int], there: Iterable[int], passed_over: Iterable[int]) -> Gap:
    """Compare what is kept with what the server lists; passed_over: what is left out on purpose."""
    ours, theirs = set(kept), set(there)
    known = range(row.uid_low, row.uid_next)
    missing = sorted(uid for uid in theirs - ours - set(passed_over) if uid in known)
    return Gap(gone=tuple(sorted(ours - theirs)), missing=tuple(missing))


def has_miscounted(row: FolderRow, told: Standing, kept: int, passed_over: int) -> bool:
    """Whether the server counts other messages than are kept, though all of them should be."""
    return row.uid_low <= 1 and told.messages != kept + passed_over
