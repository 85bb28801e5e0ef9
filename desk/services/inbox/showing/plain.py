# SPDX-License-Identifier: LicenseRef-Desk
"""Writes a plain text as HTML: every character of it escaped, addresses made links, quotes folded; pure.

Text of a stranger is as dangerous as a page: what makes a link is cut out first, and each piece is escaped by
itself, once.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import accumulate

from desk.services.inbox.mail.quotes import Piece, PieceKind, folded
from desk.services.inbox.showing.scripts import FEW, in_pieces, runs

MOST = 500_000
"""Characters that are shown."""
_MOST_MIXED = 40_000
"""Characters of several scripts in turn that are shown unfolded: even in pieces each costs the view some time."""

_LINK = re.compile(
    r"\b(?:https?://[A-Za-z0-9._~:/?#\[\]@!$&*+,;=%\u00a1-\u1fff\u2c00-\ud7ff()'-]{3,2000}|"
    r"(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?![\w@]))",
    re.IGNORECASE,
)
_END = frozenset(".,;:!?'\"]*_~&")
_UNSEEN = {
    **dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], None),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
    0x2028: "\n",
    0x2029: "\n",
    0x202F: "\u202f",
}


def text_as_html(text: str) -> str:
    """Return a text as a fragment of a page: paragraphs kept, links made, quotes and signatures in their places."""
    shown = text[:MOST].translate(_UNSEEN)
    mixed = 0
    made = []
    for piece in folded(shown):
        if runs(piece.text) <= FEW:
            made.append(_BOXES[piece.kind].format(_linked(piece.text)))
        else:
            made.append(_in_blocks(piece, max(_MOST_MIXED - mixed, 0)))
            mixed += len(piece.text)
    return "".join(made)


def _in_blocks(piece: Piece, most: int) -> str:
    """Return a text of several scripts as blocks of their own; what stands behind `most` characters is folded."""
    blocks = list(in_pieces(piece.text))
    unfolded = sum(1 for end in accumulate(map(len, blocks)) if end <= most)
    if piece.kind is PieceKind.QUOTE:
        unfolded = len(blocks)
    shown, rest = (
        "".join(f"<div>{_linked(one)}</div>" for one in some)
        for some in (blocks[:unfolded], blocks[unfolded:])
    )
    fold = _BOXES[PieceKind.QUOTE].format(rest) if rest else ""
    return (_BOXES[piece.kind].format(shown) if shown else "") + fold


_BOXES = {
    PieceKind.OWN: '<div style="white-space:pre-wrap">{}</div>',
    PieceKind.QUOTE: (
        '<details class="desk-quote"><summary></summary><div style="white-space:pre-wrap">{}</div></details>'
    ),
    PieceKind.SIGNATURE: '<div class="desk-signature" style="white-space:pre-wrap">{}</div>',
}


def _linked(text: str) -> str:
    return "".join(_spans(text))


def _spans(text: str) -> Iterator[str]:
    """Give the pieces of a text, each escaped."""
    at = 0
    for found in _LINK.finditer(text):
        link = _trimmed(found[0])
        yield escape(text[at : found.start()])
        target = link if "://" in link else f"mailto:{link}"
        yield f'<a href="{escape(target)}" rel="noopener noreferrer nofollow">{escape(link)}</a>'
        at = found.start() + len(link)
    yield escape(text[at:])


def _trimmed(link: str) -> str:
    """Return a link without the punctuation of its sentence; a closing bracket belongs to it if it was opened there."""
    end, surplus = len(link), link.count(")") - link.count("(")
    while end:
        last = link[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in _END:
            break
        end -= 1
    return link[:end]
