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


def is_same(ours: Mapping[int, str], theirs: Mapping[int, str]) -> bool:
    """Whether a sample (UID → Message-ID) says that two folders are one; an empty one is too when nothing is in it.

    What was expunged meanwhile says nothing; one message that differs says no.
    """
    both = ours.keys() & theirs.keys()
    return all(ours[uid] == theirs[uid] for uid in both) and (bool(both) or not ours)


def _last(path: str) -> str:
    return path.replace(".", "/").rpartition("/")[2].casefold()
