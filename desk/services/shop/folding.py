# SPDX-License-Identifier: LicenseRef-Desk
"""Folds text to the form that is searched and sorted by: no case, no accents, no typographic variants."""

import re
import unicodedata
from typing import Literal

_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "þ": "th",
        "\u0131": "i",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
    }
)
_PHONE_LIKE = re.compile(r"\+?[\d\s().\-/]{3,}")
_NOT_DIGIT = re.compile(r"[^\d+]")
_STRETCH = 1_000
_ASCII = re.compile(r"[\x00-\x7f]")


def normalized(form: Literal["NFC", "NFKC", "NFD", "NFKD"], text: str) -> str:
    """Return a text in a Unicode normal form, in a time that grows with its length alone.

    Python sorts the marks behind one letter in the square of their number, with every other thread standing still:
    a text that a stranger has made of marks is normalised stretch by stretch. No honest text changes by that.
    """
    if len(text) <= _STRETCH:
        return unicodedata.normalize(form, text)
    stretches, start = [], 0
    while start < len(text):
        end = _seam(text, start + _STRETCH)
        stretches.append(unicodedata.normalize(form, text[start:end]))
        start = end
    return "".join(stretches)


def _seam(text: str, wanted: int) -> int:
    """Return where a text may be parted: before what joins nothing that stands before it, if that is near."""
    near = _ASCII.search(text, wanted, wanted + _STRETCH)
    if near is not None:
        return near.start()
    places = range(wanted, min(wanted + _STRETCH, len(text)))
    return next((at for at in places if not unicodedata.combining(text[at])), wanted + _STRETCH)


def fold(text: str) -> str:
    """Return `text` for comparison: lower case, without accents, œ as oe, ß as ss, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    letters = normalized("NFKD", normalized("NFKD", text).casefold())
    kept = "".join(letter for letter in letters if not _is_accent(letter)).translate(_LETTERS)
    return " ".join(normalized("NFC", kept).split())


def terms(text: str) -> tuple[str, ...]:
    """Return the folded words that must all occur; a phone number written in groups is one word."""
    folded = fold(text)
    if _PHONE_LIKE.fullmatch(folded):
        return (_NOT_DIGIT.sub("", folded),)
    return tuple(dict.fromkeys(folded.split()))


def _is_accent(letter: str) -> bool:
    """Tell marks that one may leave out (accents, Hebrew and Arabic points) from those that make a letter."""
    mark = unicodedata.combining(letter)
    return 10 <= mark <= 36 or mark >= 200
