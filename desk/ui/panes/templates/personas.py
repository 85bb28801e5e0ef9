# SPDX-License-Identifier: LicenseRef-Desk
"""Finds real people to show a template for, and reads what a message to them would be filled with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desk.errors import NotFound
from desk.models.identity import CustomerId, LocationId, RecordId
from desk.services.delivery import brand_of
from desk.services.events import Journal, Json, Snapshots, event_type, kind_of
from desk.services.shop import (
    CustomerFilter,
    Customers,
    Locations,
    LocationView,
    RecordFilter,
    Records,
    Settings,
)
from desk.services.store import Session
from desk.services.templates import Brand
from desk.ui.panes.templates.variables import known_fields, sample_fields

MOST = 200
LATEST_EVENTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Whom a template is shown for. customer_id: "" is the sample. about: the record, in words."""

    customer_id: str = ""
    record_id: str = ""
    name: str = ""
    about: str = ""
    language: str = ""

    @property
    def is_sample(self) -> bool:
        """Whether this is nobody real."""
        return not self.customer_id


SAMPLE = Persona()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a message is filled with. borrowed: paths whose value is the sample's, because only an event has one.

    location, zone: where the message would come from; the rest follows when it is made.
    """

    persona: Persona = SAMPLE
    fields: dict[str, object] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)
    location: LocationView | None = None
    zone: str = ""
    borrowed: frozenset[str] = frozenset()
    lacks_record: bool = False


def find_personas(session: Session, event_kind: str, text: str) -> tuple[Persona, ...]:
    """Return people with a record of the right kind, the newest first, then those without, by name."""
    found = list(_with_record(session, event_kind, text))
    seen = {one.customer_id for one in found}
    rows = Customers(session).page(CustomerFilter(text=text), limit=MOST)
    found += [
        Persona(customer_id=row.id, name=row.name or row.company, language=row.language)
        for row in rows
        if row.id not in seen
    ]
    return tuple(found[:MOST])


def read_scene(session: Session, event_kind: str, persona: Persona) -> Scene:
    """Return what a message of an event type to a person would be filled with; NotFound when they are gone."""
    if persona.is_sample:
        return _sample(session, event_kind)
    values, place_id = _snapshot(session, event_kind, persona)
    values = Snapshots(session).completed(event_kind, values) if event_kind else values
    samples = sample_fields(event_kind)
    own = _own_paths(event_kind) - values.keys()
    lacks = bool(_record_kind(event_kind)) and not persona.record_id
    if lacks:
        prefix = f"{_record_kind(event_kind)}."
        own |= {path for path in samples if path.startswith(prefix)}
    borrowed = {path: samples[path] for path in own if path in samples}
    return _scene(session, Scene(
        persona=persona,
        fields=borrowed | dict(values),
        borrowed=frozenset(borrowed),
        lacks_record=lacks,
    ), place_id)  # fmt: skip


def samples_for(event_kind: str, missing: set[str]) -> dict[str, object]:
    """Return path → value to show in place of what is missing; paths without a sample show their name."""
    fields = {one.path: one for one in known_fields(event_kind)}
    return {
        path: fields[path].sample
        for path in missing
        if path in fields and fields[path].sample not in ("", [])
    }


def _with_record(session: Session, event_kind: str, text: str) -> Iterator[Persona]:
    kind = _record_kind(event_kind)
    if not kind:
        return
    seen: set[str] = set()
    for row in Records(session).page(RecordFilter(kind=kind, text=text), limit=MOST):
        if row.customer_id not in seen:
            seen.add(row.customer_id)
            about = " ".join(part for part in (row.reference, row.title) if part)
            yield Persona(customer_id=row.customer_id, record_id=row.id, name=row.customer_name, about=about)


def _snapshot(
    session: Session, event_kind: str, persona: Persona
) -> tuple[dict[str, Json], LocationId | None]:
    reader = Snapshots(session)
    if not persona.record_id:
        card = Customers(session).get(CustomerId(persona.customer_id))
        return reader.of_customer(card.id), card.location_id
    record = Records(session).state(RecordId(persona.record_id))
    happened = Journal(session).feed(record_id=record.id, limit=LATEST_EVENTS)
    carried = next((one.snapshot for one in happened if one.kind == event_kind), {})
    return dict(carried) | reader.of_record(record), record.location_id


def _sample(session: Session, event_kind: str) -> Scene:
    settings, place = Settings(session).get(), Locations(session).default()
    return Scene(
        fields=sample_fields(event_kind),
        brand=brand_of(place, settings),
        zone=settings.timezone,
    )


def _scene(session: Session, scene: Scene, place_id: LocationId | None) -> Scene:
    settings, places = Settings(session).get(), Locations(session)
    place = places.get(place_id) if place_id else places.default()
    return Scene(
        persona=scene.persona,
        fields=scene.fields,
        borrowed=scene.borrowed,
        lacks_record=scene.lacks_record,
        brand=brand_of(place, settings),
        location=place,
        zone=settings.timezone,
    )


def _own_paths(event_kind: str) -> set[str]:
    """Return the paths that only an event of this type carries."""
    try:
        return {one.path for one in event_type(event_kind).fields} if event_kind else set()
    except NotFound:
        return set()


def _record_kind(event_kind: str) -> str:
    try:
        kind = kind_of(event_kind) if event_kind else None
    except NotFound:
        kind = None
    return kind.name if kind else ""
