# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the holes [[what goes here]] that a text leaves to the person, and fills in what is known; pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_HOLE = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")
_PLACEHOLDER = re.compile(r"\{\{-?\s*([^\W\d][\w.]*)\s*(\|[^{}\n]*)?-?\}\}")
_INSTEAD = re.compile(r"""\|\s*(?:default|defaut|défaut)\s*\(\s*(["'])(?P<text>.*?)\1\s*\)""")
_TAG = re.compile(r"\{%[^\n]*?%\}|\{#[^\n]*?#\}")


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole. start, end: positions in the text, brackets included."""

    start: int
    end: int
    label: str


def holes(text: str) -> tuple[Hole, ...]:
    """Return the holes of a text, in order."""
    return tuple(Hole(found.start(), found.end(), found[1].strip()) for found in _HOLE.finditer(text))


def next_hole(text: str, at: int, *, backwards: bool = False) -> Hole | None:
    """Return the first hole from the position `at` on, or before it; from the other end where there is none."""
    found = holes(text)
    if backwards:
        return next((one for one in reversed(found) if one.end <= at), next(reversed(found), None))
    return next((one for one in found if one.start >= at), next(iter(found), None))


def filled(text: str, known: Callable[[str], str], label: Callable[[str], str]) -> str:
    """Return `text` with its placeholders filled.

    known: spelling → what it stands for, "" when that is not known; such a one becomes what the text has instead,
    or a hole that says its `label`. Tags of templates (if, for) say nothing to a reader and go.
    """

    def fill(found: re.Match[str]) -> str:
        said = known(found[1])
        instead = _INSTEAD.search(found[2] or "")
        return said or (instead["text"] if instead else f"[[{label(found[1])}]]")

    return _PLACEHOLDER.sub(fill, _TAG.sub("", text))
