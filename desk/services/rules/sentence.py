# SPDX-License-Identifier: LicenseRef-Desk
"""Takes a rule apart into the clauses of a sentence, with their values; the window puts them into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.models.vocabulary import Dispatch
from desk.services.rules.compiled import TIMED
from desk.services.rules.conditions import shown
from desk.services.rules.spec import CatchUp, Condition, Group, HoursMode, RuleSpec, TriggerKind


class Clause(StrEnum):
    """One part of the sentence, in its order."""

    WHEN_EVENT = "when_event"
    WHEN_ANY_STATUS = "when_any_status"
    WHEN_STATUS = "when_status"
    WHEN_DATE = "when_date"
    WHEN_YEARLY = "when_yearly"
    AT_LOCATIONS = "at_locations"
    IF_ALL = "if_all"
    IF_ANY = "if_any"
    CONDITION = "condition"
    TO_ROLE = "to_role"
    SUBSCRIBERS_ONLY = "subscribers_only"
    AFTER_CONFIRMATION = "after_confirmation"
    AT_ONCE = "at_once"
    AFTER_DELAY = "after_delay"
    FIRST_BY = "first_by"
    THEN_BY = "then_by"
    IN_OPENING_HOURS = "in_opening_hours"
    NOT_IN_QUIET_HOURS = "not_in_quiet_hours"
    NOT_WHEN_LATE = "not_when_late"
    VALID = "valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPart:
    """A clause with its values. place: the part of the spec it shows, dotted. depth: of nested conditions."""

    clause: Clause
    place: str
    values: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0


def summary(spec: RuleSpec) -> tuple[SummaryPart, ...]:
    """Return the clauses of a rule in the order in which the sentence tells them."""
    return (
        _when(spec),
        *_where(spec),
        *_conditions(spec.conditions, "conditions", depth=0),
        *_to_whom(spec),
        *_how(spec),
        *_unless(spec),
    )


def _part(clause: Clause, place: str, **values: str) -> SummaryPart:
    return SummaryPart(clause=clause, place=place, values=values)


def _when(spec: RuleSpec) -> SummaryPart:
    trigger = spec.trigger
    if trigger.kind in TIMED:
        clause = Clause.WHEN_YEARLY if trigger.kind is TriggerKind.YEARLY else Clause.WHEN_DATE
        offsets = ",".join(str(offset) for offset in trigger.offsets)
        return _part(clause, "trigger", date_field=trigger.date_field, offsets=offsets, at=trigger.at)
    if trigger.kind is TriggerKind.STATUS_CHANGED and trigger.to_status:
        return _part(Clause.WHEN_STATUS, "trigger", event=trigger.event_kind, status=trigger.to_status)
    any_status = trigger.kind is TriggerKind.STATUS_CHANGED
    clause = Clause.WHEN_ANY_STATUS if any_status else Clause.WHEN_EVENT
    return _part(clause, "trigger", event=trigger.event_kind)


def _where(spec: RuleSpec) -> Iterator[SummaryPart]:
    if spec.location_ids:
        yield _part(Clause.AT_LOCATIONS, "location_ids", locations=",".join(spec.location_ids))


def _conditions(group: Group, place: str, depth: int) -> Iterator[SummaryPart]:
    if not group.items:
        return
    clause = Clause.IF_ALL if group.mode == "all" else Clause.IF_ANY
    yield SummaryPart(clause=clause, place=place, values={"count": str(len(group.items))}, depth=depth)
    for number, item in enumerate(group.items):
        at = f"{place}.items.{number}"
        if isinstance(item, Group):
            yield from _conditions(item, at, depth + 1)
        else:
            yield SummaryPart(clause=Clause.CONDITION, place=at, values=_condition(item), depth=depth + 1)


def _condition(condition: Condition) -> dict[str, str]:
    return {
        "path": condition.path,
        "comparison": condition.comparison.value,
        "value": shown(condition.value),
    }


def _to_whom(spec: RuleSpec) -> Iterator[SummaryPart]:
    yield _part(Clause.TO_ROLE, "audience.role", role=spec.audience.role)
    if spec.audience.subscribers_only:
        yield _part(Clause.SUBSCRIBERS_ONLY, "audience.subscribers_only")


def _how(spec: RuleSpec) -> Iterator[SummaryPart]:
    if spec.dispatch is Dispatch.CONFIRM_FIRST:
        yield _part(Clause.AFTER_CONFIRMATION, "dispatch")
    delay = spec.timing.delay_minutes
    if delay:
        yield _part(Clause.AFTER_DELAY, "timing.delay_minutes", minutes=str(delay))
    elif spec.trigger.kind not in TIMED:
        yield _part(Clause.AT_ONCE, "timing.delay_minutes")
    for number, leg in enumerate(spec.legs):
        clause = Clause.THEN_BY if number else Clause.FIRST_BY
        yield _part(clause, f"legs.{number}", channel=leg.channel.value, mode=spec.mode.value)


def _unless(spec: RuleSpec) -> Iterator[SummaryPart]:
    if spec.timing.hours is HoursMode.OPENING_HOURS:
        yield _part(Clause.IN_OPENING_HOURS, "timing.hours")
    quiet = spec.timing.quiet
    if quiet is not None:
        weekdays = ",".join(str(day) for day in quiet.weekdays)
        holidays = "true" if quiet.holidays else ""
        values = {"start": quiet.start, "end": quiet.end, "weekdays": weekdays, "holidays": holidays}
        yield _part(Clause.NOT_IN_QUIET_HOURS, "timing.quiet", **values)
    if spec.max_age_minutes is not None or spec.catch_up is CatchUp.SKIP:
        yield _part(Clause.NOT_WHEN_LATE, "max_age_minutes", minutes=str(spec.max_age_minutes or ""))
    if spec.valid_from or spec.valid_until:
        first, last = spec.valid_from, spec.valid_until
        since, until = first.isoformat() if first else "", last.isoformat() if last else ""
        yield _part(Clause.VALID, "valid_from", since=since, until=until)
