# SPDX-License-Identifier: LicenseRef-Desk
"""Plain data, and the one way in which a text or a message is refused here.

The worker process imports this package too: nothing it needs may reach the tables, whose import doubles the
time it takes to start.
"""

from typing import Any

from desk.errors import Problem, Refused

Json = dict[str, Any]
"""A JSON object as Python has it."""


def refused(code: str, place: str = "", *, line: int = 0, detail: str = "") -> Refused:
    """Return the error that says what is wrong with a text, or with what it was to be filled with."""
    details = {"line": str(line)} if line else {}
    if detail:
        details["detail"] = detail[:200]
    return Refused(Problem(code=code, place=place, details=details))


_BLANK = " \t\n\r\u00a0\u202f\u2800\u3164\u115f\u1160\uffa0"
"""Blanks, and the letters of some alphabets that are made to be seen as nothing."""


def _is_visible(character: str) -> bool:
    return character.isprintable() and character not in _BLANK


def is_filled(value: object) -> bool:
    """Say whether a value has something to say: 0 and False do; None, no items, invisible text do not."""
    if isinstance(value, str):
        seen = value.strip(_BLANK)
        return bool(seen) and (seen.isprintable() or any(map(_is_visible, seen)))
    return value is not None and value not in ([], {})
