# SPDX-License-Identifier: LicenseRef-Desk
"""The fewest steps from one order to another."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.rows_patch import moves, runs, staying

orders = st.lists(st.integers(0, 60), unique=True, max_size=25)


def replayed(old, steps):
    current = list(old)
    for start, stop in steps:
        current.insert(stop, current.pop(start))
    return current


@given(orders, st.randoms())
def test_moves_bring_the_new_order(old, chance):
    new = list(old)
    chance.shuffle(new)
    steps = moves(old, new)
    assert replayed(old, steps) == new
    assert len(steps) <= max(len(old) - 1, 0)


@given(orders)
def test_nothing_moves_when_nothing_changed(old):
    assert moves(old, old) == []


def test_one_row_that_rises_is_one_move():
    assert moves([1, 2, 3, 4, 5], [5, 1, 2, 3, 4]) == [(4, 0)]


def test_one_row_that_sinks_is_one_move():
    assert moves([1, 2, 3, 4, 5], [2, 3, 4, 5, 1]) == [(0, 4)]


@given(st.lists(st.integers(), unique=True, max_size=12))
def test_what_stays_ascends_and_is_longest(places):
    kept = staying(places)
    line = [place for place in places if place in kept]
    assert line == sorted(line)
    assert len(line) == longest(places)


def longest(places):
    best = []
    for at, place in enumerate(places):
        best.append(1 + max((best[before] for before in range(at) if places[before] < place), default=0))
    return max(best, default=0)


def test_runs_join_neighbours():
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
    assert runs([]) == []
