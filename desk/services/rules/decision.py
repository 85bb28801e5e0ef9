# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a rule means for a person on an occasion: send, hold or skip, with every step of why.

The one decision function: pure and deterministic. The planner asks it when an event comes in, the sender asks
it again when a message is about to leave, the simulator and the preview ask it about what might be.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.errors import MISTAKES
from desk.models.vocabulary import Channel, Outcome, Reason
from desk.services.events import ENDINGS
from desk.services.rules.audience import language_for
from desk.services.rules.conditions import Moment, day_of
from desk.services.rules.gates import GATES, Case, location_zone, recipient_zone
from desk.services.rules.route import Route, route_for
from desk.services.rules.spec import QuietHours
from desk.services.rules.steps import StepCode
from desk.services.rules.timing import (
    LAWS,
    Constraint,
    Slot,
    after_quiet,
    earliest,
    opening_constraint,
    quiet_constraint,
    quiet_of,
)
from desk.services.rules.views import Decision, Occasion, Person, RuleView, State
from desk.services.shop import DAY_MINUTES, first_instant

ANCHOR = "reminder.anchor_at"
"""Snapshot path of the instant or date that a timer's event announces; reminders are worthless after it."""

INSTANT_LIFETIME = timedelta(minutes=10)
"""How long an instant message is worth anything when the event does not say."""

USUAL_QUIET = quiet_of(QuietHours())
"""When most rules keep quiet; one that does not says so where it matters."""

WAITS_FOR_PERSON = frozenset(
    {Reason.STOPPED, Reason.AWAITING_APPROVAL, Reason.NO_SENDER, Reason.RENDER_ERROR}
)
"""Reasons of a hold that ends by what staff do, not by time."""


def decide(
    occasion: Occasion, rule: RuleView, person: Person | None, state: State, now: datetime
) -> Decision:
    """Return what a rule means for a person on an occasion, at `now`."""
    case = Case(occasion, rule, person, state, now, recipient_zone(occasion, person, state), [])
    try:
        return _decided(case)
    except (
        MISTAKES
    ) as error:  # a date in the year 9999, a list in a list in a list: one case must not stop all
        case.note(StepCode.UNDECIDABLE, {"why": type(error).__name__}, Reason.RENDER_ERROR)
        return Decision(outcome=Outcome.HOLD, reason=Reason.RENDER_ERROR, steps=tuple(case.steps))


def _decided(case: Case) -> Decision:
    for gate in GATES:
        reason = gate(case)
        if reason is not None:
            return _skip(case, reason)
    assert case.person is not None  # the audience gate has looked
    route = route_for(case.occasion, case.rule, case.person, case.state, case.steps)
    if not route.legs and not route.waits:
        assert route.reason is not None
        return _skip(case, route.reason)
    return _timed(case, route)


def _skip(case: Case, reason: Reason) -> Decision:
    return Decision(outcome=Outcome.SKIP, reason=reason, steps=tuple(case.steps))


def _timed(case: Case, route: Route) -> Decision:
    """Decide about a possible message: when, and whether somebody has to act first."""
    channel = route.legs[0].channel if route.legs else None
    constraints = _constraints(case, channel)
    ready_at = _ready_at(case)
    slot = earliest(max(ready_at, case.now), constraints)
    expires_at = _expires_at(case)
    if _is_too_old(case, constraints, slot, expires_at):
        return _skip(case, Reason.TOO_OLD)
    _note_timing(case, ready_at, slot)
    reason = _held_by(case, route, slot)
    languages = case.rule.template_languages.get(channel, frozenset()) if channel else frozenset()
    wanted = case.person.language if case.person else ""
    return Decision(
        outcome=Outcome.HOLD if reason else Outcome.SEND,
        reason=reason,
        steps=tuple(case.steps),
        due_at=slot.at,
        legs=route.legs,
        language=language_for(wanted, case.state.shop_language, languages),
        expires_at=expires_at,
    )


def _ready_at(case: Case) -> datetime:
    """Return when the rule itself lets the message go: after its delay, and after the time for undoing."""
    if case.state.moved_to is not None:
        return case.state.moved_to
    occasion, plan = case.occasion, case.rule.plan
    return max(occasion.occurred_at + plan.delay, (occasion.recorded_at or occasion.occurred_at) + plan.grace)


