# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which folder that appeared is one that went, under another name; pure."""

from collections.abc import Mapping, Sequence

from desk.services.inbox.imap import Standing
from desk.services.inbox.rows import FolderRow


def candidates(
    gone: Sequence[FolderRow], appeared: Mapping[str, Standing]
) -> tuple[tuple[FolderRow, tuple[str, ...]], ...]:
    """Return for each folder that went the paths that may be its new name, the likeliest first.

    The numbering must be the same and must not have gone back; what lies in it is compared afterwards.
    """
    found = []
    for row in gone:
        fits = [
            path
            for path, told in appeared.items()
            if row.uid_validity is not None
            and told.uid_validity == row.uid_validity
            and told.uid_next >= row.uid_next
        ]
        fits.sort(key=lambda path: (_last(path) != _last(row.path), appeared[path].uid_next - row.uid_next))
        if fits:
            found.append((row, tuple(fits)))
    return tuple(found)


def is_same(ours: Mapping[int, str], theirs: Mapping[int, str], *, is_only_one: bool) -> bool:
    """Whether a sample (UID → Message-ID) says that two folders are one; one message that differs says no.

    What was expunged meanwhile says nothing. When nothing is left that could, the numbering decides, if no other
    folder has the same (is_only_one).
    """
    both = ours.keys() & theirs.keys()
    return all(ours[uid] == theirs[uid] for uid in both) if both else is_only_one


def numbered_alike(row: FolderRow, known: Sequence[FolderRow], appeared: Mapping[str, Standing]) -> int:
    """Return how many other folders, known or new, have the numbering of one that went."""
    others = sum(one.uid_validity == row.uid_validity and one.id != row.id for one in known)
    return others + sum(told.uid_validity == row.uid_validity for told in appeared.values()) - 1


def _last(path: str) -> str:
    return path.replace(".", "/").rpartition("/")[2].casefold()
