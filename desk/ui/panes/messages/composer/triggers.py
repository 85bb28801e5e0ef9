# SPDX-License-Identifier: LicenseRef-Desk
"""Recognises what a person is about to insert from the sign it begins with; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What is looked for: a template or saved reply, a placeholder, a colleague, an emoji."""

    SNIPPET = "/"
    PLACEHOLDER = "{"
    COLLEAGUE = "@"
    EMOJI = ":"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A sign and what was typed after it. start, end: positions of what it stands for in the paragraph."""

    sign: Sign
    start: int
    end: int
    typed: str


_FORMS = {
    Sign.SNIPPET: re.compile(r"(?:^|(?<=[\s\u2028(]))/(?P<typed>[^\s/]{0,40})$"),
    Sign.PLACEHOLDER: re.compile(r"\{{1,2}[ ]?(?P<typed>[^\W_][\w.’' ]{0,40})?$"),
    Sign.COLLEAGUE: re.compile(r"(?:^|(?<=[\s\u2028(]))@(?P<typed>[\w’'-]{0,40})$"),
    Sign.EMOJI: re.compile(r"(?:^|(?<=[\s\u2028(])):(?P<typed>[^\W\d_][\w-]{1,30})$"),
}
_REST = re.compile(r"[\w.|()\"' ]*\}\}")


def trigger_at(paragraph: str, at: int, signs: frozenset[Sign]) -> Trigger | None:
    """Return what is being typed just before the position `at`; None for plain words."""
    before = paragraph[:at]
    for sign in Sign:
        if sign in signs and (found := _FORMS[sign].search(before)):
            rest = _REST.match(paragraph, at) if sign is Sign.PLACEHOLDER else None
            typed = (found["typed"] or "").strip()
            return Trigger(sign, found.start(), rest.end() if rest else at, typed)
    return None
