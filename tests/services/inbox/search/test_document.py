# SPDX-License-Identifier: LicenseRef-Desk
"""The numbers under which messages are searched: rising with time, each once, found quickly."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.search import free_keys, stretches

NUMBERS = st.lists(st.integers(0, 60), max_size=40)


@given(NUMBERS, st.sets(st.integers(0, 60)))
def test_each_gets_the_next_number_that_is_free(wanted, taken):
    found = free_keys(wanted, taken)
    used = set(taken)
    for asked, got in zip(wanted, found, strict=True):
        assert got == next(n for n in range(asked, 1_000) if n not in used)
        used.add(got)


def test_a_hundred_thousand_of_one_second_take_no_longer_each():
    assert free_keys([7] * 100_000, ()) == list(range(7, 100_007))


@given(st.sets(st.integers(0, 200)), st.integers(1, 20))
def test_stretches_hold_what_they_are_asked_for_and_nothing_else(keys, width):
    found = stretches(keys, width)
    held = [number for low, high in found for number in range(low, high + 1)]
    assert held == sorted({key + step for key in keys for step in range(width)})
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))
