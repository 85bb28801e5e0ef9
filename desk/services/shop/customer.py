# SPDX-License-Identifier: LicenseRef-Desk
"""Customers as values: what is typed, what a card shows, what a line of a list shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desk.models.identity import CustomerId, LocationId
from desk.models.vocabulary import PointKind, PointState

FieldValue = str | int | float | bool | None
"""What a field of the shop's own may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDraft:
    """A contact point as typed; the keeper normalises the address."""

    kind: PointKind
    address: str
    label: str = ""
    state: PointState = PointState.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft:
    """A customer as typed.

    birth_date, registered_at: a date, or text as 1984-05-12 or 12/05/1984. language: "" means the shop's.
    points: in the order they are written to. fields: the shop's own, name → value.
    created_at: only for imports; None means now.
    """

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    salutation: str = ""
    language: str = ""
    timezone: str = ""
    country: str = ""
    birth_date: date | str | None = None
    registered_at: date | str | None = None
    location_id: LocationId | None = None
    tags: tuple[str, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    points: tuple[PointDraft, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A contact point as kept; the lowest position is written to first."""

    id: str
    kind: PointKind
    address: str
    label: str
    state: PointState
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """Everything known of a customer; `version` is what an edit must name."""

    id: CustomerId
    version: int
    created_at: datetime
    updated_at: datetime
    first_name: str
    last_name: str
    company: str
    salutation: str
    language: str
    timezone: str
    country: str
    birth_date: date | None
    registered_at: date | None
    location_id: LocationId | None
    tags: tuple[str, ...]
    fields: Mapping[str, FieldValue]
    points: tuple[Point, ...]
    archived_at: datetime | None

    @property
    def full_name(self) -> str:
        """First and last name, else the company."""
        return full_name(self.first_name, self.last_name, self.company)

    def addresses(self, kind: PointKind) -> tuple[str, ...]:
        """Return the addresses of `kind` that are not dead, in the order they are written to."""
        usable = (point for point in self.points if point.state is not PointState.DEAD)
        return tuple(point.address for point in usable if point.kind is kind)

    def first_address(self, kind: PointKind) -> str:
        """Return the address of `kind` that is written to first; "" when there is none."""
        return next(iter(self.addresses(kind)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A customer as a line of a list; `key` is what the next page starts after."""

    id: CustomerId
    name: str
    company: str
    email: str
    phone: str
    language: str
    tags: tuple[str, ...]
    location_id: LocationId | None
    last_contact_at: datetime | None
    """When something was last sent; None means never."""
    is_archived: bool
    name_key: str

    @property
    def key(self) -> tuple[str, str]:
        """Where this line stands in the order of names."""
        return self.name_key, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFilter:
    """Which customers a list shows; every word of `text` must occur somewhere."""

    text: str = ""
    tag: str = ""
    location_id: LocationId | None = None
    archived: bool = False


def full_name(first_name: str, last_name: str, company: str) -> str:
    """Return how a customer is called in a list."""
    return " ".join(part for part in (first_name, last_name) if part) or company
