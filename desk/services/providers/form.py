# SPDX-License-Identifier: LicenseRef-Desk
"""Declares an account's settings: a dataclass gives the form, the reading of JSON, the problems; pure."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from desk.errors import Problem, Refused
from desk.models.columns import Json

S = TypeVar("S")
Scalar = str | int | float | bool

LONGEST = 2000
"""Characters of one text setting."""


class FieldKind(StrEnum):
    """How a setting is asked for."""

    TEXT = "text"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    TABLE = "table"
    """Name → text, both free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One setting as a form shows it; `label` and the choices' labels are English msgids.

    choices: value → label. is_advanced: folded away at first.
    """

    name: str
    label: str
    kind: FieldKind
    default: Scalar | Mapping[str, str] | None = None
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    least: float = 0
    most: float = 0
    is_required: bool = False
    is_advanced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a settings dataclass says of one field, beside its name and default."""

    label: str
    kind: FieldKind = FieldKind.TEXT
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    least: float = 0
    most: float = 0
    is_required: bool = False
    is_advanced: bool = False


def form_of(settings: type) -> tuple[FormField, ...]:
    """Return the fields of a settings dataclass, in their order."""
    return tuple(_form_field(field) for field in dataclasses.fields(settings))


def read(settings: type[S], document: Mapping[str, Any]) -> S:
    """Make the settings from what the account's row keeps; unknown names are ignored. Raises Refused."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in form_of(settings):
        if field.name not in document:
            if field.is_required:
                problems.append(Problem(code="missing_field", place=field.name))
            continue
        value = document[field.name]
        problem = _problem(field, value)
        if problem:
            problems.append(problem)
        else:
            values[field.name] = value.strip() if field.kind is FieldKind.TEXT else value
    if problems:
        raise Refused(*problems)
    return settings(**values)


def document_of(settings: object) -> Json:
    """Return what the account's row keeps of `settings`."""
    assert dataclasses.is_dataclass(settings)
    assert not isinstance(settings, type)
    return {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}


def _form_field(field: "dataclasses.Field[Any]") -> FormField:
    asked: Asked = field.metadata["asked"]
    default = None if field.default is dataclasses.MISSING else field.default
    if field.default_factory is not dataclasses.MISSING:
        default = field.default_factory()
    return FormField(
        name=field.name,
        label=asked.label,
        kind=asked.kind,
        default=default,
        choices=asked.choices,
        least=asked.least,
        most=asked.most,
        is_required=asked.is_required,
        is_advanced=asked.is_advanced,
    )


def _problem(field: FormField, value: object) -> Problem | None:
    code = _CHECKS[field.kind](field, value)
    return Problem(code=code, place=field.name) if code else None


def _text(field: FormField, value: object) -> str:
    if not isinstance(value, str):
        return "not_a_text"
    if field.is_required and not value.strip():
        return "missing_field"
    if len(value) > LONGEST:
        return "too_long"
    return "control_character" if any(ord(sign) < 32 or ord(sign) == 127 for sign in value) else ""


def _number(field: FormField, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "not_a_number"
    return "" if field.least <= value <= field.most else "out_of_range"


def _switch(_field: FormField, value: object) -> str:
    return "" if isinstance(value, bool) else "not_a_switch"


def _choice(field: FormField, value: object) -> str:
    return "" if isinstance(value, str) and value in field.choices else "not_a_choice"


def _table(_field: FormField, value: object) -> str:
    if not isinstance(value, Mapping):
        return "not_a_table"
    is_plain = all(isinstance(name, str) and name and isinstance(text, str) for name, text in value.items())
    return "" if is_plain else "not_a_table"


_CHECKS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.SWITCH: _switch,
    FieldKind.CHOICE: _choice,
    FieldKind.TABLE: _table,
}
