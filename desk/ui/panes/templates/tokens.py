# SPDX-License-Identifier: LicenseRef-Desk
"""Finds placeholders in what is being typed; pure, and forgiving: half a placeholder is not an error here."""

import re
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|\{#[^\n]*?#\}")
_OPEN = re.compile(r"\{{1,2}[ ]?(?P<typed>[^\W_][\w.’' ]{0,40})?$")
_REST = re.compile(r"[\w.|()\"' ]*\}\}")
_NAME = re.compile(r"\{\{-?\s*(?P<name>[^\W\d][\w.]*)")


class TokenKind(StrEnum):
    """A placeholder, a tag (if, for), or a note to oneself."""

    SHOW = "show"
    TAG = "tag"
    NOTE = "note"


_KINDS = {"{{": TokenKind.SHOW, "{%": TokenKind.TAG, "{#": TokenKind.NOTE}


@dataclass(frozen=True, slots=True)
class Token:
    """One placeholder, tag or note. start, end: positions in the text. name: of a placeholder, as written."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A placeholder that is being typed. start: of its brace. end: where what it replaces ends."""

    start: int
    end: int
    typed: str


def tokens(text: str) -> tuple[Token, ...]:
    """Return the closed placeholders, tags and notes of a text, in order."""
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def token_at(text: str, at: int) -> Token | None:
    """Return the token that a position stands in or at the end of; None for plain words."""
    return next((one for one in tokens(text) if one.start < at <= one.end), None)


def unit(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range widened to whole placeholders, so that none is cut in two."""
    for one in tokens(text):
        if one.start < end and start < one.end:
            start, end = min(start, one.start), max(end, one.end)
    return start, end


def opening(text: str, at: int) -> Opening | None:
    """Return the placeholder that is being typed just before `at`; None when none is."""
    line_start = text.rfind("\n", 0, at) + 1
    found = _OPEN.search(text[line_start:at])
    if found is None:
        return None
    rest = _REST.match(text, at)
    end = rest.end() if rest else at
    return Opening(line_start + found.start(), end, (found["typed"] or "").strip())


def placeholder(spelling: str) -> str:
    """Return a placeholder as it is written into a text."""
    return "{{ " + spelling + " }}"


def _token(found: re.Match[str]) -> Token:
    kind = _KINDS[found[0][:2]]
    name = _NAME.match(found[0]) if kind is TokenKind.SHOW else None
    return Token(kind, found.start(), found.end(), name["name"] if name else "")