def _constraints(case: Case, channel: Channel | None) -> list[Constraint]:
    plan = case.rule.plan
    if plan.is_instant:
        return []
    country = _country(case)
    constraints = []
    if plan.in_opening_hours:
        constraints.append(opening_constraint(case.occasion.location))
    if plan.quiet is not None:
        constraints.append(quiet_constraint(plan.quiet, case.zone, country, StepCode.QUIET))
    law = LAWS.get((country, channel, case.rule.spec.topic)) if channel else None
    if law is not None and case.state.legal_quiet_hours:
        constraints.append(quiet_constraint(law, case.zone, country, StepCode.LAW))
    return constraints


def _country(case: Case) -> str:
    if case.person is not None and case.person.country:
        return case.person.country
    location = case.occasion.location
    return (location.country if location else "") or case.state.shop_country


def _expires_at(case: Case) -> datetime | None:
    """Return when the message becomes worthless; None for never."""
    fields = case.occasion.fields
    moment = Moment(case.occasion.occurred_at, location_zone(case.occasion, case.state))
    if case.rule.plan.is_instant:
        limit = case.occasion.occurred_at + INSTANT_LIFETIME
        told = [_end_of(fields.get(path), moment) for path in ENDINGS]
        return min([limit, *(at for at in told if at is not None)])
    if case.rule.plan.announces:
        end = _end_of(fields.get(ANCHOR) or fields.get(case.rule.spec.trigger.date_field), moment)
        return end if end is not None and end > case.occasion.occurred_at else None
    return None


def _end_of(value: object, moment: Moment) -> datetime | None:
    """Return the instant that a field's value means: an instant itself, a date the end of its day."""
    if not isinstance(value, str):
        return None
    if len(value) > 10:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return None
        return at if at.tzinfo else at.replace(tzinfo=moment.zone)
    day = day_of(value, moment)
    return first_instant(day, DAY_MINUTES, moment.zone) if day else None


def _is_too_old(case: Case, constraints: list[Constraint], slot: Slot, expires_at: datetime | None) -> bool:
    """Whether it is too late, and note it: past its date, or later than the rule's patience.

    Late is counted from the instant at which it might have left, so that what quiet hours held is not late.
    """
    if expires_at is not None and (slot.at or case.now) >= expires_at:
        case.note(StepCode.AGE, {"expires_at": expires_at.isoformat()}, Reason.TOO_OLD)
        return True
    patience = case.rule.plan.patience
    if patience is None or slot.at is None or (case.rule.plan.confirm_first and case.state.approved):
        return False
    plan, start = case.rule.plan, case.state.moved_to or case.occasion.occurred_at
    wait = timedelta(0) if case.state.moved_to else max(plan.delay, plan.grace)
    if slot.at - start - wait <= patience:
        return False
    ideal = earliest(start + wait, constraints).at
    late = slot.at - ideal if ideal is not None else timedelta(0)
    if late <= patience:
        return False
    details = {"late_minutes": _minutes(late), "limit": _minutes(patience)}
    case.note(StepCode.AGE, details, Reason.TOO_OLD)
    return True


def _minutes(span: timedelta) -> str:
    return str(int(span.total_seconds() // 60))


def _note_timing(case: Case, ready_at: datetime, slot: Slot) -> None:
    if ready_at > case.now:
        case.inform(StepCode.DELAY, {"until": ready_at.isoformat()})
    if slot.blocker is not None:
        code = StepCode(slot.blocker.word)
        details = {"until": slot.at.isoformat() if slot.at else "", "zone": str(case.zone)}
        case.note(code, details, slot.blocker.reason)
    plan, at = case.rule.plan, slot.at
    if plan.quiet is None and at is not None and _is_usually_quiet(at.astimezone(UTC), case.zone):
        case.inform(StepCode.QUIET, {"none": "urgency" if plan.is_instant else "rule"})


@lru_cache(maxsize=256)
def _is_usually_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether most rules keep quiet at an instant (UTC); a batch asks it of one instant for everybody."""
    return after_quiet(at, USUAL_QUIET, zone, "") != at


def _held_by(case: Case, route: Route, slot: Slot) -> Reason | None:
    """Return what a message waits for; None when only for its time."""
    if case.state.stopped:
        case.note(StepCode.STOP, {}, Reason.STOPPED)
        return Reason.STOPPED
    if case.rule.plan.confirm_first and not case.state.approved:
        case.note(StepCode.APPROVAL, {}, Reason.AWAITING_APPROVAL)
        return Reason.AWAITING_APPROVAL
    if route.waits:
        return route.reason
    return slot.blocker.reason if slot.blocker else None
