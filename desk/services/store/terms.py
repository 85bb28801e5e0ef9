# SPDX-License-Identifier: LicenseRef-Desk
"""What is searched, and by what: plain values, the same for both databases."""

from dataclasses import dataclass

FIELDS = ("sender", "recipients", "subject", "body")
"""What a text consists of, in the order of `Entry.texts`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept under a key. texts: folded, one for each of `FIELDS`."""

    key: int
    texts: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must stand side by side. fields: in one of these; () means any. is_prefix: the last one goes on.

    is_excluded: they must not.
    """

    words: tuple[str, ...]
    fields: tuple[str, ...] = ()
    is_prefix: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Between which keys to look: neither end is included; None: no end."""

    above: int | None = None
    below: int | None = None
