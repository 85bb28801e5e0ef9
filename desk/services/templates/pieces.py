# SPDX-License-Identifier: LicenseRef-Desk
"""Takes a text apart into words, placeholders and tags, so that words can be worked on alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desk.services.templates.plain import refused


class PieceKind(StrEnum):
    """words, a placeholder ({{ … }}), a tag ({% … %}), or a note to oneself ({# … #}) that never leaves."""

    WORDS = "words"
    SHOW = "show"
    TAG = "tag"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a text, as written. at: where it begins."""

    kind: PieceKind
    source: str
    at: int


_OPEN = re.compile(r"\{[{%#]")
_REST = {
    "{{": (PieceKind.SHOW, re.compile(r"""(?:"[^"]*"|'[^']*'|[^"'}]|\}(?!\}))*+\}\}""")),
    "{%": (PieceKind.TAG, re.compile(r"""(?:"[^"]*"|'[^']*'|[^"'%]|%(?!\}))*+%\}""")),
    "{#": (PieceKind.NOTE, re.compile(r"(?:[^#]|#(?!\}))*+#\}")),
}
_PRIVATE = re.compile("[\ue000-\ue002]")
_TOKEN = re.compile("[\ue000\ue002]([0-9]+)\ue001")
_ASIDE = re.compile("desk-aside-([0-9]+)-")

SHOW_TOKEN, TAG_TOKEN = "\ue000[0-9]+\ue001", "\ue002[0-9]+\ue001"
"""What stands for a placeholder, and for a tag, in guarded words (regular expressions)."""


def pieces(source: str) -> Iterator[Piece]:
    """Give the stretches of a text in order; raises Refused with the line of one that is not closed."""
    at = 0
    while opened := _OPEN.search(source, at):
        if opened.start() > at:
            yield Piece(PieceKind.WORDS, source[at : opened.start()], at)
        kind, rest = _REST[opened[0]]
        closed = rest.match(source, opened.end())
        if closed is None:
            raise refused("syntax", line=source.count("\n", 0, opened.start()) + 1, detail="not closed")
        yield Piece(kind, source[opened.start() : closed.end()], opened.start())
        at = closed.end()
    if at < len(source):
        yield Piece(PieceKind.WORDS, source[at:], at)


class Guard:
    """Keeps placeholders and tags aside while words become HTML; private characters stand for them."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._aside: list[str] = []

    def hide(self, source: str) -> str:
        """Return a text with a token for each placeholder and tag; notes go."""
        return "".join(self._hidden(piece) for piece in pieces(_PRIVATE.sub("", source)))

    def _hidden(self, piece: Piece) -> str:
        if piece.kind is PieceKind.WORDS:
            return piece.source
        if piece.kind is PieceKind.NOTE:
            return ""
        return self.show(piece.source) if piece.kind is PieceKind.SHOW else self.tag(piece.source)

    def show(self, source: str) -> str:
        """Return a token for a placeholder, given with its braces."""
        return f"\ue000{self._keep(source)}\ue001"

    def tag(self, source: str) -> str:
        """Return a token for a tag, given with its braces."""
        return f"\ue002{self._keep(source)}\ue001"

    def kept(self, token: str) -> str:
        """Return what a token stands for."""
        return self._kept[int(token[1:-1])]

    def through(self, token: str, name: str) -> str:
        """Return a token for the same placeholder, passed through one more filter."""
        inner = self.kept(token)[2:-2].strip("-+ \t\n")
        return self.show("{{ (" + inner + ")|" + name + " }}")

    def aside(self, finished: str) -> str:
        """Return a plain word that stands for finished HTML, so that mrml neither reads nor rewrites it."""
        self._aside.append(finished)
        return f"desk-aside-{len(self._aside) - 1}-"

    def reveal(self, text: str) -> str:
        """Return a text with everything back in its place."""
        whole = _ASIDE.sub(lambda found: "".join(self._aside[int(found[1]) :][:1]), text)
        return _TOKEN.sub(lambda found: self._kept[int(found[1])], whole)

    def _keep(self, source: str) -> int:
        self._kept.append(source)
        return len(self._kept) - 1


def literal(text: str) -> str:
    """Return words of ours or of a setting such that no brace in them can become a placeholder."""
    return text.replace("{", "{{ '{' }}")
