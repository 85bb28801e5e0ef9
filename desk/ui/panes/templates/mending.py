# SPDX-License-Identifier: LicenseRef-Desk
"""Corrects what the checks found where there is only one way to; pure."""

import re
from dataclasses import replace

from desk.errors import Problem
from desk.services.templates import Block, Text, Wording
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.places import Place, read_place


def corrected(wording: Wording, problem: Problem) -> Wording | None:
    """Return the wording with the placeholder that was meant; None when the place is not there any more."""
    wrong, right = problem.details.get("placeholder", ""), problem.details.get("suggestion", "")
    place = read_place(problem.place)
    text = edits.text_of(wording, place.channel, place.language)
    if not wrong or not right or not edits.says(text):
        return None
    mended = _mended(text, place, _Swap(wrong, right))
    return edits.with_text(wording, place.channel, place.language, mended) if mended != text else None


class _Swap:
    """Puts one name in the place of another, between braces only."""

    def __init__(self, wrong: str, right: str) -> None:
        self._wrong = re.compile(rf"(\{{[{{%][^{{}}]*?)(?<![\w.]){re.escape(wrong)}(?![\w.])")
        self._right = right

    def __call__(self, said: str) -> str:
        return self._wrong.sub(lambda found: found[1] + self._right, said)


def _mended(text: Text, place: Place, swap: _Swap) -> Text:
    if place.path:
        return replace(text, blocks=_in_blocks(text.blocks, place, swap))
    if place.part not in _LINES:
        return text
    return replace(text, **{place.part: swap(getattr(text, place.part))})  # type: ignore[arg-type]


_LINES = ("subject", "preheader", "body")


def _in_blocks(blocks: tuple[Block, ...], place: Place, swap: _Swap) -> tuple[Block, ...]:
    number = place.path[0]
    if not isinstance(number, int) or number >= len(blocks):
        return blocks
    block, rest = blocks[number], place.path[1:]
    if rest:
        inner = replace(place, path=rest[1:])
        if rest[0] == "otherwise":
            made = replace(block, otherwise=_in_blocks(block.otherwise, inner, swap))
        else:
            made = replace(block, blocks=_in_blocks(block.blocks, inner, swap))
    else:
        made = _in_block(block, place.part, swap)
    return edits.replaced(blocks, number, made)


def _in_block(block: Block, part: str, swap: _Swap) -> Block:
    if part == "columns":
        columns = tuple(replace(one, title=swap(one.title), cell=swap(one.cell)) for one in block.columns)
        return replace(block, columns=columns)
    if part in ("text", "url", "alt", "link"):
        return replace(block, **{part: swap(getattr(block, part))})  # type: ignore[arg-type]
    return block
