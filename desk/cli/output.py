# SPDX-License-Identifier: LicenseRef-Desk
"""Writes to the terminal: lines, tables, JSON lines."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TextIO


def say(text: str = "", *, to: TextIO | None = None) -> None:
    """Write a line; a terminal without UTF-8 gets question marks instead of a crash."""
    stream = to or sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def json_value(value: object) -> Any:  # noqa: ANN401, PLR0911 - a JSON door, one return a kind
    """Return `value` as JSON has it: rows as objects, instants in ISO form, sets sorted."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): json_value(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(json_value(one) for one in value)
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return [json_value(one) for one in value]
    return str(value)


def say_json(value: object) -> None:
    """Write one JSON line."""
    say(json.dumps(json_value(value), ensure_ascii=False))


def say_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table with columns as wide as they need, 48 characters at most."""
    cells = [[_short(cell) for cell in row] for row in rows]
    widths = [max(len(head), *(len(row[at]) for row in cells), 0) for at, head in enumerate(heads)]
    for row in [list(heads), ["─" * width for width in widths], *cells]:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _short(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= 48 else plain[:47] + "…"
