# SPDX-License-Identifier: LicenseRef-Desk
"""How PostgreSQL is told words and what is asked for (what it finds: test_fulltext)."""

from desk.services.store import Entry, Term
from desk.services.store.vectors import _query, _vector


def test_words_have_their_places_and_weights():
    entry = Entry(1, ("sophie", "", "velo", "le velo " + "mot " * 300))
    told = dict(part.split(":") for part in _vector(entry).split(" "))
    assert told["'sophie'"] == "1A"
    assert told["'velo'"] == "4C,7D"
    assert len(told["'mot'"].split(",")) == 200


def test_a_huge_text_is_cut_where_the_database_would_refuse_it():
    told = _vector(Entry(1, ("", "", "", " ".join(f"w{n}" for n in range(30_000)) + " " + "x" * 3_000)))
    assert len(told) < 1_000_000


def test_what_is_asked_for():
    terms = [
        Term(words=("un", "de"), is_prefix=True),
        Term(words=("paul",), fields=("sender", "subject"), is_prefix=True),
        Term(words=("x",), is_excluded=True),
    ]
    assert _query(terms) == "('un' <-> 'de':*) & ('paul':*AC) & !('x')"
