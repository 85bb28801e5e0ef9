# SPDX-License-Identifier: LicenseRef-Desk
"""Says the words of the event catalogue: kinds, events, statuses, fields, roles, and what fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from desk.errors import NotFound
from desk.translation import N_, _
from desk.ui.wording import formats
from desk.ui.wording.states import channel_mark, readable, word

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.services.events import Field

_OWN_PATHS: Mapping[str, str] = {
    "customer.tags": N_("Tags"),
    "customer.language": N_("Language"),
    "customer.country": N_("Country"),
    "location.id": N_("Location"),
    "location.name": N_("Location"),
}
_OWN_ROLES: Mapping[str, str] = {"customer": N_("customer"), "assignee": N_("assigned person")}


def record_name(kind: str) -> str:
    """Say a record kind."""
    from desk.services.events import record_kind

    try:
        return _(record_kind(kind).label)
    except NotFound:
        return readable(kind)


def event_name(kind: str) -> str:
    """Say an event type."""
    from desk.services.events import event_type

    try:
        return _(event_type(kind).label)
    except NotFound:
        return readable(kind)


def status_name(kind: str, code: str) -> str:
    """Say a status of a record kind."""
    from desk.services.events import record_kind

    try:
        found = next((status for status in record_kind(kind).statuses if status.code == code), None)
    except NotFound:
        found = None
    return _(found.label) if found else readable(code)


def status_of_event(event_kind: str, code: str) -> str:
    """Say a status of the record kind that an event type is about."""
    from desk.services.events import kind_of

    try:
        kind = kind_of(event_kind)
    except NotFound:
        kind = None
    return status_name(kind.name, code) if kind else readable(code)


def field_name(path: str) -> str:
    """Say a field by its dotted path."""
    if path.startswith("consent."):
        topic, _dot, channel = path.removeprefix("consent.").partition(".")
        said = word("topic", topic)
        return f"{said} \u203a {channel_mark(channel).text}" if channel else said
    field = _field(path)
    if field is not None:
        return _(field.label)
    return _(_OWN_PATHS.get(path, "")) or readable(path)


def role_name(code: str) -> str:
    """Say a part that people play."""
    from desk.services.events import KINDS

    for kind in KINDS:
        for role in kind.roles:
            if role.code == code:
                return _(role.label)
    return _(_OWN_ROLES.get(code, "")) or readable(code)


def value_text(path: str, value: str) -> str:
    """Say what a field holds, given as a snapshot or a trace writes it; "" is said as "empty"."""
    if value == "":
        return _("empty")
    if value in ("true", "false"):
        return _("yes") if value == "true" else _("no")
    field = _field(path)
    return _typed(path, field.type.value if field else "", value)


def _typed(path: str, kind: str, value: str) -> str:
    """Say a value by the type of its field; several statuses one after the other."""
    if kind == "choice" and path.endswith("status"):
        return ", ".join(status_name(path.partition(".")[0], one) for one in value.split(", "))
    if kind == "money":
        return formats.money(value, "EUR")
    if kind in ("date", "instant"):
        return _moment(value)
    if path.endswith("language"):
        return formats.language_name(value)
    return value


def _moment(value: str) -> str:
    try:
        if len(value) > 10:
            return formats.instant(datetime.fromisoformat(value))
        return formats.day(date.fromisoformat(value))
    except ValueError:
        return value


def _field(path: str) -> Field | None:
    return _fields().get(path)


@cache
def _fields() -> dict[str, Field]:
    from desk.services.events import all_fields

    return {field.path: field for field in all_fields()}
