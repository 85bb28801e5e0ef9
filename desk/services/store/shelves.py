# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps words in FTS5, on shelves: one table for each stretch of some thousand keys.

The newest hits are asked for, and FTS5 collects a prefix of its whole table before it gives the first of them. So
the shelves are searched one after the other, newest first, and a common word is found on the first one; a rare
word costs some 20 µs a shelf that was tidied, and five times as much before.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy.orm import Session

from desk.services.store.driver import driver_of
from desk.services.store.terms import FIELDS, Entry, Span, Term

ROOM = 8192
"""Texts that a shelf holds before another one is begun at its end."""

MERGE_AT = 8
"""So many pieces of one size FTS5 lets gather before it makes one of them; with its own 4 indexing takes longer by
a sixth, and finding is no quicker."""

UNTIDY_FROM = 4
"""Pieces in which a shelf that rests is made one: a word is looked for in each of them."""
WORTH = 0.1
"""What is beside the largest piece must be such a part of all: for a few words taken back nothing is written anew."""
STEP_PAGES = 250
"""So much is written in one step of tidying; nobody else writes meanwhile, for some 30 ms."""

_ALL = ", ".join(FIELDS)
_BEGINNING = -(2**62)


@dataclass(slots=True)
class _Shelf:
    """A shelf: the keys from `low` on, up to the next one's; how many there are, the lowest and the highest."""

    number: int
    low: int
    amount: int
    least: int
    most: int


