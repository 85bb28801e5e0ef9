# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what in a text is still to be filled in: no customer ever reads it; pure."""

import re

from desk.services.shop import normalized

HOLE = re.compile(r"\[\[[^\[\]\n]{0,200}\]\]")
"""A place in a saved reply that somebody has to fill in."""
PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,200}\}\}")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


def own_words(text: str) -> str:
    """Return a text without what it quotes: those words are somebody else's."""
    return _QUOTED.sub("", normalized("NFC", text))


def holes_in(text: str) -> tuple[str, ...]:
    """Return the holes and placeholders that are left in a text, as they stand there. Quoted lines do not count."""
    own = own_words(text)
    return tuple(match.group() for pattern in (HOLE, PLACEHOLDER) for match in pattern.finditer(own))
