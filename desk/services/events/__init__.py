# SPDX-License-Identifier: LicenseRef-Desk
"""Events: the catalogue of what can happen, and the journal of what did."""

from desk.services.events.cancelling import Cancelling, cancelled_facts, cancels, still_holds
from desk.services.events.catalogue import (
    ALIASES,
    all_fields,
    event_type,
    event_types,
    fields_of,
    kind_of,
    record_kind,
    sample_of,
)
from desk.services.events.facts import Fact, facts_of
from desk.services.events.journal import Entry, EventRow, Journal, Subject
from desk.services.events.kind import (
    Anchor,
    AnchorKind,
    EventType,
    Field,
    FieldType,
    Guard,
    GuardKind,
    Parameter,
    ParameterUnit,
    PersonRole,
    Raises,
    ReadyRule,
    RecordKind,
    Sample,
    Status,
)
from desk.services.events.kinds import KINDS
from desk.services.events.timed import Moment, occurrence, timed_fields
from desk.services.events.writing import Json, Snapshot, date_of, filled, instant_of, text_of, written

__all__ = [
    "ALIASES",
    "KINDS",
    "Anchor",
    "AnchorKind",
    "Cancelling",
    "Entry",
    "EventRow",
    "EventType",
    "Fact",
    "Field",
    "FieldType",
    "Guard",
    "GuardKind",
    "Journal",
    "Json",
    "Moment",
    "Parameter",
    "ParameterUnit",
    "PersonRole",
    "Raises",
    "ReadyRule",
    "RecordKind",
    "Sample",
    "Snapshot",
    "Status",
    "Subject",
    "all_fields",
    "cancelled_facts",
    "cancels",
    "date_of",
    "event_type",
    "event_types",
    "facts_of",
    "fields_of",
    "filled",
    "instant_of",
    "kind_of",
    "occurrence",
    "record_kind",
    "sample_of",
    "still_holds",
    "text_of",
    "timed_fields",
    "written",
]
