# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how one list of keys becomes another with the fewest steps."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as spans (first, last) without gaps."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def staying(places: Sequence[int]) -> set[int]:
    """Return the values of a longest ascending subsequence of `places` (all different)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(tail_at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            tail_at.append(at)
        else:
            tails[length] = place
            tail_at[length] = at
    kept = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return kept


def moves(old: Sequence[Key], new: Sequence[Key]) -> list[tuple[int, int]]:
    """Return the fewest moves that bring `old` into the order of `new` (the same keys in both).

    Each move is (from, to): take out at `from`, then put in at `to`; they are done one after the other.
    """
    target = {key: place for place, key in enumerate(new)}
    kept = staying([target[key] for key in old])
    current = list(old)
    steps = []
    for place, key in enumerate(new):
        if place in kept:
            continue
        start = current.index(key)
        current.pop(start)
        stop = current.index(new[place - 1]) + 1 if place else 0
        current.insert(stop, key)
        if start != stop:
            steps.append((start, stop))
    return steps
