# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the way from a problem's place ("email.fr.blocks.3.text") to what a person edits; pure."""

from dataclasses import dataclass

from desk.services.templates import Text
from desk.ui.panes.templates.edits import parts
from desk.ui.panes.templates.tokens import TokenKind, tokens
from desk.ui.panes.templates.variables import path_of

BRANCHES = ("blocks", "otherwise")
Path = tuple[int | str, ...]
"""Names a block: (3,) is the fourth, (3, "otherwise", 0) the first of what stands there otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands. part: subject, preheader, body or a block's part; path: the block's, () for none."""

    channel: str = ""
    language: str = ""
    part: str = ""
    path: Path = ()


def read_place(place: str) -> Place:
    """Return what a place names; whatever it does not say is empty."""
    words = place.split(".")
    channel, language, rest = words[0], words[1] if len(words) > 1 else "", words[2:]
    path: list[int | str] = []
    while len(rest) > 1 and rest[0] in BRANCHES and rest[1].isdecimal():
        path += [rest[0], int(rest[1])] if path else [int(rest[1])]
        rest = rest[2:]
    return Place(channel=channel, language=language, part=rest[0] if rest else "", path=tuple(path))


def place_of(channel: str, language: str, part: str) -> str:
    """Return a place as the checks name it; part: "subject", "blocks.3.text"."""
    return f"{channel}.{language}.{part}"


def uses_of(text: Text, path: str) -> tuple[str, ...]:
    """Return the parts of a text that show a placeholder, in reading order."""
    return tuple(part for part, said in parts(text) if path in shown_paths(said))


def shown_paths(said: str) -> tuple[str, ...]:
    """Return the paths of the placeholders in a stretch of text, each once, in order."""
    named = (one.name for one in tokens(said) if one.kind is TokenKind.SHOW and one.name)
    return tuple(dict.fromkeys(path_of(name) for name in named))


def used_paths(text: Text) -> tuple[str, ...]:
    """Return the paths of all placeholders that a text shows, each once, in reading order."""
    return tuple(dict.fromkeys(path for _part, said in parts(text) for path in shown_paths(said)))
