# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: how a snapshot writes values down, and reads instants and dates back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""A JSON value."""

Snapshot: TypeAlias = Mapping[str, Json]
"""Dotted path → JSON value; what is empty is left out."""

SANE_YEARS = range(1900, 2501)
"""Beyond them a date is a mistake, and adding a week to it may leave the calendar."""


def written(value: object) -> Json:
    """Return `value` as JSON: instants in UTC, dates and amounts as text; ValueError for anything else."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case datetime():
            return text_of(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
        case list() | tuple():
            return [written(item) for item in value]
        case dict():
            return {str(name): written(item) for name, item in value.items()}
        case _:
            message = f"not a JSON value: {type(value).__name__}"
            raise ValueError(message)


def text_of(at: datetime) -> str:
    """Return an aware instant as a snapshot writes it: 2026-11-22T09:30:00+00:00."""
    if at.tzinfo is None:
        message = f"a naive instant cannot be written down: {at!r}"
        raise ValueError(message)
    return at.astimezone(UTC).isoformat(timespec="seconds")


def instant_of(value: Json) -> datetime | None:
    """Return the instant that a snapshot wrote down; None when it is none, or of no year that a shop sees."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
        at = read.astimezone(UTC) if read is not None and read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return at if at is not None and at.year in SANE_YEARS else None


def date_of(value: Json) -> date | None:
    """Return the date that a snapshot wrote down, of an instant its day in UTC; None as for `instant_of`."""
    at = instant_of(value)
    if at is not None:
        return at.date()
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.year in SANE_YEARS else None


def filled(values: Mapping[str, object]) -> dict[str, Json]:
    """Return `values` written down, without the empty ones; 0 and False stay."""
    kept = {path: written(value) for path, value in values.items()}
    return {path: value for path, value in kept.items() if value not in (None, "", [], {})}
