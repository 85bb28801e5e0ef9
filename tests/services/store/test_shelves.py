# SPDX-License-Identifier: LicenseRef-Desk
"""Shelves of the index on SQLite: they fill up, and make room at both ends."""

from unittest.mock import patch

import pytest

from desk.services.store import Entry, FullText, Span, Term
from desk.services.store.shelves import MERGE_AT


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
