# SPDX-License-Identifier: LicenseRef-Desk
"""Paints one line of text in which the words that were looked for stand out."""

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desk.ui.theme import SIZE
from desk.ui.widgets.paint import Words, box, turned, width_of, words

_WORD = re.compile(r"\w+")


def marked_spans(text: str, marks: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Part `text` into pieces: (piece, whether it is a word that begins with one of `marks`, which are folded)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _WORD.finditer(text):
        if any(_folded(found[0]).startswith(mark) for mark in marks if mark):
            if found.start() > at:
                pieces.append((text[at : found.start()], False))
            pieces.append((found[0], True))
            at = found.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)


def paint_marked(painter: QPainter, rect: QRect, text: str, marks: Sequence[str], how: Words) -> None:
    """Paint `text` into `rect`; what was looked for on a tinted ground."""
    left = rect.left()
    for piece, is_marked in marked_spans(text, marks):
        room = rect.right() - left
        if room < SIZE.space_m:
            return
        kind = "meta_strong" if is_marked else how.kind
        width = min(width_of(piece, kind), room)
        spot = turned(painter, rect, QRect(left, rect.top(), width + 1, rect.height()))
        if is_marked:
            ground = spot.adjusted(-1, 0, 1, 0)
            ground.setHeight(SIZE.icon_l)
            ground.moveCenter(spot.center())
            box(painter, ground, SIZE.focus_ring, "tint")
        role = "on_tint" if is_marked else how.role
        words(painter, spot, piece, Words(kind, role))
        left += width


def _folded(text: str) -> str:
    plain = unicodedata.normalize(
        "NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    )
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
