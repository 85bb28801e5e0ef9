# SPDX-License-Identifier: LicenseRef-Desk
"""The questions a decision asks before any channel is looked at; the first no ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk.models.vocabulary import Reason, RuleState
from desk.services.rules.compiled import TIMED
from desk.services.rules.conditions import Finding, Moment, judge, shown
from desk.services.rules.spec import TriggerKind
from desk.services.rules.steps import JsonValue, Step, StepCode
from desk.services.rules.views import Occasion, Person, RuleView, State
from desk.services.shop import zone_of


@dataclass(slots=True)
class Case:
    """One decision being made. zone: the recipient's, the location's or the shop's."""

    occasion: Occasion
    rule: RuleView
    person: Person | None
    state: State
    now: datetime
    zone: ZoneInfo
    steps: list[Step]

    def note(self, code: StepCode, details: dict[str, str], reason: Reason | None = None) -> None:
        """Add a step: passed without a reason, failed with one."""
        self.steps.append(Step(code, reason is None, details, reason))

    def inform(self, code: StepCode, details: dict[str, str]) -> None:
        """Add a step that neither passes nor fails."""
        self.steps.append(Step(code, None, details))


Gate = Callable[[Case], Reason | None]


def location_zone(occasion: Occasion, state: State) -> ZoneInfo:
    """Return the zone that the shop's clock shows for an occasion."""
    location = occasion.location
    return zone_of(location.zone if location and location.zone else state.shop_zone, state.shop_zone)


def recipient_zone(occasion: Occasion, person: Person | None, state: State) -> ZoneInfo:
    """Return the recipient's zone if it is given, else the location's; an unknown name means the shop's."""
    if person is not None and person.timezone:
        return zone_of(person.timezone, state.shop_zone)
    return location_zone(occasion, state)


def event_gate(case: Case) -> Reason | None:
    """Note the event; whoever calls has recognised it."""
    case.note(StepCode.EVENT, {"kind": case.occasion.kind})
    return None


def rule_gate(case: Case) -> Reason | None:
    """Ask whether the rule is active."""
    rule = case.rule
    is_active = rule.state is RuleState.ACTIVE
    reason = None if is_active else Reason.RULE_PAUSED
    case.note(StepCode.RULE, {"version": str(rule.version), "state": rule.state}, reason)
    return reason


def validity_gate(case: Case) -> Reason | None:
    """Ask whether the local day is within the rule's dates, both included."""
    first, last = case.rule.spec.valid_from, case.rule.spec.valid_until
    if first is None and last is None:
        return None
    today = case.occasion.occurred_at.astimezone(location_zone(case.occasion, case.state)).date()
    holds = (first or date.min) <= today <= (last or date.max)
    details = {"from": first.isoformat() if first else "", "until": last.isoformat() if last else ""}
    reason = None if holds else Reason.CONDITION_FALSE
    case.note(StepCode.VALIDITY, details, reason)
    return reason


def location_gate(case: Case) -> Reason | None:
    """Ask whether the record's location is one of the rule's, if it names any."""
    wanted = case.rule.plan.locations
    if not wanted:
        return None
    location = case.occasion.location
    holds = location is not None and location.id in wanted
    reason = None if holds else Reason.CONDITION_FALSE
    case.note(StepCode.LOCATION, {"location": location.name if location else ""}, reason)
    return reason


def trigger_gate(case: Case) -> Reason | None:
    """Ask whether the event is the one that the rule waits for."""
    occasion, trigger = case.occasion, case.rule.spec.trigger
    details = {"trigger": trigger.kind.value, "event": trigger.event_kind}
    holds = occasion.kind == trigger.event_kind and occasion.rule_id in (None, case.rule.id)
    if trigger.kind is TriggerKind.STATUS_CHANGED:
        details |= {"status": occasion.status, "wanted": trigger.to_status}
        holds = holds and trigger.to_status in ("", occasion.status)
    elif trigger.kind in TIMED:
        details |= {"date_field": trigger.date_field, "offset": str(trigger.offset_minutes)}
    reason = None if holds else Reason.CONDITION_FALSE
    case.note(StepCode.TRIGGER, details, reason)
    return reason


def conditions_gate(case: Case) -> Reason | None:
    """Ask whether the rule's conditions hold; each is noted with the value it found."""
    tests = case.rule.plan.tests
    if not tests.items:
        return None
    found: list[Finding] = []
    moment = Moment(case.occasion.occurred_at, location_zone(case.occasion, case.state))
    holds = judge(tests, lambda path: value_of(case.occasion, case.person, path), moment, found)
    for finding in found:
        details = {**finding.test.details, "actual": shown(finding.actual)}
        case.steps.append(Step(StepCode.CONDITION, finding.passed, details))
    true = sum(finding.passed for finding in found)
    reason = None if holds else Reason.CONDITION_FALSE
    case.note(StepCode.CONDITIONS, {"true": str(true), "total": str(len(found))}, reason)
    return reason


def audience_gate(case: Case) -> Reason | None:
    """Ask whether somebody has the role."""
    person = case.person
    reason = None if person else Reason.NO_ADDRESS
    details = {"role": case.rule.spec.audience.role, "name": person.name if person else ""}
    case.note(StepCode.AUDIENCE, details, reason)
    return reason


def subject_gate(case: Case) -> Reason | None:
    """Ask whether what the message is about still is so."""
    state = case.state
    reason = None
    if not state.subject_valid:
        reason = Reason.SUBJECT_CHANGED
    elif state.goal_met:
        reason = Reason.GOAL_MET
    case.note(StepCode.SUBJECT, {}, reason)
    return reason


def repetition_gate(case: Case) -> Reason | None:
    """Ask whether the person has been told already, or too much."""
    if case.state.duplicate:
        case.note(StepCode.DUPLICATE, {}, Reason.DUPLICATE)
        return Reason.DUPLICATE
    if case.state.capped:
        case.note(StepCode.CAP, {}, Reason.CAPPED)
        return Reason.CAPPED
    return None


GATES: tuple[Gate, ...] = (
    event_gate,
    rule_gate,
    validity_gate,
    location_gate,
    trigger_gate,
    conditions_gate,
    audience_gate,
    subject_gate,
    repetition_gate,
)
"""In the order of asking."""


def value_of(occasion: Occasion, person: Person | None, path: str) -> JsonValue:
    """Return the value of a path: of the event's fields, else what is known now of person and place."""
    if path in occasion.fields:
        return occasion.fields[path]
    head, _, rest = path.partition(".")
    if head == "location" and occasion.location is not None:
        return {"id": occasion.location.id, "name": occasion.location.name}.get(rest)
    if person is None:
        return None
    if head == "consent":
        topic, _, channel = rest.partition(".")
        return any(entry[0] == topic and channel in ("", entry[1]) for entry in person.consents)
    if head == "customer":
        return _of_person(person, rest)
    return None


def _of_person(person: Person, name: str) -> JsonValue:
    match name:
        case "tags":
            return sorted(person.tags)
        case "language":
            return person.language
        case "country":
            return person.country
        case _:
            return None
