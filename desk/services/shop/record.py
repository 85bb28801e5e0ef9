# SPDX-License-Identifier: LicenseRef-Desk
"""Records as values: what is typed, what facts are made from, what a line of a list shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.models.columns import Json
from desk.models.identity import CustomerId, LocationId, OperatorId, RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDraft:
    """A record as typed.

    reference: "" takes the kind's next number. people: role → customer id, for others than the customer.
    fields: name without the kind's prefix → JSON value, as the catalogue declares them.
    created_at: only for imports; None means now.
    """

    kind: str
    customer_id: CustomerId
    status: str
    reference: str = ""
    title: str = ""
    location_id: LocationId | None = None
    assignee_id: OperatorId | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    closed_at: datetime | None = None
    fields: Json = field(default_factory=dict)
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """A record at one moment: what is compared before and after a change to find what happened."""

    id: RecordId
    kind: str
    version: int
    reference: str
    title: str
    status: str
    customer_id: CustomerId
    location_id: LocationId | None
    assignee_id: OperatorId | None
    people: Mapping[str, str]
    due_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    fields: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCard(RecordState):
    """A record with the names that its page shows; "" where nobody is named."""

    customer_name: str
    location_name: str
    assignee_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A record as a line of a list; `id` is what the next page starts after."""

    id: RecordId
    kind: str
    version: int
    reference: str
    title: str
    status: str
    customer_id: CustomerId
    customer_name: str
    location_id: LocationId | None
    assignee_id: OperatorId | None
    due_at: datetime | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records a list shows.

    text: every word must occur in the reference, the title, the fields or the customer's name.
    statuses: () means any. due_from is included, due_until is not.
    """

    kind: str
    statuses: tuple[str, ...] = ()
    text: str = ""
    location_id: LocationId | None = None
    customer_id: CustomerId | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None
