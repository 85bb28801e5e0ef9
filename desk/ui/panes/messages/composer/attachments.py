# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which files may go with a message: at most three, not too large, not empty; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from desk.services.inbox import MOST_BYTES as MOST_FILE_BYTES
from desk.services.inbox import MOST_FILES, FileRef

MOST, MOST_BYTES = MOST_FILES, MOST_FILE_BYTES
"""So many files, and so many bytes together, may leave with a message."""

_IMAGES = ("image/",)
_ICONS = {
    "application/pdf": "file-pdf",
    "text/csv": "file-csv",
}


class Refusal(StrEnum):
    """Why a file was not added."""

    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NO_FILE = "no_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that somebody wants to add. size: in bytes; None: it is no file, or cannot be read."""

    name: str
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of several candidates. accepted: their positions, in order."""

    accepted: tuple[int, ...]
    refused: tuple[tuple[Refusal, Candidate], ...]


def judge(there: Sequence[FileRef], wanted: Sequence[Candidate]) -> Verdict:
    """Return which of the `wanted` files may join those that are `there`; the first come first."""
    room, left = MOST - len(there), MOST_BYTES - sum(one.size for one in there)
    accepted: list[int] = []
    refused: list[tuple[Refusal, Candidate]] = []
    for at, one in enumerate(wanted):
        why = _refusal(one, room - len(accepted), left)
        if why is not None:
            refused.append((why, one))
        else:
            accepted.append(at)
            left -= one.size or 0
    return Verdict(accepted=tuple(accepted), refused=tuple(refused))


def _refusal(one: Candidate, room: int, left: int) -> Refusal | None:
    if one.size is None:
        return Refusal.NO_FILE
    if one.size == 0:
        return Refusal.EMPTY
    if one.size > left:
        return Refusal.TOO_LARGE
    return Refusal.TOO_MANY if room <= 0 else None


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return `name`, numbered when a file of that name goes already: photo.jpg, photo (2).jpg."""
    path, number, found = PurePath(name), 1, name
    while found in taken:
        number += 1
        found = f"{path.stem} ({number}){path.suffix}"
    return found


def icon_of(media_type: str) -> str:
    """Return the icon that shows what kind of file it is."""
    if media_type.startswith(_IMAGES):
        return "image"
    return _ICONS.get(media_type, "file-text")
