# SPDX-License-Identifier: LicenseRef-Desk
"""Looks things up in the catalogue: kinds, event types, fields and their French names."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from desk.errors import NotFound
from desk.services.events.kind import EventType, Field, FieldType, RecordKind
from desk.services.events.kinds import ABOUT_CUSTOMERS, KINDS, UNRULED
from desk.services.events.kinds.fields import COMMON

_KINDS = {kind.name: kind for kind in KINDS}
_TYPES = {declared.name: declared for kind in KINDS for declared in kind.event_types} | {
    declared.name: declared for declared in ABOUT_CUSTOMERS
}
_UNRULED = {declared.name: declared for declared in UNRULED}
_SHORT = {
    "prenom": "customer.first_name",
    "nom": "customer.last_name",
    "nom_complet": "customer.full_name",
    "civilite": "customer.salutation",
    "societe": "customer.company",
    "email": "customer.email",
    "telephone": "customer.phone",
    "ville": "customer.city",
    "boutique": "location.name",
    "signature": "user.signature",
}


def record_kind(name: str) -> RecordKind:
    """Return the record kind called `name`; raises NotFound("unknown_record_kind")."""
    found = _KINDS.get(name)
    if found is None:
        raise NotFound("unknown_record_kind", kind=name)
    return found


def event_type(name: str) -> EventType:
    """Return the event type called `name`; raises NotFound("unknown_event_kind")."""
    found = _TYPES.get(name) or _UNRULED.get(name)
    if found is None:
        raise NotFound("unknown_event_kind", kind=name)
    return found


def event_types() -> tuple[EventType, ...]:
    """Return every event type, in the order of the catalogue."""
    return tuple(_TYPES.values())


def kind_of(type_name: str) -> RecordKind | None:
    """Return the record kind that events of this type are about; None for those about customers."""
    return _KINDS.get(event_type(type_name).record_kind)


@cache
def fields_of(type_name: str) -> tuple[Field, ...]:
    """Return what the event type's placeholders may name: its own, its record's, and the common fields."""
    declared = event_type(type_name)
    kind = _KINDS.get(declared.record_kind)
    return tuple(_by_path((*declared.fields, *(kind.fields if kind else ()), *COMMON)).values())


def all_fields() -> tuple[Field, ...]:
    """Return every field of the catalogue once."""
    own = (field for declared in _TYPES.values() for field in declared.fields)
    return tuple(_by_path((*COMMON, *(f for kind in KINDS for f in kind.fields), *own)).values())


def sample_of(type_name: str) -> dict[str, object]:
    """Return the preview's snapshot of an event of this type: path → sample, those at sending included."""
    return {field.path: field.sample for field in fields_of(type_name) if field.sample != ""}


def _by_path(fields: Iterable[Field]) -> dict[str, Field]:
    """Return path → field; the first of a path wins."""
    found: dict[str, Field] = {}
    for field in fields:
        found.setdefault(field.path, field)
    return found


_FILTERS = {
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.INSTANT: "datetime",
    FieldType.TIME: "time",
    FieldType.PHONE: "phone",
    FieldType.NUMBER: "number",
}

FORMATS: Mapping[str, str] = MappingProxyType(
    {field.path: _FILTERS[field.type] for field in all_fields() if field.type in _FILTERS}
)
"""Path → the template filter that a bare placeholder of it passes through."""

ENDINGS: tuple[str, ...] = tuple(field.path for field in all_fields() if field.ends_message)
"""Paths of the fields after whose value an instant message is worth nothing."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {field.alias: field.path for field in all_fields() if field.alias and field.alias != field.path} | _SHORT
)
"""French name → path, for templates; the short names belong to no object."""
