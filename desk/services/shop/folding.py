# SPDX-License-Identifier: LicenseRef-Desk
"""Folds text to the form that is searched and sorted by: no case, no accents, no typographic variants."""

import re
import unicodedata

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


def fold(text: str) -> str:
    """Return `text` for comparison: lower case, without accents, œ as oe, ß as ss, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(letter for letter in letters if not _is_accent(letter)).translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", kept).split())


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
