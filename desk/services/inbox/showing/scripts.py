# SPDX-License-Identifier: LicenseRef-Desk
"""Counts how often a text changes between ways of writing, and breaks it where that happens too often; pure.

The web engine takes quadratic time for such changes within one block: 600 kB of Hebrew and Latin letters in turn
take a minute, in which no other conversation can be painted. A <br> does not help, a block does.
"""

import re
from collections.abc import Iterator

_SIGNS = r"\s!-/:-@\[-`{-\xbf\u2000-\u206f\u20a0-\u20cf"
"""Belong to any script."""
_INDIAN = tuple(f"{chr(start)}-{chr(start + 0x7F)}" for start in range(0x0900, 0x1D00, 0x80))
_SCRIPTS = (
    r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff",
    r"\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff",
    r"\u0370-\u03ff\u1f00-\u1fff",
    r"\u0400-\u052f",
    r"\u0530-\u058f",
    *_INDIAN,
    r"\u2070-\u209f\u2100-\u2bff",
    r"\U00010000-\U0001ffff",
)
_RUN = re.compile("|".join([*(f"[{one}][{one}{_SIGNS}]*" for one in _SCRIPTS), r"[\u0300-\u036f]{2,}"]))
"""Letters of one script other than Latin; or a heap of accents, which costs as much."""
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|caption|center|d[dlt]|details|div|figcaption|figure|footer|h[1-6r]|"
    r"header|li|main|nav|[ou]l|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead)\b[^>]*>"
)
_NO_BLOCK = re.compile(r"display:inline(?!-)", re.IGNORECASE)

FEW = 500
"""So many runs in one block cost nothing that can be felt."""
_MOST_IN_BLOCK = 2_000
_MOST_IN_PAGE = 20_000
_LENGTH = 2_000
"""Characters of a piece at most."""
_LEAST = 1_000


def runs(text: str, few: int = FEW) -> int:
    """Return how many runs of a script other than Latin a text has; roughly, and 0 where there are `few`.

    For nearly every mail that is told from its length: no accents, or few; then no letters but Latin ones, or few.
    """
    if len(text) < few or len(text.encode("utf-8", "surrogatepass")) - len(text) < few:
        return 0
    if len(text) - len(text.encode("latin-1", "ignore")) < few:
        return 0
    return sum(1 for _ in _RUN.finditer(text))


def takes_for_ever(page: str) -> bool:
    """Say whether a clean page has more changes of script, in one block or in all, than a person would write."""
    found = runs(page, _MOST_IN_BLOCK)
    if found <= _MOST_IN_BLOCK:
        return False
    if found > _MOST_IN_PAGE or _NO_BLOCK.search(page):
        return True
    return any(runs(stretch, _MOST_IN_BLOCK) > _MOST_IN_BLOCK for stretch in _BLOCK.split(page))


def in_pieces(text: str) -> Iterator[str]:
    """Give a text in pieces, none of them long: cut behind a line where one ends, else behind a space."""
    at = 0
    while len(text) - at > _LENGTH:
        end = _seam(text, at)
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]


def _seam(text: str, at: int) -> int:
    for sign in "\n ":
        seam = text.rfind(sign, at + _LEAST, at + _LENGTH)
        if seam >= 0:
            return seam + 1
    return at + _LENGTH
