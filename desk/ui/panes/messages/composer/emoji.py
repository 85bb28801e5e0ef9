# SPDX-License-Identifier: LicenseRef-Desk
"""The emoji that people use in letters to customers, found by their names in the languages of the window."""

from dataclasses import dataclass
from functools import cache

from desk.resources import path
from desk.services.shop import fold
from desk.translation import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """One emoji. english, french: its names. words: others that lead to it."""

    sign: str
    english: str
    french: str
    words: str

    @property
    def name(self) -> str:
        """Its name in the window's language."""
        return self.french if language() == "fr" else self.english


@cache
def all_emoji() -> tuple[Emoji, ...]:
    """Return every emoji that is offered, in the order in which they are shown."""
    lines = (path("texts") / "emoji.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_read(line) for line in lines if line)


def found(text: str) -> tuple[Emoji, ...]:
    """Return the emoji that `text` may mean, those whose name begins with it first; all without text."""
    wanted = fold(text).split()
    if not wanted:
        return all_emoji()
    ranked = [(_rank(one, wanted), at, one) for at, one in enumerate(all_emoji())]
    return tuple(one for rank, _at, one in sorted(ranked, key=lambda item: item[:2]) if rank < _NOT)


_NOT = 3


def _rank(one: Emoji, wanted: list[str]) -> int:
    names, others = _keys(one)
    starts = [any(name.startswith(word) for name in names) for word in wanted]
    if all(starts):
        return 0 if names[0].startswith(wanted[0]) else 1
    has_all = all(any(key.startswith(word) for key in (*names, *others)) for word in wanted)
    return 2 if has_all else _NOT


@cache
def _keys(one: Emoji) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = (*fold(one.english).split(), *fold(one.french).replace("’", " ").split())
    return names, tuple(fold(one.words).replace("’", " ").split())


def _read(line: str) -> Emoji:
    sign, english, french, words = line.split("\t")
    return Emoji(sign=sign, english=english, french=french, words=words)
