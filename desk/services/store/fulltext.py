# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps words to search by: newest first, on SQLite (FTS5) and on PostgreSQL (tsvector) behind one interface.

Texts come folded, with nothing but words and what parts them; keys grow with time. Nothing but the words is kept
here: whoever searches reads the rest from its own tables.
"""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from desk.services.store.dialects import one_of
from desk.services.store.shelves import Shelves
from desk.services.store.terms import Entry, Span, Term
from desk.services.store.vectors import Vectors


class _Kept(Protocol):
    """What each of the two databases does."""

    def index(self, entries: Sequence[Entry]) -> None: ...

    def remove(self, entries: Sequence[Entry]) -> None: ...

    def match(self, terms: Sequence[Term], span: Span, limit: int) -> list[int]: ...

    def untidy(self) -> int | None: ...

    def tidy(self, number: int) -> bool: ...

    def empty(self) -> None: ...


def _shelves(session: Session) -> _Kept:
    return Shelves(session)


def _vectors(session: Session) -> _Kept:
    return Vectors(session)


class FullText:
    """The index of one database."""

    def __init__(self, session: Session) -> None:
        self._kept = one_of(session, sqlite=_shelves, postgresql=_vectors)(session)

    def index(self, entries: Sequence[Entry]) -> None:
        """Keep new texts; none of the keys may be there."""
        if entries:
            self._kept.index(sorted(entries, key=lambda entry: entry.key))

    def remove(self, entries: Sequence[Entry]) -> None:
        """Forget texts; each must be given exactly as it was indexed."""
        if entries:
            self._kept.remove(sorted(entries, key=lambda entry: entry.key))

    def match(self, terms: Sequence[Term], span: Span | None = None, limit: int = 50) -> list[int]:
        """Return the keys of the texts in which every term holds, greatest first; () without any wanted term."""
        if all(term.is_excluded for term in terms):
            return []
        return self._kept.match(terms, span or Span(), limit)

    def untidy(self) -> int | None:
        """Return the number of a part in which finding would be quicker once it is tidied; None: all is well."""
        return self._kept.untidy()

    def tidy(self, number: int) -> bool:
        """Take a short step in tidying a part; return whether that changed anything. It always finds the same."""
        return self._kept.tidy(number)

    def empty(self) -> None:
        """Forget everything, for it to be indexed anew."""
        self._kept.empty()
