# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which timers a rule wants for a subject, and what the event of one says."""

from datetime import date, datetime

from desk.services.events import (
    Json,
    Moment,
    date_of,
    event_type,
    instant_of,
    kind_of,
    still_holds,
    text_of,
    timed_fields,
)
from desk.services.reminders.agenda import TimerDraft
from desk.services.reminders.schedule import Calendar, Due, dues
from desk.services.reminders.subjects import Subject
from desk.services.rules import ANCHOR, RuleView
from desk.services.shop import LeapBirthday, zone_of


def drafts_for(rule: RuleView, subject: Subject, leap: LeapBirthday, now: datetime) -> list[TimerDraft]:
    """Return the timers to come that an active rule wants for a subject; [] when it is none of the rule's."""
    trigger = rule.spec.trigger
    kind = kind_of(trigger.event_kind)
    if subject.is_archived or subject.kind != (kind.name if kind else ""):
        return []
    anchor = subject.anchor(trigger.date_field, kind.due_field if kind else "")
    if anchor is None or not still_holds(trigger.event_kind, subject.values, subject.values):
        return []
    found = dues(trigger, anchor, Calendar(zone=subject.zone, leap=leap), now)
    return [_draft(rule, subject, due, anchor) for due in found]


def extra_fields(event_kind: str, date_field: str, payload: Json, now: datetime) -> dict[str, Json]:
    """Return what a timer's event says beside its subject: its date, and what is counted from it.

    payload: the timer's own; {} for a timer that counts from nothing.
    """
    known = payload if isinstance(payload, dict) else {}
    anchor = anchor_of(known.get("anchor"))
    if anchor is None:
        return {}
    origin = anchor_of(known.get("origin")) or anchor
    moment = Moment(anchor=origin, at=now, zone=zone_of(str(known.get("zone", "")), "UTC"))
    declared = {field.path for field in event_type(event_kind).fields}
    chosen: dict[str, Json] = {"date_field": date_field} if "date_field" in declared else {}
    return {**chosen, **timed_fields(event_kind, moment), ANCHOR: anchor_text(anchor)}


def anchor_text(anchor: datetime | date) -> str:
    """Return a date or an instant as a timer keeps it."""
    return text_of(anchor) if isinstance(anchor, datetime) else anchor.isoformat()


def anchor_of(text: Json) -> datetime | date | None:
    """Return the date or instant that `anchor_text` wrote; None when it is none."""
    return instant_of(text) or date_of(text)


def _draft(rule: RuleView, subject: Subject, due: Due, origin: datetime | date) -> TimerDraft:
    """Return the timer of an instant. origin: where its date comes from, such as the day of birth."""
    anchor = anchor_text(due.anchor)
    payload = {"anchor": anchor, "zone": subject.zone.key}
    if due.anchor != origin:
        payload["origin"] = anchor_text(origin)
    return TimerDraft(
        key=f"{rule.id}:{subject.id}:{due.offset}:{anchor}",
        due_at=due.at,
        event_kind=rule.spec.trigger.event_kind,
        rule_id=rule.id,
        record_id=subject.record_id,
        customer_id=subject.customer_id,
        payload=payload,
    )
