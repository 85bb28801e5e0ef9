# SPDX-License-Identifier: LicenseRef-Desk
"""Events: the catalogue of what can happen, and the journal of what did."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.events.cancelling import Cancelling, cancelled_facts, still_holds
    from desk.services.events.catalogue import (
        ALIASES,
        ENDINGS,
        FORMATS,
        all_fields,
        event_type,
        event_types,
        fields_of,
        kind_of,
        record_kind,
        sample_of,
    )
    from desk.services.events.customer_book import CustomerBook, CustomerChange
    from desk.services.events.deeds import Deed, RecordChange, draft_of_state
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
    from desk.services.events.limits import MOST_CHARACTERS, keep_within
    from desk.services.events.payload import Payload, content_key, read_payload
    from desk.services.events.people import people_in, people_path
    from desk.services.events.ready import ReadyTexts, public_status, ready_texts, sure_fields
    from desk.services.events.reception import Reception
    from desk.services.events.record_book import RecordBook
    from desk.services.events.snapshot import customer_fields, location_fields
    from desk.services.events.snapshots import Snapshots
    from desk.services.events.still_open import open_records
    from desk.services.events.timed import Moment, occurrence, timed_fields
    from desk.services.events.writing import Json, Snapshot, date_of, filled, instant_of, text_of, written
else:
    __getattr__ = opened(
        __name__,
        {
            "cancelling": "Cancelling cancelled_facts still_holds",
            "catalogue": (
                "ALIASES ENDINGS FORMATS all_fields event_type event_types fields_of kind_of "
                "record_kind sample_of"
            ),
            "customer_book": "CustomerBook CustomerChange",
            "deeds": "Deed RecordChange draft_of_state",
            "facts": "Fact facts_of",
            "journal": "Entry EventRow Journal Subject",
            "kind": (
                "Anchor AnchorKind EventType Field FieldType Guard GuardKind Parameter ParameterUnit "
                "PersonRole Raises ReadyRule RecordKind Sample Status"
            ),
            "kinds": "KINDS",
            "limits": "MOST_CHARACTERS keep_within",
            "still_open": "open_records",
            "payload": "Payload content_key read_payload",
            "people": "people_in people_path",
            "ready": "ReadyTexts public_status ready_texts sure_fields",
            "reception": "Reception",
            "record_book": "RecordBook",
            "snapshot": "customer_fields location_fields",
            "snapshots": "Snapshots",
            "timed": "Moment occurrence timed_fields",
            "writing": "Json Snapshot date_of filled instant_of text_of written",
        },
    )

__all__ = [
    "ALIASES",
    "ENDINGS",
    "FORMATS",
    "KINDS",
    "MOST_CHARACTERS",
    "Anchor",
    "AnchorKind",
    "Cancelling",
    "CustomerBook",
    "CustomerChange",
    "Deed",
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
    "Payload",
    "PersonRole",
    "Raises",
    "ReadyRule",
    "ReadyTexts",
    "Reception",
    "RecordBook",
    "RecordChange",
    "RecordKind",
    "Sample",
    "Snapshot",
    "Snapshots",
    "Status",
    "Subject",
    "all_fields",
    "cancelled_facts",
    "content_key",
    "customer_fields",
    "date_of",
    "draft_of_state",
    "event_type",
    "event_types",
    "facts_of",
    "fields_of",
    "filled",
    "instant_of",
    "keep_within",
    "kind_of",
    "location_fields",
    "occurrence",
    "open_records",
    "people_in",
    "people_path",
    "public_status",
    "read_payload",
    "ready_texts",
    "record_kind",
    "sample_of",
    "still_holds",
    "sure_fields",
    "text_of",
    "timed_fields",
    "written",
]
