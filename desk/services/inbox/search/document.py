# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which words of a message can be searched, and under which number; pure.

The same message gives the same words for ever: the index must be told exactly what it had to forget it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.services.inbox.search.words import searchable

_SLOTS = 16
"""So many messages of one second have numbers of their own; further ones borrow from the next second."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What of a message is searched. recipients: as `Message.recipients`; files: names of attachments.

    is_odd: it is kept as it came, since something stumbled over it; nothing of it is looked into.
    """

    key: int
    sender: str
    sender_name: str
    recipients: dict[str, Any]
    subject: str
    text: str
    files: Sequence[str] = ()
    is_odd: bool = False


def texts_of(document: Document) -> tuple[str, str, str, str]:
    """Return what the index keeps of a message, in the order of `store.terms.FIELDS`."""
    if document.is_odd:
        return document.sender, "", document.subject.lower(), ""
    body = "\n".join([document.text, *document.files]) if document.files else document.text
    return (
        searchable(f"{document.sender_name} {document.sender}"),
        searchable(_named(document.recipients)),
        searchable(document.subject),
        searchable(body),
    )


def odd_header_id(raw_sha256: str | None) -> str:
    """Return the Message-ID under which a mail is kept as it came; nobody can write one that names its own sum."""
    return f"sha256:{raw_sha256}@odd"


def first_key(at: datetime) -> int:
    """Return the smallest number that a message of this second may have."""
    return (at - _EPOCH) // _SECOND * _SLOTS


def free_keys(wanted: Sequence[int], taken: Collection[int]) -> list[int]:
    """Return a number for each wanted one: itself, or the next that is not taken. Quick for thousands of one second."""
    used, beyond = set(taken), dict[int, int]()
    found = []
    for key in wanted:
        free, passed = key, []
        while free in used:
            passed.append(free)
            free = beyond.get(free, free + 1)
        beyond.update(dict.fromkeys(passed, free))
        used.add(free)
        found.append(free)
    return found


def stretches(keys: Collection[int], width: int) -> list[tuple[int, int]]:
    """Return from where to where numbers lie that begin at one of `keys` and are at most `width` long, joined."""
    found: list[tuple[int, int]] = []
    for key in sorted(keys):
        end = key + width - 1
        if found and key <= found[-1][1] + 1:
            found[-1] = found[-1][0], end
        else:
            found.append((key, end))
    return found


def _named(recipients: dict[str, Any]) -> str:
    people = (person for kind in ("to", "cc") for person in recipients.get(kind) or ())
    return " ".join(part for person in people for part in person)
