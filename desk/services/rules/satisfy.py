# SPDX-License-Identifier: LicenseRef-Desk
"""Says which value of a field would satisfy a condition."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from desk.services.rules.spec import Comparison, Condition, Group, Value
from desk.services.rules.steps import JsonValue

SOMETHING = "…"
"""Stands for any value, where only that there is one counts."""

_DAY = timedelta(days=1)


def conditions_of(group: Group) -> Iterator[Condition]:
    """Yield the conditions of a group and of its groups, in the order in which they are judged."""
    for item in group.items:
        if isinstance(item, Group):
            yield from conditions_of(item)
        else:
            yield item


def satisfying(condition: Condition) -> tuple[JsonValue, ...]:
    """Return values that would satisfy a condition; () when none is known."""
    value = condition.value
    match condition.comparison:
        case Comparison.IS_SET:
            return (SOMETHING,)
        case Comparison.IS_EMPTY | Comparison.IS_NOT:
            return (None,)
        case Comparison.BEFORE:
            return _moved(value, -_DAY)
        case Comparison.AFTER:
            return _moved(value, _DAY)
        case _:
            return value[:1] if isinstance(value, tuple) else (value,)


def _moved(value: Value, by: timedelta) -> tuple[JsonValue, ...]:
    """Return a date, an instant or a day such as "today-90", moved; () when the value is none of them."""
    if not isinstance(value, str):
        return ()
    try:
        if value.startswith("today"):
            return (f"today{int(value[5:] or '0') + by.days:+d}",)
        moved = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        return ((moved + by).isoformat(),)
    except (ValueError, OverflowError):
        return ()
