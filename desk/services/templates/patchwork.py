# SPDX-License-Identifier: LicenseRef-Desk
"""Compiles a text that is being typed: stretch by stretch, so that a keystroke compiles only what it changed.

A patchwork says what the whole would say, and is a little slower to fill: it is for previews, where a text is
filled once, not for sending, where it is compiled once.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from desk.errors import Refused
from desk.services.templates.formats import Formats
from desk.services.templates.grammar import MOST_PIECES, MOST_SOURCE
from desk.services.templates.language import Compiled, compile_text
from desk.services.templates.names import Names
from desk.services.templates.pieces import Piece, PieceKind, pieces
from desk.services.templates.policy import Policies
from desk.services.templates.sandbox import Budget

MOST_KEPT = 2_000
"""Stretches remembered; the least recently used go."""

T = TypeVar("T")
_ROLE = re.compile(r"\{%[-+]?\s*(\w+)")
_TRIMS = re.compile(r"\{[{%#][-+]|[-+][}%#]\}")


@dataclass(frozen=True, slots=True)
class Patchwork:
    """A text as stretches: words as they are, the rest compiled."""

    stretches: tuple[str | Compiled, ...]

    def fill(self, fields: Mapping[str, object], formats: Formats, budget: Budget) -> str:
        """Return the text for one person; raises Refused as `Compiled.fill` does."""
        return "".join(
            budget.spent_on((one,)) if isinstance(one, str) else one.fill(fields, formats, budget)
            for one in self.stretches
        )


class Patches:
    """Remembers what stretches of text became, for one catalogue of names."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, object] = OrderedDict()

    def compiled(self, source: str, names: Names, policies: Policies, *, html: bool) -> Compiled | Patchwork:
        """Return a text ready to be filled; raises Refused as `compile_text` does."""
        whole = source.replace("\r\n", "\n").replace("\r", "\n")
        try:
            stretches = tuple(_stretches(whole)) if _may_be_cut(whole) else ()
        except Refused:
            stretches = ()
        if not stretches:
            return compile_text(source, names=names, policies=policies, html=html)
        decided = tuple(policies.items())

        def patch(said: str) -> Compiled:
            made = partial(compile_text, said, names=names, policies=policies, html=html)
            return self.once((said, html, decided), made)

        try:
            return Patchwork(tuple(said if is_plain else patch(said) for said, is_plain in stretches))
        except Refused:  # said again of the whole, with its own line
            return compile_text(source, names=names, policies=policies, html=html)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` made for a key, now or before; what raises is not remembered."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]  # type: ignore[return-value]
        made = self._kept[key] = make()
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return made


def _may_be_cut(source: str) -> bool:
    """Say whether cutting changes nothing: no sign that trims its neighbour, nothing beyond the limits."""
    return len(source) <= MOST_SOURCE and source.count("{") <= MOST_PIECES and not _TRIMS.search(source)


def _stretches(source: str) -> Iterator[tuple[str, bool]]:
    """Give (stretch, whether it is plain words) in order; what stands between a tag and its end is one."""
    group: list[str] = []
    depth = 0
    for piece in pieces(source):
        depth += _step(piece)
        if depth > 0 or group:
            group.append(piece.source)
            if depth <= 0:
                yield "".join(group), False
                group = []
        elif piece.kind is not PieceKind.NOTE:
            yield piece.source, piece.kind is PieceKind.WORDS
    if group:
        yield "".join(group), False


def _step(piece: Piece) -> int:
    role = _ROLE.match(piece.source) if piece.kind is PieceKind.TAG else None
    if role is None:
        return 0
    return {"if": 1, "for": 1, "endif": -1, "endfor": -1}.get(role[1], 0)
