# SPDX-License-Identifier: LicenseRef-Desk
"""Compares fields with values: conditions are compiled once for a rule and tried on many occasions.

Text is compared folded (case and accents do not count), numbers and money exactly as decimals, dates as days
of the place. A missing value is empty, is not anything, and is no match for every other comparison.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.services.rules.spec import Comparison, Condition, Group, GroupMode, Value
from desk.services.rules.steps import JsonValue
from desk.services.shop import fold


class ValueType(StrEnum):
    """How a field's values compare."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    GUESS = "guess"
    """By what the value looks like; for fields that no catalogue declares."""


_BY_FIELD_TYPE = {
    "number": ValueType.NUMBER,
    "money": ValueType.NUMBER,
    "date": ValueType.DATE,
    "instant": ValueType.DATE,
    "boolean": ValueType.BOOLEAN,
    "list": ValueType.GUESS,
    "": ValueType.GUESS,
}
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_SHOWN_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where an occasion takes place; "today" is its local day."""

    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """Return the local day."""
        return self.at.astimezone(self.zone).date()


Check = Callable[[JsonValue, Moment], bool]


@dataclass(frozen=True, slots=True)
class Test:
    """A compiled condition. details: what a step says of it, beside the actual value."""

    path: str
    check: Check
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tests:
    """A compiled group; an empty one holds."""

    mode: GroupMode
    items: tuple["Test | Tests", ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition came to. actual: None when there was no value."""

    test: Test
    actual: JsonValue
    passed: bool


def value_type(field_type: str) -> ValueType:
    """Return how values of a field type (`events.FieldType`, "" for unknown) compare."""
    return _BY_FIELD_TYPE.get(field_type, ValueType.TEXT)


def compile_group(group: Group, types: Mapping[str, str]) -> Tests:
    """Return a group ready to be judged. types: path → field type."""
    items = tuple(
        compile_group(item, types) if isinstance(item, Group) else compile_condition(item, types, group.mode)
        for item in group.items
    )
    return Tests(group.mode, items)


def compile_condition(
    condition: Condition, types: Mapping[str, str], mode: GroupMode = GroupMode.ALL
) -> Test:
    """Return a condition ready to be judged; a value that cannot be compared never matches."""
    kind = value_type(types.get(condition.path, ""))
    details = {
        "path": condition.path,
        "comparison": condition.comparison.value,
        "value": shown(condition.value),
    }
    if mode is GroupMode.ANY:
        details["group"] = mode.value
    return Test(condition.path, _CHECKS[condition.comparison](condition.value, kind), details)


def judge(tests: Tests, value_of: Callable[[str], JsonValue], moment: Moment, found: list[Finding]) -> bool:
    """Return whether a group holds; every condition is tried and added to `found`, needed or not."""
    results = []
    for item in tests.items:
        if isinstance(item, Tests):
            results.append(judge(item, value_of, moment, found))
        else:
            actual = value_of(item.path)
            passed = item.check(actual, moment)
            found.append(Finding(item, actual, passed))
            results.append(passed)
    return all(results) if tests.mode is GroupMode.ALL or not results else any(results)


def is_missing(actual: JsonValue) -> bool:
    """Whether a value is none: absent, empty text, empty list."""
    return actual is None or actual in ("", [], ())


def shown(value: JsonValue) -> str:
    """Return a value as the short text that a step keeps; booleans as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)[:_SHOWN_LENGTH]
    if isinstance(value, Mapping):
        return ", ".join(shown(item) for item in value.values())[:_SHOWN_LENGTH]
    return "" if value is None else str(value)[:_SHOWN_LENGTH]


def decimal_of(value: JsonValue) -> Decimal | None:
    """Return a number or money text as an exact decimal; None when it is none, or not finite."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(value if isinstance(value, int) else str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_of(value: JsonValue, moment: Moment) -> date | None:
    """Return the local day of a date, an instant, or "today", "today-90", "today+7"; None when it is none."""
    if not isinstance(value, str):
        return None
    if value.startswith("today"):
        return _relative_day(value, moment)
    try:
        if len(value) <= 10:
            return date.fromisoformat(value)
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(moment.zone).date() if at.tzinfo else at.date()


def boolean_of(value: JsonValue) -> bool | None:
    """Return a yes or no, also from its words; None when it is none."""
    if isinstance(value, bool):
        return value
    return _WORDS.get(str(value).lower()) if isinstance(value, str | int) else None


