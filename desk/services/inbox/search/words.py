# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what of a text is a word and how it is spelled in the index: folded, whatever its script; pure.

Index and query go through the same functions; a change here asks for the index to be built anew.
"""

import re
import unicodedata

from desk.services.shop import fold, normalized

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
_FOLDED = {character: _letters[character] for character in "éèàêçùâîôûëïüöäáíóúñåãõøòìÿ«»°\u00a0"}
_LATIN_TABLE = bytes(ord(_FOLDED.get(one, one)) for one in bytes(range(256)).decode("latin-1").lower())
"""What one octet of Latin 1 becomes: a whole text is folded a hundred times as quickly as sign by sign."""
_WIDE = tuple((character, _letters[character]) for character in "’œŒ…–—“”‘€\u202f")
_LONGER = tuple((character, _letters[character]) for character in "æß")


def searchable(text: str) -> str:
    """Return a text as the index has it: words of letters and digits in their folded spelling, and what parts them.

    Whatever is not ASCII in it belongs to a word.
    """
    plain = text[:MOST_TEXT]
    if plain.isascii():
        return plain.lower()
    plain = _without_usual(plain)
    if plain.isascii():
        return plain
    plain = _ACCENTS.sub("", normalized("NFKD", plain).lower())
    if plain.isascii():
        return plain
    return _NOT_ASCII.sub(_folded, normalized("NFC", plain))


def words(text: str) -> list[str]:
    """Return the words of a text in order, as the index has them."""
    return _WORD.findall(searchable(text))


def _without_usual(text: str) -> str:
    """Return a text in lower case, with what is usual in the languages of Europe folded."""
    octets = _octets(text)
    if octets is None:
        for character, folded in _WIDE:
            text = text.replace(character, folded)
        octets = _octets(text)
    if octets is None:
        return text.lower()
    text = octets.translate(_LATIN_TABLE).decode("latin-1")
    if not text.isascii():
        for character, folded in _LONGER:
            text = text.replace(character, folded)
    return text


def _octets(text: str) -> bytes | None:
    """Return a text in Latin 1; None when there is more in it."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _folded(found: re.Match[str]) -> str:
    run = found[0]
    return _letters[run] if len(run) == 1 else "".join([_letters[character] for character in run])
