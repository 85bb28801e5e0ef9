# SPDX-License-Identifier: LicenseRef-Desk
"""Finds what is wrong with a rule's conditions: unknown fields, comparisons and values that do not fit."""

from collections.abc import Iterator, Mapping
from datetime import date

from desk.errors import Problem
from desk.models.vocabulary import Channel
from desk.services.events import EventType, FieldType, fields_of
from desk.services.rules.conditions import ValueType, boolean_of, decimal_of, value_type
from desk.services.rules.spec import Comparison, Condition, Group

MAX_DEPTH = 2
"""Levels of groups, the outermost counted."""

PERSON_FIELDS: Mapping[str, str] = {
    "customer.tags": FieldType.LIST,
    "customer.language": FieldType.TEXT,
    "customer.country": FieldType.TEXT,
    "location.id": FieldType.TEXT,
    "location.name": FieldType.TEXT,
}
"""Path → field type of what conditions may name beside the event's own fields."""

CONSENT = "consent."
"""Paths such as consent.commercial.email: whether the person has granted it; without a channel, on any."""

_WITHOUT_VALUE = frozenset({Comparison.IS_SET, Comparison.IS_EMPTY})
_ORDERING = frozenset({Comparison.AT_LEAST, Comparison.AT_MOST})
_DATING = frozenset({Comparison.BEFORE, Comparison.AFTER})
_DATE_LENGTH = 10


def condition_types(event: EventType) -> dict[str, str]:
    """Return path → field type of everything that a condition of a rule for this event may name."""
    own = {field.path: field.type.value for field in fields_of(event.name) if not field.at_sending}
    return {**PERSON_FIELDS, **own}


def condition_problems(
    group: Group, types: Mapping[str, str], place: str = "conditions", depth: int = 1
) -> Iterator[Problem]:
    """Yield what is wrong with a group, in order. types: path → field type."""
    if depth > MAX_DEPTH:
        yield Problem(code="groups_too_deep", place=place)
    for number, item in enumerate(group.items):
        at = f"{place}.items.{number}"
        if isinstance(item, Group):
            yield from condition_problems(item, types, at, depth + 1)
        else:
            yield from _of_condition(item, types, at)


def _of_condition(condition: Condition, types: Mapping[str, str], place: str) -> Iterator[Problem]:
    details = {"path": condition.path, "comparison": condition.comparison.value}
    kind = _kind(condition.path, types)
    if kind is None:
        yield Problem(code="unknown_field", place=f"{place}.path", details=details)
        return
    if not _is_comparable(condition.comparison, kind):
        yield Problem(code="wrong_comparison", place=f"{place}.comparison", details=details)
    elif condition.comparison not in _WITHOUT_VALUE:
        yield from _of_value(condition, kind, place, details)


def _kind(path: str, types: Mapping[str, str]) -> ValueType | None:
    """Return how a path's values compare; None when nothing has that path."""
    if path.startswith(CONSENT):
        topic, _, channel = path.removeprefix(CONSENT).partition(".")
        return ValueType.BOOLEAN if topic and channel in {"", *Channel} else None
    return value_type(types[path]) if path in types else None


def _is_comparable(comparison: Comparison, kind: ValueType) -> bool:
    if comparison in _ORDERING:
        return kind is ValueType.NUMBER
    if comparison in _DATING:
        return kind is ValueType.DATE
    if comparison is Comparison.CONTAINS:
        return kind in (ValueType.TEXT, ValueType.GUESS)
    return True


def _of_value(
    condition: Condition, kind: ValueType, place: str, details: dict[str, str]
) -> Iterator[Problem]:
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if not values or any(value is None or value == "" for value in values):
        yield Problem(code="value_missing", place=f"{place}.value", details=details)
    elif not all(_is_of_kind(value, kind) for value in values):
        shown = {**details, "value": str(condition.value), "type": kind.value}
        yield Problem(code="wrong_value_type", place=f"{place}.value", details=shown)


def _is_of_kind(value: str | float | None, kind: ValueType) -> bool:
    match kind:
        case ValueType.NUMBER:
            return decimal_of(value) is not None
        case ValueType.BOOLEAN:
            return boolean_of(value) is not None
        case ValueType.DATE:
            return isinstance(value, str) and is_date_value(value)
        case _:
            return True


def is_date_value(value: str) -> bool:
    """Whether a text can stand for a date in a condition: a date, an instant, "today", "today-90"."""
    if value.startswith("today"):
        sign, digits = value[5:6], value[6:]
        return value == "today" or (sign in "+-" and digits.isdecimal() and len(digits) <= 5)
    try:
        date.fromisoformat(value[:_DATE_LENGTH])
    except ValueError:
        return False
    return True
