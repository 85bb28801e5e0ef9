# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which fields of a record a form shows, and how their values are typed and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk.errors import Problem
from desk.services.events import Field, FieldType, Json, RecordKind, date_of, instant_of
from desk.services.shop import local_day
from desk.ui.panes.records import moment_text

MAIN: Mapping[str, tuple[str, ...]] = {
    "order": ("brand", "model", "malfunction", "accessories", "estimate_total", "notes_public"),
    "appointment": ("place", "ends_at", "notes_public"),
    "lead": ("source", "message", "budget"),
}
"""What is asked when a record is made; kinds that are not named ask for the first few they have."""

_FEW = 5
_LONG = frozenset({"malfunction", "condition", "diagnosis", "resolution", "notes_public", "message"})
_COLUMNS = ("status", "previous_status", "created_at", "updated_at", "closed_at", "location")
_WORKED_OUT = frozenset({"status_public_text", "queue_position", "balance_due", "currency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """One field a person may fill in. name: without the kind's prefix. label: msgid."""

    name: str
    label: str
    type: FieldType
    is_long: bool
    is_main: bool


def own_fields(kind: RecordKind) -> tuple[OwnField, ...]:
    """Return the fields of a kind that are typed, those asked at first before the others."""
    hidden = {f"{kind.name}.{name}" for name in _COLUMNS} | {
        kind.reference_field,
        kind.title_field,
        kind.due_field,
        kind.previous_due_field,
        kind.assignee_field,
    }
    typed = [one for one in kind.fields if one.path not in hidden and _is_typed(one)]
    names = [one.path.removeprefix(f"{kind.name}.") for one in typed]
    main = MAIN.get(kind.name, tuple(names[:_FEW]))
    found = [_own(one, name, is_main=name in main) for one, name in zip(typed, names, strict=True)]
    order = {name: place for place, name in enumerate(main)}
    return tuple(sorted(found, key=lambda field: order.get(field.name, len(order))))


def typed_text(field: OwnField, value: Json, zone: ZoneInfo) -> str:
    """Return a kept value as its editor shows it; what cannot be read is shown as it is."""
    if value is None:
        return ""
    if field.type is FieldType.INSTANT and (at := instant_of(value)) is not None:
        return moment_text.write_moment(at, zone)
    if field.type is FieldType.DATE and (day := date_of(value)) is not None:
        return moment_text.write_day(day)
    if field.type is FieldType.MONEY:
        return str(value).replace(".", ",")
    return str(value)


def read_values(
    fields: tuple[OwnField, ...], texts: Mapping[str, str], zone: ZoneInfo, now: datetime
) -> tuple[dict[str, Json], list[Problem]]:
    """Return name → value to keep for what was typed, empty ones as None, and what cannot be read."""
    values: dict[str, Json] = {}
    problems: list[Problem] = []
    for field in fields:
        text = texts.get(field.name, "").strip()
        try:
            values[field.name] = _read(field, text, zone, now) if text else None
        except ValueError:
            code = _CODES.get(field.type, "bad_value")
            problems.append(Problem(code=code, place=field.name, details={"value": text}))
    return values, problems


def merged(before: Mapping[str, Json], changes: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields of a record with `changes`; None takes a field away."""
    return {name: value for name, value in {**before, **changes}.items() if value is not None}


_CODES = {
    FieldType.MONEY: "bad_money",
    FieldType.NUMBER: "bad_number",
    FieldType.DATE: "bad_date",
    FieldType.INSTANT: "bad_date",
}


def _is_typed(field: Field) -> bool:
    name = field.path.partition(".")[2]
    return field.type is not FieldType.LIST and name not in _WORKED_OUT and not field.at_sending


def _own(field: Field, name: str, *, is_main: bool) -> OwnField:
    return OwnField(name=name, label=field.label, type=field.type, is_long=name in _LONG, is_main=is_main)


def _read(field: OwnField, text: str, zone: ZoneInfo, now: datetime) -> Json:
    match field.type:
        case FieldType.MONEY:
            return moment_text.read_amount(text)
        case FieldType.NUMBER:
            return int(text)
        case FieldType.DATE:
            day: date = moment_text.read_day(text, local_day(now, zone))
            return day.isoformat()
        case FieldType.INSTANT:
            at = moment_text.read_moment(text, zone, now)
            return moment_text.instant_text(at) if at is not None else None
        case _:
            return text