def _relative_day(value: str, moment: Moment) -> date | None:
    try:
        return moment.today + timedelta(days=int(value[5:] or "0"))
    except (ValueError, OverflowError):
        return None


def _is_set(_value: Value, _kind: ValueType) -> Check:
    return lambda actual, _moment: not is_missing(actual)


def _is_empty(_value: Value, _kind: ValueType) -> Check:
    return lambda actual, _moment: is_missing(actual)


def _is_not(value: Value, kind: ValueType) -> Check:
    same = _equals(value, kind)
    return lambda actual, moment: not same(actual, moment)


def _one_of(value: Value, kind: ValueType) -> Check:
    checks = [_equals(one, kind) for one in (value if isinstance(value, tuple) else (value,))]
    return lambda actual, moment: any(check(actual, moment) for check in checks)


def _equals(value: Value, kind: ValueType) -> Check:
    """Return the check of sameness; a list is the same as its one element that matches."""
    same = _same_single(value, kind)

    def check(actual: JsonValue, moment: Moment) -> bool:
        if isinstance(actual, list | tuple):
            return any(same(item, moment) for item in actual)
        return not is_missing(actual) and same(actual, moment)

    return check


def _same_single(value: Value, kind: ValueType) -> Check:
    folded, number, truth = fold(shown(value)), decimal_of(value), boolean_of(value)
    value_is_number = isinstance(value, int | float) and not isinstance(value, bool)

    def check(actual: JsonValue, moment: Moment) -> bool:
        if kind is ValueType.NUMBER or (kind is ValueType.GUESS and (value_is_number or _is_number(actual))):
            return number is not None and decimal_of(actual) == number
        if kind is ValueType.BOOLEAN or isinstance(actual, bool) or isinstance(value, bool):
            return truth is not None and boolean_of(actual) is truth
        if kind is ValueType.DATE:
            day = day_of(actual, moment)
            return day is not None and day == day_of(value if isinstance(value, str) else None, moment)
        return fold(shown(actual)) == folded

    return check


def _is_number(actual: JsonValue) -> bool:
    return isinstance(actual, int | float) and not isinstance(actual, bool)


def _contains(value: Value, _kind: ValueType) -> Check:
    folded = fold(shown(value))

    def check(actual: JsonValue, _moment: Moment) -> bool:
        if isinstance(actual, list | tuple):
            return any(fold(shown(item)) == folded for item in actual)
        return not is_missing(actual) and folded in fold(str(actual))

    return check


def _orders(value: Value, kind: ValueType, accepted: tuple[int, ...]) -> Check:
    """Return the check of order: -1 for actual before the value, 0 the same, 1 after."""
    number = decimal_of(value)

    def check(actual: JsonValue, moment: Moment) -> bool:
        if kind is ValueType.DATE:
            return _compare_dates(actual, value, moment) in accepted
        amount = decimal_of(actual)
        if amount is None or number is None:
            return False
        return (amount > number) - (amount < number) in accepted

    return check


def _compare_dates(actual: JsonValue, value: Value, moment: Moment) -> int | None:
    """Return -1, 0 or 1; two instants are compared as such, all else as local days; None for no dates."""
    if not isinstance(actual, str) or not isinstance(value, str):
        return None
    left, right = _instant_of(actual), _instant_of(value)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    first, second = day_of(actual, moment), day_of(value, moment)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def _instant_of(value: str) -> datetime | None:
    if len(value) <= 10 or not value[0].isdecimal():
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else None


_CHECKS: Mapping[Comparison, Callable[[Value, ValueType], Check]] = {
    Comparison.IS: _equals,
    Comparison.IS_NOT: _is_not,
    Comparison.ONE_OF: _one_of,
    Comparison.CONTAINS: _contains,
    Comparison.AT_LEAST: lambda value, kind: _orders(value, kind, (0, 1)),
    Comparison.AT_MOST: lambda value, kind: _orders(value, kind, (-1, 0)),
    Comparison.BEFORE: lambda value, _kind: _orders(value, ValueType.DATE, (-1,)),
    Comparison.AFTER: lambda value, _kind: _orders(value, ValueType.DATE, (1,)),
    Comparison.IS_SET: _is_set,
    Comparison.IS_EMPTY: _is_empty,
}
