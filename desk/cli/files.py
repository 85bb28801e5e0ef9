# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the files that a verb is given: one JSON object each, and passwords."""

import json
import sys
from pathlib import Path
from typing import Any

from desk.errors import Problem, Refused
from desk.services.events import keep_within


def read_object(name: str, most: int) -> dict[str, Any]:
    """Return what a file holds, - for the standard input; Refused says what is wrong with it.

    most: characters of all its texts.
    """
    text = _text(name)
    try:
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise Refused(Problem(code="file_not_json", place=where, details={"why": error.msg})) from error
    except RecursionError as error:
        raise Refused(Problem(code="too_deep", place=name)) from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise Refused(Problem(code="bad_number", place=name)) from error
    if not isinstance(found, dict):
        raise Refused(Problem(code="file_not_an_object", place=name))
    keep_within(found, most)
    return found


def _no_number(word: str) -> float:
    """Refuse NaN and the infinities, which Python's reader would let in."""
    raise Refused(Problem(code="bad_number", place=word))


def read_password(name: str) -> str:
    """Return the first line of a file; Refused when it cannot be read, or says nothing."""
    lines = _text(name).splitlines()
    if not lines or not lines[0].strip():
        raise Refused(Problem(code="file_empty", place=name))
    return lines[0]


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except OSError as error:
        why = error.strerror or ""
        raise Refused(Problem(code="file_unreadable", place=name, details={"why": why})) from error
    except UnicodeDecodeError as error:
        raise Refused(Problem(code="file_not_utf8", place=name)) from error
