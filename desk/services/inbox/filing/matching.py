# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which customer and which record a message is about; pure. Where two fit, nobody guesses."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

SHORTEST = 3
"""A number of fewer characters is found in too many sentences to say anything."""

_WORD = re.compile(r"[^\W_]+(?:[-/_.][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """A record of the customer who wrote. reference: the number that people write."""

    id: str
    reference: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The record, or those among which a person decides; neither: none is known."""

    record_id: str | None = None
    choices: tuple[str, ...] = ()


def only(fitting: Collection[str]) -> str | None:
    """Return the one that fits; None for none or several."""
    return next(iter(fitting)) if len(fitting) == 1 else None


def record_of(told: Sequence[str], facts: Sequence[RecordFact], words: str) -> Match:
    """Return what a customer's message is about.

    told: records that a token or an answered mail of ours names, surest first. facts: the customer's records.
    words: its subject and own words, in which a number may stand. Without any of it, the open records remain.
    """
    if told:
        return Match(record_id=told[0])
    if not facts:
        return Match()
    written = {word.casefold() for word in _WORD.findall(words)}
    numbered = [one.id for one in facts if _is_named(one.reference, written)]
    return _chosen(numbered or [one.id for one in facts if one.is_open])


def _is_named(reference: str, written: Collection[str]) -> bool:
    key = reference.casefold()
    return len(key) >= SHORTEST and key in written


def _chosen(fitting: Sequence[str]) -> Match:
    if len(fitting) == 1:
        return Match(record_id=fitting[0])
    return Match(choices=tuple(fitting))
