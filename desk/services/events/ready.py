# SPDX-License-Identifier: LicenseRef-Desk
"""Gives the ready texts of every event type, out of the files that translators edit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from desk.models.vocabulary import Channel
from desk.resources import path
from desk.services.events.catalogue import ALIASES, event_type, fields_of, kind_of
from desk.services.events.kinds import AREAS
from desk.services.templates import Policies, Policy, PolicyKind, Text, Texts
from desk.translation import LANGUAGES

_PLACEHOLDER = re.compile(r"\{\{-?\s*([a-z_][a-z0-9_.]*)|\{%-?\s*(?:el)?if\s+([a-z_][a-z0-9_.]*)")
_LOOP = re.compile(r"\{%-?\s*for\s+([a-z_]+)\s+in\s+([a-z_][a-z0-9_.]*)")
_SURE = frozenset({"company.name", "location.name", "customer.full_name"})
"""Fields that the shop and the customer always have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyTexts:
    """What an event type says before anybody writes anything: published as version 1 of its template.

    texts: channel → language → text. policies: path → policy, for every field that may be empty.
    """

    texts: Texts
    policies: Policies


@cache
def ready_texts(type_name: str) -> ReadyTexts:
    """Return the ready texts of an event type; NotFound for an unknown one."""
    declared = event_type(type_name)
    texts: dict[str, dict[str, Text]] = {}
    for language in LANGUAGES:
        for channel, kept in _texts(language).get(type_name, {}).items():
            text = Text(subject=kept.get("subject", ""), body=kept["body"].strip())
            texts.setdefault(Channel(channel).value, {})[language] = text
    paths = {path for by_language in texts.values() for text in by_language.values() for path in used(text)}
    sure = _SURE | sure_fields(declared.name)
    policies = {path: Policy(kind=PolicyKind.DROP) for path in sorted(paths - sure)}
    return ReadyTexts(texts=MappingProxyType(texts), policies=MappingProxyType(policies))


def used(text: Text) -> frozenset[str]:
    """Return the paths that a ready text names, by whatever name, in placeholders, conditions and loops."""
    source = f"{text.subject}\n{text.body}"
    loops = dict(_LOOP.findall(source))
    named = {shown or asked for shown, asked in _PLACEHOLDER.findall(source)}
    names = {name for name in named if name.partition(".")[0] not in loops} | set(loops.values())
    return frozenset(ALIASES.get(name, name) for name in names)


def sure_fields(type_name: str) -> frozenset[str]:
    """Return the fields without which an event of this type, or a send of its ready rule, cannot be."""
    declared = event_type(type_name)
    kind = kind_of(type_name)
    sure = {field.path for field in fields_of(type_name) if field.required}
    sure |= {declared.anchor.date_field, *declared.ready.needs} - {""}
    if kind:
        sure |= {kind.reference_field, f"{kind.name}.status", f"{kind.name}.created_at"}
    return frozenset(sure)


def public_status(kind: str, status: str, language: str) -> str:
    """Return a status in words for the customer; "" when there are none."""
    short = language.split("-", maxsplit=1)[0].lower()
    words = _area("statuses", short if short in LANGUAGES else LANGUAGES[0])
    return str(words.get(kind, {}).get(status, ""))


@cache
def _texts(language: str) -> Mapping[str, Any]:
    """Return event type → channel → text, as the files of a language have it."""
    return {name: channels for area in AREAS for name, channels in _area(area, language).items()}


@cache
def _area(area: str, language: str) -> Mapping[str, Any]:
    with path(f"texts/{area}.{language}.toml").open("rb") as file:
        return tomllib.load(file)
