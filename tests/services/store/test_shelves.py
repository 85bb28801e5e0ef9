# SPDX-License-Identifier: LicenseRef-Desk
"""Shelves of the index on SQLite: they fill up, and make room at both ends."""

from unittest.mock import patch

import pytest

from desk.services.store import Entry, FullText, Span, Term
from desk.services.store.shelves import MERGE_AT, UNTIDY_FROM


def entry(key, body):
    return Entry(key, ("", "", "", body))


def index(db, *entries):
    db.write_now(lambda s: FullText(s).index(entries))


def match(db, *terms, **more):
    return db.read_now(lambda s: FullText(s).match(terms, **more))


def word(*words):
    return Term(words=words)


@pytest.mark.parametrize("order", [range(60), range(59, -1, -1), [(7 * n) % 60 for n in range(60)]])
def test_shelves_hold_whatever_comes_in_whatever_order(db, order):
    with patch("desk.services.store.shelves.ROOM", 8):
        for start in range(0, 60, 5):
            index(db, *(entry(1 + key, f"mot seul{key}") for key in list(order)[start : start + 5]))
        assert match(db, word("mot"), limit=100) == list(range(60, 0, -1))
        assert match(db, word("mot"), limit=7, span=Span(below=30)) == list(range(29, 22, -1))
        assert match(db, word("seul33")) == [34]
        db.write_now(lambda s: FullText(s).remove([entry(34, "mot seul33")]))
        assert match(db, word("seul33")) == []


def test_a_shelf_is_told_how_seldom_to_merge(db):
    index(db, entry(1, "mot"))
    asked = "SELECT v FROM search_text_1_config WHERE k = 'automerge'"
    assert db.read_now(lambda s: s.connection().exec_driver_sql(asked).scalar()) == MERGE_AT


def test_full_shelves_make_room_at_both_ends(db):
    with patch("desk.services.store.shelves.ROOM", 4):
        index(db, *(entry(key, "mot") for key in range(100, 105)))
        index(db, *(entry(key, "mot") for key in range(1, 10)))
        shelves = db.read_now(
            lambda s: (
                s.connection().exec_driver_sql("select low, amount from search_shelf order by low").all()
            )
        )
    assert len(shelves) > 2
    assert sum(amount for _, amount in shelves) == 14


def pieces(db, number):
    asked = f"SELECT count(DISTINCT segid) FROM search_text_{number}_idx"
    return db.read_now(lambda s: s.connection().exec_driver_sql(asked).scalar())


def tidied(db):
    """Tidy to the end; return which shelves needed it, a step each."""
    steps = []
    while (number := db.read_now(lambda s: FullText(s).untidy())) is not None:
        steps.append(number)
        assert db.write_now(lambda s, number=number: FullText(s).tidy(number))
        assert len(steps) < 500
    return steps


def test_a_shelf_that_rests_is_made_one_piece_step_by_step(db):
    texts = {key: " ".join(f"mot{(key * n) % 1999}" for n in range(1_500)) for key in range(1, 17)}
    with (
        patch("desk.services.store.shelves.ROOM", 7),
        patch("desk.services.store.shelves.STEP_PAGES", 2),
        patch("desk.services.store.shelves.WORTH", 0.5),  # these shelves are small
    ):
        for key, text in texts.items():
            index(db, entry(key, text))
        before = {word_: match(db, word(word_), limit=100) for word_ in ("mot7", "mot300", "mot0")}
        assert min(pieces(db, 1), pieces(db, 2)) >= UNTIDY_FROM
        growing = pieces(db, 3)
        steps = tidied(db)
        assert set(steps) == {1, 2}
        assert len(steps) > 4
        assert (pieces(db, 1), pieces(db, 2), pieces(db, 3)) == (1, 1, growing)
        assert {word_: match(db, word(word_), limit=100) for word_ in before} == before
        for key in (1, 2, 4, 5):
            db.write_now(lambda s, key=key: FullText(s).remove([entry(key, "mot7")]))
        assert pieces(db, 1) >= UNTIDY_FROM
        assert tidied(db) == [], "for a few words nothing is written anew"
        db.write_now(lambda s: FullText(s).remove([entry(3, texts[3])]))
        assert 3 not in match(db, word("mot3"), limit=100)
    db.write_now(
        lambda s: s.connection().exec_driver_sql(
            "INSERT INTO search_text_1(search_text_1) VALUES ('integrity-check')"
        )
    )


def test_nothing_is_tidied_where_nothing_is(any_db):
    assert any_db.read_now(lambda s: FullText(s).untidy()) is None
    index(any_db, entry(1, "mot"))
    assert any_db.read_now(lambda s: FullText(s).untidy()) is None
