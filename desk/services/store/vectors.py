# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps words in PostgreSQL: a tsvector for each text, made here so that both databases find the same.

Its own parser would cut addresses and numbers differently; the four fields are its four weights.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from desk.services.store.driver import driver_of
from desk.services.store.terms import FIELDS, Entry, Span, Term

_WORD = re.compile(r"[a-z0-9\x80-\U0010ffff]+")
_LONGEST = 500
"""Characters of a word that are kept; the database takes 2,046 bytes."""
_LAST = 16_383
"""The greatest place in a text that the database can tell."""
_MOST_PLACES = 200
_MOST_WORDS = 20_000
_WEIGHTS = dict(zip(FIELDS, "ABCD", strict=True))
_LOCK = 7_365_617_263


class Vectors:
    """The index of a PostgreSQL database; its table is made with the first text."""

    def __init__(self, session: Session) -> None:
        self._driver = driver_of(session)

    def index(self, entries: Sequence[Entry]) -> None:
        """Keep texts."""
        if not self._is_there():
            self._begin()
        self._driver.run_many(
            "INSERT INTO search_text(key, words) VALUES (%s, %s::tsvector)",
            [(entry.key, _vector(entry)) for entry in entries],
        )

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take texts out."""
        if self._is_there():
            self._driver.run_many(
                "DELETE FROM search_text WHERE key = %s", [(entry.key,) for entry in entries]
            )

    def match(self, terms: Sequence[Term], span: Span, limit: int) -> list[int]:
        """Return keys, greatest first."""
        if not self._is_there():
            return []
        text = "SELECT key FROM search_text WHERE words @@ %s::tsquery"
        values: list[object] = [_query(terms)]
        for bound, sign in ((span.above, ">"), (span.below, "<")):
            if bound is not None:
                text += f" AND key {sign} %s"
                values.append(bound)
        text += " ORDER BY key DESC LIMIT %s"
        return [int(row[0]) for row in self._driver.ask(text, (*values, limit))[1]]

    def untidy(self) -> int | None:
        """Return None: the database looks after its index itself."""
        return None

    def tidy(self, _number: int) -> bool:
        """Do nothing: there is nothing to tidy."""
        return False

    def empty(self) -> None:
        """Take everything out."""
        if self._is_there():
            self._driver.run_many("DELETE FROM search_text", [()])

    def _is_there(self) -> bool:
        return self._driver.ask("SELECT to_regclass('search_text')", ())[1][0][0] is not None

    def _begin(self) -> None:
        """Make the table; of two workstations that would, one waits for the other."""
        for text in (
            f"SELECT pg_advisory_xact_lock({_LOCK})",
            "CREATE TABLE IF NOT EXISTS search_text (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
            "CREATE INDEX IF NOT EXISTS ix_search_text_words ON search_text USING gin (words)",
        ):
            self._driver.run_many(text, [()])


def _vector(entry: Entry) -> str:
    """Return words with their places and weights, as the database spells them; fields are a place apart."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for weight, text in zip(_WEIGHTS.values(), entry.texts, strict=True):
        for found in _WORD.findall(text):
            place = min(place + 1, _LAST)
            told = places[found[:_LONGEST]]
            if len(told) < _MOST_PLACES:
                told.append(f"{place}{weight}")
            if len(places) > _MOST_WORDS:
                break
        place = min(place + 1, _LAST)
    return " ".join(f"'{word}':{','.join(told)}" for word, told in places.items())


def _query(terms: Sequence[Term]) -> str:
    return " & ".join(f"!({_term(term)})" if term.is_excluded else f"({_term(term)})" for term in terms)


def _term(term: Term) -> str:
    weights = "".join(_WEIGHTS[field] for field in term.fields)
    last = f"{'*' if term.is_prefix else ''}{weights}"
    marked = [f"'{word[:_LONGEST]}'" + (f":{weights}" if weights else "") for word in term.words[:-1]]
    marked.append(f"'{term.words[-1][:_LONGEST]}'" + (f":{last}" if last else ""))
    return " <-> ".join(marked)