class Shelves:
    """The index of an SQLite database; its tables are made with the first text."""

    def __init__(self, session: Session) -> None:
        self._driver = driver_of(session)

    def index(self, entries: Sequence[Entry]) -> None:
        """Keep texts, in the order of keys: FTS5 writes its pages when a key goes back."""
        shelves = self._shelves() or [self._begin()]
        placed: defaultdict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            placed[self._shelf_for(shelves, entry.key).number].append(entry)
        for number, some in placed.items():
            self._driver.run_many(
                f"INSERT INTO search_text_{number}(rowid, {_ALL}) VALUES (?, ?, ?, ?, ?)", _rows(some)
            )
        self._note([shelf for shelf in shelves if shelf.number in placed])

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take texts off; FTS5 keeps no copy, so it is told what it had."""
        shelves = self._shelves()
        if not shelves:
            return
        placed: defaultdict[int, list[Entry]] = defaultdict(list)
        lows = [shelf.low for shelf in shelves]
        for entry in entries:
            placed[shelves[bisect_right(lows, entry.key) - 1].number].append(entry)
        for number, some in placed.items():
            name = f"search_text_{number}"
            self._driver.run_many(
                f"INSERT INTO {name}({name}, rowid, {_ALL}) VALUES ('delete', ?, ?, ?, ?, ?)", _rows(some)
            )

    def match(self, terms: Sequence[Term], span: Span, limit: int) -> list[int]:
        """Return keys, greatest first."""
        asked = _query(terms)
        found: list[int] = []
        for shelf in self._within(span):
            text = f"SELECT rowid FROM search_text_{shelf.number} WHERE search_text_{shelf.number} MATCH ?"
            values: list[object] = [asked]
            for bound, sign in ((span.above, ">"), (span.below, "<")):
                if bound is not None:
                    text += f" AND rowid {sign} ?"
                    values.append(bound)
            text += " ORDER BY rowid DESC LIMIT ?"
            found += [row[0] for row in self._ask(text, *values, limit - len(found))]
            if len(found) >= limit:
                break
        return found

    def empty(self) -> None:
        """Drop every shelf."""
        for shelf in self._shelves():
            self._run(f"DROP TABLE search_text_{shelf.number}")
        self._run("DROP TABLE IF EXISTS search_shelf")

    def untidy(self) -> int | None:
        """Return the number of a shelf that no longer grows and lies in many pieces; None when there is none."""
        shelves = self._shelves()
        for shelf in shelves:
            rests = shelf.amount >= ROOM or shelf not in (shelves[0], shelves[-1])
            if rests and self._is_untidy(shelf.number):
                return shelf.number
        return None

    def tidy(self, number: int) -> bool:
        """Take one step in making a shelf one piece; return whether that changed anything."""
        before = self._changes()
        # The minus lets it join pieces of any size; each step goes on where the one before stopped.
        self._run(
            f"INSERT INTO search_text_{number}(search_text_{number}, rank) VALUES ('merge', ?)", -STEP_PAGES
        )
        return self._changes() - before > 1  # the command counts as one

    def _is_untidy(self, number: int) -> bool:
        asked = f"SELECT count(*) FROM search_text_{number}_idx GROUP BY segid"
        pages = [row[0] for row in self._ask(asked)]
        return len(pages) >= UNTIDY_FROM and sum(pages) - max(pages) >= WORTH * sum(pages)

    def _changes(self) -> int:
        return self._ask("SELECT total_changes()")[0][0]

    # ------------------------------------------------------------------------------------- the shelves

    def _shelf_for(self, shelves: list[_Shelf], key: int) -> _Shelf:
        """Return the shelf of a key, begun when it lies beyond a full one; `shelves` stay in the order of keys."""
        shelf = shelves[bisect_right(shelves, key, key=_low_of) - 1]
        if shelf.amount >= ROOM:
            if shelf is shelves[-1] and key > shelf.most:
                shelf = self._begin_beside(shelves, low=key, at=len(shelves))
            elif shelf is shelves[0] and key < shelf.least:
                shelf.low = shelf.least
                self._run("UPDATE search_shelf SET low = ? WHERE number = ?", shelf.low, shelf.number)
                shelf = self._begin_beside(shelves, low=_BEGINNING, at=0)
        shelf.amount += 1
        shelf.least, shelf.most = min(shelf.least, key), max(shelf.most, key)
        return shelf

    def _begin_beside(self, shelves: list[_Shelf], *, low: int, at: int) -> _Shelf:
        made = self._make(max(shelf.number for shelf in shelves) + 1, low)
        shelves.insert(at, made)
        return made

    def _begin(self) -> _Shelf:
        self._run(
            "CREATE TABLE IF NOT EXISTS search_shelf (number INTEGER PRIMARY KEY, low INTEGER NOT NULL, "
            "amount INTEGER NOT NULL, least INTEGER NOT NULL, most INTEGER NOT NULL)"
        )
        return self._make(1, _BEGINNING)

    def _make(self, number: int, low: int) -> _Shelf:
        shelf = _Shelf(number=number, low=low, amount=0, least=2**62, most=-(2**62))
        # Contentless, without sizes: nothing is ranked. Texts are folded, so that what is not ASCII is a letter.
        self._run(
            f"CREATE VIRTUAL TABLE search_text_{number} USING fts5({_ALL}, content='', columnsize=0, tokenize='ascii')"
        )
        self._run(
            f"INSERT INTO search_text_{number}(search_text_{number}, rank) VALUES ('automerge', {MERGE_AT})"
        )
        self._run(
            "INSERT INTO search_shelf(number, low, amount, least, most) VALUES (?, ?, 0, ?, ?)",
            number,
            low,
            shelf.least,
            shelf.most,
        )
        return shelf

    def _note(self, shelves: Iterable[_Shelf]) -> None:
        self._driver.run_many(
            "UPDATE search_shelf SET amount = ?, least = ?, most = ? WHERE number = ?",
            [(shelf.amount, shelf.least, shelf.most, shelf.number) for shelf in shelves],
        )

    def _within(self, span: Span) -> Iterator[_Shelf]:
        """Give the shelves on which keys of a stretch can stand, newest first."""
        for shelf in reversed(self._shelves()):
            is_over = span.below is not None and shelf.least >= span.below
            is_under = span.above is not None and shelf.most <= span.above
            if shelf.amount and not is_over and not is_under:
                yield shelf

    def _shelves(self) -> list[_Shelf]:
        if not self._ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'search_shelf'"):
            return []
        return [
            _Shelf(*row)
            for row in self._ask("SELECT number, low, amount, least, most FROM search_shelf ORDER BY low")
        ]

    def _ask(self, text: str, *values: object) -> list[tuple[int, ...]]:
        return self._driver.ask(text, values)[1]

    def _run(self, text: str, *values: object) -> None:
        self._driver.ask(text, values)


_low_of = attrgetter("low")


def _rows(entries: Sequence[Entry]) -> list[tuple[object, ...]]:
    return [(entry.key, *entry.texts) for entry in entries]


def _query(terms: Sequence[Term]) -> str:
    wanted = " AND ".join(_term(term) for term in terms if not term.is_excluded)
    return " NOT ".join([f"({wanted})", *(_term(term) for term in terms if term.is_excluded)])


def _term(term: Term) -> str:
    fields = f"{{{' '.join(term.fields)}}} : " if term.fields else ""
    return f'{fields}"{" ".join(term.words)}"{" *" if term.is_prefix else ""}'
