# SPDX-License-Identifier: LicenseRef-Desk
"""Reads a real record or customer the way an event about it would find it now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desk.errors import NotFound
from desk.models.identity import CustomerId, RecordId
from desk.models.vocabulary import RuleState
from desk.services.delivery import Situations
from desk.services.events import (
    EventType,
    Json,
    Moment,
    Snapshots,
    date_of,
    event_type,
    instant_of,
    kind_of,
    text_of,
    timed_fields,
)
from desk.services.rules import ANCHOR, Occasion, RuleDraft
from desk.services.shop import Customers, RecordRow, Records, RecordState, zone_of
from desk.services.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to imagine. at: the moment; None is now, or with `at_due` when the date has the message leave."""

    draft: RuleDraft
    rule_id: str
    version: int
    state: RuleState
    record_id: str = ""
    customer_id: str = ""
    at: datetime | None = None
    at_due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The subject as the event would find it. values: its snapshot."""

    customer_id: str
    record: RecordState | None
    location_id: str | None
    values: dict[str, Json]
    status: str = ""
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def usual_record(rows: tuple[RecordRow, ...], draft: RuleDraft) -> RecordRow | None:
    """Return the record that shows a rule best: one in its status, else the newest open one."""
    event = event_type(draft.spec.trigger.event_kind)
    kind = kind_of(event.name)
    wanted = status_for(event, draft)
    fitting = [row for row in rows if row.status == wanted]
    open_codes = {status.code for status in kind.statuses if status.is_open} if kind else set()
    usable = fitting or [row for row in rows if row.status in open_codes] or list(rows)
    return next(iter(usable), None)


def scene_of(session: Session, asked: Asked, event: EventType) -> Scene | None:
    """Return the subject as the event would find it; None when it is gone, or none is named."""
    try:
        if event.record_kind:
            return _record_scene(session, asked, event)
        if not asked.customer_id:
            return None
        customer_id = CustomerId(asked.customer_id)
        values = Snapshots(session).of_customer(customer_id)
        values = Snapshots(session).completed(event.name, values)
        location_id = Customers(session).get(customer_id).location_id
        return Scene(customer_id=customer_id, record=None, location_id=location_id, values=values)
    except NotFound:
        return None


def _record_scene(session: Session, asked: Asked, event: EventType) -> Scene | None:
    if not asked.record_id:
        return None
    record = Records(session).state(RecordId(asked.record_id))
    status = status_for(event, asked.draft) or record.status
    snapshots = Snapshots(session)
    values = snapshots.completed(event.name, snapshots.of_record(replace(record, status=status)))
    if status != record.status:
        values[f"{record.kind}.previous_status"] = record.status
    people = {role: (str(id_),) for role, id_ in record.people.items() if id_}
    people["customer"] = (record.customer_id,)
    if record.assignee_id:
        people["assignee"] = (record.assignee_id,)
    return Scene(
        customer_id=record.customer_id,
        record=record,
        location_id=record.location_id,
        values=values,
        status=status,
        people=people,
    )


def status_for(event: EventType, draft: RuleDraft) -> str:
    """Return the status that the event brings: the rule's own, or the one that raises it; "" for none."""
    kind = kind_of(event.name)
    if draft.spec.trigger.to_status:
        return draft.spec.trigger.to_status
    return next((one.code for one in kind.statuses if one.raises == event.name), "") if kind else ""


def anchor_of(asked: Asked, scene: Scene, event: EventType) -> datetime | date | None:
    """Return the date that the rule counts from; None when the subject has none."""
    path = asked.draft.spec.trigger.date_field
    kind = kind_of(event.name)
    if scene.record is not None and kind is not None and path == kind.due_field:
        return scene.record.due_at
    value = scene.values.get(path)
    return instant_of(value) or date_of(value)


def occasion_of(
    session: Session, event: EventType, scene: Scene, at: datetime, anchor: datetime | date | None
) -> Occasion:
    """Return the event as rules see it. anchor: the date that it counts from, if it does."""
    place = Situations(session).place(scene.location_id)
    values: dict[str, Json] = {**_samples(event, scene.values), **scene.values}
    if anchor is not None:
        zone = zone_of(place.zone if place else "UTC", "UTC")
        values |= timed_fields(event.name, Moment(anchor=anchor, at=at, zone=zone))
        values[ANCHOR] = text_of(anchor) if isinstance(anchor, datetime) else anchor.isoformat()
    return Occasion(
        event_id="",
        kind=event.name,
        occurred_at=at,
        fields=values,
        record_id=scene.record.id if scene.record else None,
        customer_id=scene.customer_id,
        location=place,
        status=scene.status,
        people=scene.people,
    )


def _samples(event: EventType, known: Mapping[str, Json]) -> dict[str, Json]:
    """Return examples for what only the event itself would bring, such as a code or a link."""
    samples: dict[str, Json] = {}
    for one in event.fields:
        is_own = one.path not in known and one.path.partition(".")[0] not in ("customer", event.record_kind)
        if is_own and isinstance(one.sample, str | int) and not one.ends_message:
            samples[one.path] = one.sample
    return samples
