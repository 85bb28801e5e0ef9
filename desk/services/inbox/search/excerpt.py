# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which part of a text to show of a message that was found; pure."""

import codecs
import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, is_normalized, normalize

from desk.services.shop import fold

LENGTH = 160
_LEAD = 40
"""Characters shown before the first hit."""
_FOLDED = 4_000
"""Characters that are looked through word by word."""
_HEAD = 600
"""Characters that are looked at first: most hits stand there, and the rest need not be written anew."""
_CODE = "latin-1"
"""One byte for a character, and written at once."""
_FOREIGN = "desk.foreign"
_LETTER = b"\x7f"
"""Stands for a letter, or an accent of its own, that `_CODE` does not have."""


def _replaced(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    run = error.object[error.start : error.end]
    letter = _LETTER.decode()
    return "".join(letter if one.isalnum() or combining(one) else " " for one in run), error.end


codecs.register_error(_FOREIGN, _replaced)


def _plain(byte: int) -> int:
    """Return the letter without its accent, in lower case; a sign becomes a space. æ and ß are two letters."""
    character = bytes([byte]).decode(_CODE).lower()
    base = normalize("NFD", character)[0]
    if byte == _LETTER[0] or (character.isalpha() and not base.isascii()):
        return byte
    return ord(base) if base.isascii() and base.isalnum() else ord(" ")


_PAIRS = "œæßŒÆ"
_ALONE = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_SIGNS = r"\s!-/:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u20a0-\u20cf\u3000-\u303f"
_WORD = re.compile(f"[{_ALONE}]|[^\\W_][^{_SIGNS}{_ALONE}]*")
"""A letter and what follows up to a sign, so with its accents; of scripts without spaces one letter."""
_PLAIN = bytes(_plain(byte) for byte in range(256))


def _has_pair(text: str) -> bool:
    return any(letter in text for letter in _PAIRS)


@lru_cache(maxsize=2048)
def _first(character: str) -> str:
    return fold(character)[:1]


class Marks:
    """The folded words that were looked for: where the first of them begins a word of a text."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._firsts = tuple({word[:1] for word in words})
        self._sought = [f" {word}".encode(_CODE, "replace") for word in words]
        self._longest = min(max(map(len, self._sought), default=0), _HEAD)
        self._is_paired = any(pair in word for word in words for pair in ("oe", "ae", "ss"))

    def place_in(self, text: str) -> int | None:
        """Return where; None when no mark stands there."""
        head = text[:_HEAD].encode(_CODE, _FOREIGN)
        place = self._first(b" " + head.translate(_PLAIN))
        if place is not None:
            return place  # what stands further down stands later
        is_all = _LETTER not in head
        if len(text) > _HEAD:
            start = _HEAD - self._longest  # a mark may stand across the seam
            tail = text[start:].encode(_CODE, _FOREIGN)
            place = self._first(tail.translate(_PLAIN))
            if place is not None:
                return start + place + 1  # behind the space that it begins with
            is_all = is_all and _LETTER not in tail
        is_paired = self._is_paired and _has_pair(text)
        return None if is_all and not is_paired else self._folded_place(text[:_FOLDED], is_paired=is_paired)

    def _first(self, flat: bytes) -> int | None:
        places = [place for place in map(flat.find, self._sought) if place >= 0]
        return min(places) if places else None

    def _folded_place(self, text: str, *, is_paired: bool) -> int | None:
        """Return where, by words as the index folds them: for other scripts, and for œ, æ and ß. Slow."""
        if not self._words:
            return None
        is_whole = is_normalized("NFC", text)  # else its first sign need not be its first letter
        for found in _WORD.finditer(text):
            word = found.group()
            if word.isascii() or (is_whole and _first(word[0]) not in self._firsts):
                continue
            is_sought = is_paired or _LETTER in word.encode(_CODE, _FOREIGN)
            if is_sought and fold(word).startswith(self._words):
                return found.start()
        return None


def excerpt(text: str, marks: Marks) -> str:
    """Return the surroundings of the first hit in one line; "" where none stands in the text."""
    place = marks.place_in(text)
    if place is None:
        return ""
    start = max(0, place - _LEAD)
    if start:
        gap = text.find(" ", start, place)
        start = gap + 1 if gap >= 0 else start
    piece = " ".join(text[start : start + LENGTH * 2].split())[:LENGTH]
    return f"…{piece}" if start else piece
