# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which of the two forms of a mail is its text: the one that was written as text, or the page's words; pure.

On screen one reads the page. Shops and suppliers often send it beside a text that only says that their mail cannot
be shown, or the first sentence of it. To turn each page into words would take longer than all other reading, so a
few words of the page are looked for in the text first: nearly always all of them are there.
"""

import re

from desk.services.inbox.mail.page_text import MOST, words_of_page
from desk.services.inbox.mail.quotes import own_words

_FEW, _MANY = 4, 12
"""Words that are looked for: so many where all of them are found, else so many."""
_STEP = 5
"""From each place to the next, in twelfths of the page: also a few of them are from all over it."""
_LONG = 1_000
"""Characters of a text that is no mere hint at the page."""
_REACH = 2_000
"""Characters behind a tag in which a word is looked for."""
_BEHIND_TAG = re.compile(r">[^<>]{0,60}?(?<![\w&;#@./:-])(\w{4,})(?![&;#@/])")
_NEAR, _NEXT = 48, 4
_LEAST_LETTERS, _LONGEST = 4, 12
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{2,}")


def text_of_forms(plain: str, page: str) -> str:
    """Return the text, or the words of the page beside it where the text says clearly less; equal ones are one."""
    if not plain.strip():
        return words_of_page(page)
    if not _seems_less(plain, page):
        return plain
    said = words_of_page(page)
    return said if _says_less(plain, said) else plain


def _seems_less(plain: str, page: str) -> bool:
    """Look for some words of the page in the text; say whether a quarter of them is missing.

    A long text that is half as long as the page with all its tags needs no looking.
    """
    if len(plain) >= max(_LONG, len(page) // 2):
        return False
    start = max(page.find("<body"), 0)
    lowered = ""
    asked = missed = 0
    for number in range(_MANY):
        if number == _FEW and not missed:
            return False
        place = number * _STEP % _MANY
        word = _word_at(page, start + (len(page) - start) * place // _MANY)
        if not word:
            continue
        asked += 1
        if word in plain:
            continue
        lowered = lowered or plain.lower()
        missed += word.lower() not in lowered
    return missed * 4 >= asked > 0


def _word_at(page: str, place: int) -> str:
    """Return a word that is likely to be seen near a place of a page, a long one's beginning; "" when there is none.

    Within a line of text the next words are; what stands in a tag is hardly ever letters alone.
    """
    for word in page[place : place + _NEAR].split(None, _NEXT)[1:-1]:
        if len(word) >= _LEAST_LETTERS and word.isalpha():
            return word[:_LONGEST]
    found = _BEHIND_TAG.search(page, place, place + _REACH)
    return found[1][:_LONGEST] if found else ""


def _says_less(plain: str, said: str) -> bool:
    """Say whether the page says much that the text does not, and more besides than the text, or something else.

    Of the page only its own words count: a quote below an answer is in a mail of its own.
    """
    page, text = _words(own_words(said) or said), _words(plain)
    besides, both = len(page - text), len(page & text)
    is_other = both * 4 <= min(len(page), len(text))
    return besides > 0 and besides * 4 >= len(page) and (is_other or besides > len(text - page))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_LINK.sub(" ", text[:MOST]).casefold()))
