# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: which timers a rule wants for a subject, and what the event of one says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

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
from desk.services.shop import LeapBirthday


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
    return [_draft(rule, subject, due) for due in found]


def extra_fields(
    event_kind: str, date_field: str, anchor: datetime | date, now: datetime, zone: ZoneInfo
) -> dict[str, Json]:
    """Return what a timer's event says beside its subject: its date, and what is counted from it."""
    declared = {field.path for field in event_type(event_kind).fields}
    chosen: dict[str, Json] = {"date_field": date_field} if "date_field" in declared else {}
    counted = timed_fields(event_kind, Moment(anchor=anchor, at=now, zone=zone))
    return {**chosen, **counted, ANCHOR: anchor_text(anchor)}


def anchor_text(anchor: datetime | date) -> str:
    """Return a date or an instant as a timer keeps it."""
    return text_of(anchor) if isinstance(anchor, datetime) else anchor.isoformat()


def anchor_of(text: str) -> datetime | date | None:
    """Return the date or instant that `anchor_text` wrote; None when it is none."""
    return instant_of(text) or date_of(text)


def _draft(rule: RuleView, subject: Subject, due: Due) -> TimerDraft:
    anchor = anchor_text(due.anchor)
    return TimerDraft(
        key=f"{rule.id}:{subject.id}:{due.offset}:{anchor}",
        due_at=due.at,
        event_kind=rule.spec.trigger.event_kind,
        rule_id=rule.id,
        record_id=subject.record_id,
        customer_id=subject.customer_id,
        payload={"anchor": anchor, "zone": subject.zone.key},
    )
