# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: what a person typed into a card, held against what is kept, and the draft that comes of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.models.identity import LocationId
from desk.models.vocabulary import PointKind, PointState
from desk.services.shop import CustomerCard, CustomerDraft, PointDraft

POINTS, OWN = "points", "fields"
TEXTS = (
    "first_name",
    "last_name",
    "company",
    "salutation",
    "language",
    "timezone",
    "birth_date",
    "tags",
    "location_id",
)
"""The fields that are typed or chosen one by one, in the order of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPoint:
    """An address as it stands in the form. works: a person says that it works again."""

    kind: PointKind
    address: str
    label: str = ""
    works: bool = False


Value = str | tuple[TypedPoint, ...] | tuple[tuple[str, str], ...]
Values = Mapping[str, Value]


@dataclass(slots=True)
class Typed:
    """What was typed into a card and not saved. base: what those fields held when it began."""

    values: dict[str, Value] = field(default_factory=dict)
    base: dict[str, Value] = field(default_factory=dict)

    def take(self, kept: Values, now: Values) -> None:
        """Take note of what the form holds `now`; a field that is as kept is no longer typed."""
        self.values = {name: value for name, value in now.items() if value != kept[name]}
        self.base = {name: self.base.get(name, kept[name]) for name in self.values}

    def clashes(self, kept: Values) -> tuple[str, ...]:
        """Return the fields that somebody else changed while they were typed."""
        return tuple(name for name in self.values if self.base[name] != kept[name])


def kept_values(card: CustomerCard) -> dict[str, Value]:
    """Return name → what the form shows of a card."""
    return {
        "first_name": card.first_name,
        "last_name": card.last_name,
        "company": card.company,
        "salutation": card.salutation,
        "language": card.language,
        "timezone": card.timezone,
        "birth_date": card.birth_date.strftime("%d/%m/%Y") if card.birth_date else "",
        "tags": ", ".join(card.tags),
        "location_id": card.location_id or "",
        POINTS: tuple(TypedPoint(kind=one.kind, address=one.address, label=one.label) for one in card.points),
        OWN: tuple((name, written(value)) for name, value in card.fields.items()),
    }


def draft_of(card: CustomerCard, now: Values) -> CustomerDraft:
    """Return the card as the form holds it; what the form does not show stays as it is."""
    texts = {name: str(now[name]).strip() for name in TEXTS}
    place = texts.pop("location_id")
    return CustomerDraft(
        first_name=texts["first_name"],
        last_name=texts["last_name"],
        company=texts["company"],
        salutation=texts["salutation"],
        language=texts["language"],
        timezone=texts["timezone"],
        country=card.country,
        birth_date=texts["birth_date"] or None,
        registered_at=card.registered_at,
        location_id=LocationId(place) if place else None,
        tags=tags_of(texts["tags"]),
        fields={name: read(text, card.fields.get(name)) for name, text in own_fields(now)},
        points=tuple(_point(one) for one in points_of(now) if one.address.strip()),
    )


def points_of(now: Values) -> tuple[TypedPoint, ...]:
    """Return the addresses that the form holds."""
    return tuple(one for one in now[POINTS] if isinstance(one, TypedPoint))


def own_fields(now: Values) -> tuple[tuple[str, str], ...]:
    """Return (name, text) of the shop's own fields that have a name."""
    pairs = [one for one in now[OWN] if isinstance(one, tuple)]
    return tuple((name.strip(), text.strip()) for name, text in pairs if name.strip())


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a line: between commas or semicolons, each once."""
    parts = (part.strip().lstrip("#") for part in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def written(value: str | float | bool | None) -> str:
    """Return a value of an own field as text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(text: str, before: str | float | bool | None) -> str | int | float | bool | None:
    """Return a text as a value of the kind it had `before`, else as text."""
    if isinstance(before, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(before, str) or before is None:
        return text
    try:
        return int(text) if type(before) is int else float(text.replace(",", "."))
    except ValueError:
        return text


def _point(one: TypedPoint) -> PointDraft:
    state = PointState.OK if one.works else PointState.UNKNOWN  # unknown leaves it as it was
    return PointDraft(kind=one.kind, address=one.address, label=one.label, state=state)
