# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: how much may be told from outside, and of what; whatever passes can be kept, compared and shown."""

import math
import re
from collections.abc import Iterator

from desk.errors import Problem, Refused
from desk.services.events.writing import Json

MOST_CHARACTERS = 64 * 1024
"""Of a whole payload, its names and values taken together; each value counts at least as one."""
MOST_LEVELS = 20
MOST_BITS = 63
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no database keeps, or no message may hold; a line break and a tab are fine."""


def keep_within(payload: Json, most: int = MOST_CHARACTERS) -> None:
    """Refuse what is too deep, too long, or holds a character or a number that cannot be kept.

    Raises Refused with the first that was found: too_deep, too_long, control_character, bad_number; place: the
    part of the payload, "payload" where the whole is meant. most: characters in all.
    """
    left = most
    for place, level, value in _parts(payload):
        if level > MOST_LEVELS:
            raise _refused("too_deep", place, max=str(MOST_LEVELS))
        left -= len(value) if isinstance(value, str) else 1
        if left < 0:
            raise _refused("too_long", "payload", max=str(most))
        code = _fault(value)
        if code:
            raise _refused(code, place)


def _parts(payload: Json) -> Iterator[tuple[str, int, Json]]:
    """Yield (place, level, value) of a value and all it holds; names count as texts. Never recurses."""
    waiting: list[tuple[str, int, Json]] = [("payload", 0, payload)]
    while waiting:
        place, level, value = waiting.pop()
        yield place, level, value
        if isinstance(value, dict):
            for name, inner in value.items():
                yield place, level, name
                waiting.append((_inside(place, name, level), level + 1, inner))
        elif isinstance(value, list):
            waiting += ((place, level + 1, inner) for inner in value)


def _inside(place: str, name: str, level: int) -> str:
    """Return the place that a person finds again: the field, not what is deep inside it."""
    if level == 0 or place == "fields":
        return name[:80]
    return place


def _fault(value: Json) -> str:
    match value:
        case str():
            return "control_character" if _UNFIT.search(value) else ""
        case float():
            return "" if math.isfinite(value) else "bad_number"
        case int():
            return "" if value.bit_length() <= MOST_BITS else "bad_number"
        case _:
            return ""


def _refused(code: str, place: str, **details: str) -> Refused:
    return Refused(Problem(code=code, place=place, details=details))
