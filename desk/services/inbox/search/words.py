# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what of a text is a word and how it is spelled in the index: folded, whatever its script; pure.

Index and query go through the same functions; a change here asks for the index to be built anew.
"""

import re
import unicodedata

from desk.services.shop import fold

MOST_TEXT = 200_000
"""Characters of one text that are searched."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
"""Taken off first and at once: most of what is not ASCII in a European text is nothing but an accent."""
_ALONE = re.compile(
    r"([\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f])"
)
"""Scripts without spaces: every sign is a word, so that any part of a sentence is found."""
_WORD = re.compile(r"[a-z0-9\x80-\U0010ffff]+")


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


class _Letters(dict[str, str]):
    """What each character that is not ASCII becomes, found out once: its folded letters, or a space."""

    def __missing__(self, character: str) -> str:
        folded = "".join(one if _is_letter(one) else " " for one in fold(character)) or " "
        if unicodedata.category(character).startswith("M") and not fold(character).strip():
            folded = ""
        if _ALONE.fullmatch(folded):
            folded = f" {character} "
        self[character] = folded
        return folded


_letters = _Letters()
_USUAL = tuple(
    (character, _letters[character]) for character in "éèàêçùâîôûëïüöäœæßáíóúñåãõøòìÿ’«»…–—“”‘°€\u00a0\u202f"
)
"""Replaced one after the other, which is ten times as quick as asking for each character of a text."""


def searchable(text: str) -> str:
    """Return a text as the index has it: words of letters and digits in their folded spelling, and what parts them.

    Whatever is not ASCII in it belongs to a word.
    """
    plain = text[:MOST_TEXT].lower()
    if plain.isascii():
        return plain
    for character, folded in _USUAL:
        plain = plain.replace(character, folded)
    if plain.isascii():
        return plain
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain).lower())
    if plain.isascii():
        return plain
    return _NOT_ASCII.sub(_folded, unicodedata.normalize("NFC", plain))


def words(text: str) -> list[str]:
    """Return the words of a text in order, as the index has them."""
    return _WORD.findall(searchable(text))


def _folded(found: re.Match[str]) -> str:
    run = found[0]
    return _letters[run] if len(run) == 1 else "".join([_letters[character] for character in run])
