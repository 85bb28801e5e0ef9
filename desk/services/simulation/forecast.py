# SPDX-License-Identifier: LicenseRef-Desk
"""Reads how many customers a rule could concern in the next days, where counting is cheap."""

from datetime import datetime, timedelta

from desk.services.events import KINDS, event_type, kind_of
from desk.services.rules import RuleSpec, TriggerKind
from desk.services.shop import Customers, RecordFilter, Settings, local_day, record_count, zone_of
from desk.services.store import Session

DAYS = 7
BIRTH_DATE = "customer.birth_date"
MOST = 500


def concerned(session: Session, spec: RuleSpec, now: datetime) -> int | None:
    """Return how many; None when it could only be guessed (what happens at an event nobody knows)."""
    trigger = spec.trigger
    if trigger.kind is TriggerKind.YEARLY and trigger.date_field == BIRTH_DATE:
        return _birthdays(session, spec, now)
    due_fields = {kind.due_field for kind in KINDS}
    if trigger.kind is TriggerKind.DATE_FIELD and trigger.date_field in due_fields:
        return _due(session, spec, now)
    return None


def _birthdays(session: Session, spec: RuleSpec, now: datetime) -> int:
    zone = zone_of(Settings(session).get().timezone, "UTC")
    today = local_day(now, zone)
    keeper = Customers(session)
    days = {
        today + timedelta(days=day) - timedelta(minutes=offset)
        for day in range(DAYS)
        for offset in spec.trigger.offsets
    }
    return sum(len(keeper.born_on(day, limit=MOST)) for day in days)


def _due(session: Session, spec: RuleSpec, now: datetime) -> int:
    kind = kind_of(event_type(spec.trigger.event_kind).name)
    assert kind is not None
    statuses = tuple(status.code for status in kind.statuses if status.is_open)
    return sum(
        record_count(
            session,
            RecordFilter(
                kind=kind.name,
                statuses=statuses,
                due_from=now - timedelta(minutes=offset),
                due_until=now - timedelta(minutes=offset) + timedelta(days=DAYS),
            ),
        )
        for offset in spec.trigger.offsets
    )
