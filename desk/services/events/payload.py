# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: what somebody outside says about an event, checked against the catalogue."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from desk.errors import Problem, Refused
from desk.services.events.catalogue import ALIASES, fields_of, kind_of
from desk.services.events.kind import FieldType
from desk.services.events.limits import keep_within
from desk.services.events.writing import Json, date_of, filled, instant_of

_WORDS = frozenset({"record", "customer", "location", "at", "fields"})
_LONGEST = 20_000
_MOST_DIGITS = 15
"""Of an amount, before the point: "1e999999" is short to tell and long to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """An event as told from outside.

    record: a reference or an id. customer: an id, an e-mail address or a telephone number. location: a name
    or an id. at: when it happened; None means now. fields: path → checked value.
    """

    record: str = ""
    customer: str = ""
    location: str = ""
    at: datetime | None = None
    fields: Mapping[str, Json] = field(default_factory=dict)

    def of_record(self, kind_name: str) -> dict[str, Json]:
        """Return the fields of the record itself: name without the kind's prefix → value."""
        prefix = f"{kind_name}."
        return {
            path.removeprefix(prefix): value for path, value in self.fields.items() if path.startswith(prefix)
        }


def read_payload(type_name: str, payload: Mapping[str, Json]) -> Payload:
    """Return a payload for an event type; Refused names every part that is unknown, wrong or missing.

    What breaks a limit (`keep_within`) is refused before anything else is looked at. The record may be named
    under its kind's own name too: {"order": "1042"}.
    """
    keep_within(dict(payload))
    kind = kind_of(type_name)
    kind_name = kind.name if kind else "record"
    words = _WORDS | {kind_name}
    problems = [_unknown(name, words) for name in payload if name not in words]
    given = payload.get("fields") or {}
    if not isinstance(given, dict):
        raise Refused(_wrong("fields", given, "object"))
    fields = {ALIASES.get(path, path): value for path, value in given.items()}
    problems += _problems(type_name, fields)
    at = instant_of(payload.get("at"))
    if payload.get("at") is not None and at is None:
        problems.append(_wrong("at", payload["at"], FieldType.INSTANT))
    record = _name(payload.get("record") or payload.get(kind_name))
    customer = _name(payload.get("customer"))
    if not (record if kind else customer):
        problems.append(Problem(code="missing_field", place=kind_name if kind else "customer"))
    if problems:
        raise Refused(*problems)
    location = _name(payload.get("location"))
    return Payload(record=record, customer=customer, location=location, at=at, fields=filled(fields))


def content_key(type_name: str, payload: Mapping[str, Json]) -> str:
    """Return the key of a payload told without one: the same event, subject and fields have the same.

    payload: one that `keep_within` lets pass.
    """
    told = json.dumps([type_name, payload], sort_keys=True, default=str)
    return f"told:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def _problems(type_name: str, fields: Mapping[str, Json]) -> list[Problem]:
    known = {one.path: one for one in fields_of(type_name) if not one.at_sending}
    problems = []
    for path, value in fields.items():
        if path not in known:
            problems.append(_unknown(path, known))
        elif not _CHECKS.get(known[path].type, _is_text)(value):
            problems.append(_wrong(path, value, known[path].type))
    return problems


def _unknown(name: str, known: Collection[str]) -> Problem:
    """Say that a name is none, and which one was perhaps meant."""
    near = get_close_matches(name, known, n=1)
    details = {"value": name} | ({"meant": near[0]} if near else {})
    return Problem(code="unknown_field", place=name, details=details)


def _wrong(place: str, value: Json, wanted: str) -> Problem:
    return Problem(code="bad_value", place=place, details={"value": str(value)[:80], "wanted": str(wanted)})


def _name(value: Json) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _is_text(value: Json) -> bool:
    return value is None or (isinstance(value, str | int | float) and len(str(value)) <= _LONGEST)


def _is_number(value: Json) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_amount(value: Json) -> bool:
    if value is None:
        return True
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return False
    return not isinstance(value, bool) and amount.is_finite() and amount.adjusted() < _MOST_DIGITS


def _is_date(value: Json) -> bool:
    return value is None or date_of(value) is not None


def _is_instant(value: Json) -> bool:
    return value is None or instant_of(value) is not None


def _is_list(value: Json) -> bool:
    return value is None or isinstance(value, list)


_CHECKS: Mapping[FieldType, Callable[[Json], bool]] = {
    FieldType.NUMBER: _is_number,
    FieldType.MONEY: _is_amount,
    FieldType.DATE: _is_date,
    FieldType.INSTANT: _is_instant,
    FieldType.LIST: _is_list,
    FieldType.BOOLEAN: lambda value: value is None or isinstance(value, bool),
}
