# SPDX-License-Identifier: LicenseRef-Desk
"""Writes a rule's spec as JSON and reads it back; what it does not know it refuses by name."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from desk.errors import Problem, Refused
from desk.models.columns import Json
from desk.services.rules import spec as words
from desk.services.rules.spec import RuleSpec


def spec_to_json(spec: RuleSpec) -> Json:
    """Return a spec as a JSON object with every key, so that a later default never changes an old rule."""
    written: Json = _written(spec)
    return written


def spec_from_json(document: object) -> RuleSpec:
    """Return the spec of a JSON object; keys left out take their defaults.

    Refused names every unknown_key, missing_key and bad_value with its dotted place.
    """
    problems: list[Problem] = []
    spec = _read(RuleSpec, document, "", problems)
    if problems or not isinstance(spec, RuleSpec):
        raise Refused(*problems)
    return spec


def _written(value: object) -> Any:  # noqa: ANN401 - a JSON value
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, vars(words))


def _read(kind: Any, value: object, place: str, problems: list[Problem]) -> object:  # noqa: ANN401 - a type
    """Return `value` as `kind`; adds a problem and returns None where it is none."""
    if get_origin(kind) in (Union, UnionType):
        return _read_any(get_args(kind), value, place, problems)
    if not _fits(kind, value):
        problems.append(Problem(code="bad_value", place=place, details={"value": repr(value)[:80]}))
        return None
    if get_origin(kind) is tuple:
        assert isinstance(value, list)
        item = get_args(kind)[0]
        return tuple(_read(item, one, f"{place}.{number}", problems) for number, one in enumerate(value))
    if is_dataclass(kind):
        assert isinstance(value, dict)
        assert isinstance(kind, type)
        return _read_record(kind, value, place, problems)
    if kind is date:
        return date.fromisoformat(str(value))
    return kind(value) if isinstance(value, str) and issubclass(kind, StrEnum) else value


def _read_any(kinds: tuple[Any, ...], value: object, place: str, problems: list[Problem]) -> object:
    """Return `value` as the first of `kinds` that it fits; of two records the one whose keys it has."""
    fitting = [kind for kind in kinds if _fits(kind, value)]
    if not fitting:
        problems.append(Problem(code="bad_value", place=place, details={"value": repr(value)[:80]}))
        return None
    if len(fitting) > 1 and isinstance(value, dict):
        known = [kind for kind in fitting if set(value) & set(_hints(kind)) or not value]
        fitting = known or fitting
    return _read(fitting[0], value, place, problems)


def _read_record(kind: type, value: dict[str, object], place: str, problems: list[Problem]) -> object:
    hints = _hints(kind)
    before = len(problems)
    unknown = [key for key in value if key not in hints]
    missing = [key for key in _required(kind) if key not in value]
    problems += (Problem(code="unknown_key", place=_joined(place, key)) for key in unknown)
    problems += (Problem(code="missing_key", place=_joined(place, key)) for key in missing)
    known = {key: one for key, one in value.items() if key in hints}
    found = {key: _read(hints[key], one, _joined(place, key), problems) for key, one in known.items()}
    return kind(**found) if len(problems) == before else None


def _fits(kind: Any, value: object) -> bool:  # noqa: ANN401 - a type
    """Whether `value` has the shape of `kind`; what is inside is looked at later."""
    if get_origin(kind) is tuple:
        return isinstance(value, list)
    if is_dataclass(kind):
        return isinstance(value, dict)
    if kind is NoneType:
        return value is None
    if kind is date:
        return isinstance(value, str) and _is_date(value)
    if issubclass(kind, StrEnum):
        return isinstance(value, str) and value in {member.value for member in kind}
    return type(value) is kind


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _required(kind: type) -> list[str]:
    bare = (one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)
    return [one.name for one in bare]


def _joined(place: str, key: str) -> str:
    return f"{place}.{key}" if place else str(key)
