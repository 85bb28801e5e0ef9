# SPDX-License-Identifier: LicenseRef-Desk
"""What goes into a rendering and what comes out: plain values only, because both cross a process border."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desk.services.templates.brand import Brand
from desk.services.templates.plain import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What a template said for one person: plain values, no placeholder left."""

    subject: str = ""
    text: str = ""
    html: str = ""
    """Only on e-mail; "" sends the text alone."""
    language: str = ""
    """The language that was chosen among those the template has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a `Finish` made of a rendering: the bytes that leave and the bytes that are kept."""

    subject: str
    body: bytes
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderFailure:
    """Why a message could not be made; it is held, never sent.

    code: closed word (missing_value, syntax, not_allowed, too_long, too_slow, ...). place: the placeholder
    or the part of the text. detail: what a technician wants to know, never a customer's data.
    """

    code: str
    place: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """One message to make.

    key: the version's id; texts and policies are sent to the worker once for each key and brand.
    channel: "email", "sms" ... (a `Channel` is one). language: the one wanted; texts are searched as
    fr-CA → fr → default_language → first. texts, policies: as `models.TemplateVersion` keeps them.
    fields: dotted path → JSON value. finish: what the renderer's `Finish` is told; None makes a `Rendering`.
    """

    key: str
    channel: str
    language: str = ""
    default_language: str = "fr"
    texts: Json
    policies: Json = field(default_factory=dict)
    fields: Mapping[str, object]
    brand: Brand = field(default_factory=Brand)
    finish: Json | None = None


Again = Callable[[Mapping[str, object]], Rendering]
"""Fills the same text once more with some fields changed; Refused where that cannot be."""
Finish = Callable[[Rendering, Json, Again], Made]
"""A function of a module's top level that makes more of a rendering, in the worker too; it may raise Refused."""
Result = Rendering | Made | RenderFailure
