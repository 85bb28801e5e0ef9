# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the smallest change that would turn a decision round, by trying changes through `decide` itself.

A message that did not leave: what would let it leave. One that leaves: what would have kept it back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desk.models.vocabulary import Channel, Outcome, PointState, RuleState
from desk.services.rules.conditions import Finding, Moment, judge, shown
from desk.services.rules.decision import decide
from desk.services.rules.gates import location_zone, value_of
from desk.services.rules.route import POINT_KINDS
from desk.services.rules.satisfy import conditions_of, satisfying
from desk.services.rules.spec import CatchUp, Condition, HoursMode, RuleSpec, TriggerKind
from desk.services.rules.views import Decision, Occasion, Person, Point, RuleView, State


class FlipKind(StrEnum):
    """What would have to change, smallest first."""

    APPROVE = "approve"
    RELEASE_STOP = "release_stop"
    GRANT_CONSENT = "grant_consent"
    RELEASE_SUPPRESSION = "release_suppression"
    ADD_ADDRESS = "add_address"
    FIX_ADDRESS = "fix_address"
    ADD_SENDER = "add_sender"
    WRITE_TEXT = "write_text"
    ACTIVATE_RULE = "activate_rule"
    CHANGE_FIELD = "change_field"
    CHANGE_STATUS = "change_status"
    DROP_CONDITION = "drop_condition"
    ADD_LOCATION = "add_location"
    EXTEND_VALIDITY = "extend_validity"
    ALLOW_HOURS = "allow_hours"
    ALLOW_LATE = "allow_late"
    WITHDRAW_CONSENT = "withdraw_consent"
    PAUSE_RULE = "pause_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A change and what the decision would be with it. details: its channel, topic, path or value."""

    kind: FlipKind
    outcome: Outcome
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """All that a decision is made of."""

    occasion: Occasion
    rule: RuleView
    person: Person | None
    state: State
    now: datetime

    def answer(self) -> Decision:
        """Decide."""
        return decide(self.occasion, self.rule, self.person, self.state, self.now)


@dataclass(frozen=True, slots=True)
class Trial:
    """A change to try, and the question with it."""

    kind: FlipKind
    details: Mapping[str, str]
    question: Question


def flip(
    occasion: Occasion, rule: RuleView, person: Person | None, state: State, now: datetime
) -> Flip | None:
    """Return the smallest change that turns the decision round; None when no single one does.

    A skip or hold is turned by what gives a send; a skip, failing that, by what at least gives a hold.
    """
    question = Question(occasion, rule, person, state, now)
    before = question.answer().outcome
    if before is Outcome.SEND:
        return next(_turning(_against(question), Outcome.SKIP), None)
    trials = list(_towards(question))
    better = [*_turning(trials, Outcome.SEND)]
    if before is Outcome.SKIP:
        better += _turning(trials, Outcome.HOLD)
    return better[0] if better else None


def _turning(trials: Iterable[Trial], wanted: Outcome) -> Iterator[Flip]:
    """Yield the changes that lead to an outcome, in order."""
    for trial in trials:
        if trial.question.answer().outcome is wanted:
            yield Flip(kind=trial.kind, outcome=wanted, details=trial.details)


def _against(question: Question) -> Iterator[Trial]:
    """Yield what keeps a message back: a consent withdrawn, else the rule paused."""
    person, rule = question.person, question.rule
    asked = {(topic, channel) for topic in rule.plan.topics for channel in rule.plan.channels}
    if person is not None:
        for topic, channel in sorted(person.consents & asked):
            fewer = replace(person, consents=person.consents - {(topic, channel)})
            details = {"topic": topic, "channel": channel.value}
            yield Trial(FlipKind.WITHDRAW_CONSENT, details, replace(question, person=fewer))
    paused = replace(rule, state=RuleState.PAUSED)
    yield Trial(FlipKind.PAUSE_RULE, {}, replace(question, rule=paused))


def _towards(question: Question) -> Iterator[Trial]:
    """Yield what might let a message leave, what is easiest first."""
    yield from _of_state(question)
    if question.person is not None:
        for channel in question.rule.plan.channels:
            yield from _of_person(question, question.person, channel)
    yield from _of_sending(question)
    yield from _of_occasion(question)
    yield from _of_rule(question)


def _of_state(question: Question) -> Iterator[Trial]:
    approved, released = replace(question.state, approved=True), replace(question.state, stopped=False)
    yield Trial(FlipKind.APPROVE, {}, replace(question, state=approved))
    yield Trial(FlipKind.RELEASE_STOP, {}, replace(question, state=released))


def _of_person(question: Question, person: Person, channel: Channel) -> Iterator[Trial]:
    """Yield what could change about a person on one channel."""
    details = {"channel": channel.value}
    missing = [topic for topic in question.rule.plan.topics if (topic, channel) not in person.consents]
    if missing:
        more = replace(person, consents=person.consents | {(topic, channel) for topic in missing})
        topics = {**details, "topic": ", ".join(missing)}
        yield Trial(FlipKind.GRANT_CONSENT, topics, replace(question, person=more))
    listed = frozenset(entry for entry in person.suppressed if entry[0] is channel)
    for address in sorted({entry[1] for entry in listed}):
        kept = frozenset(entry for entry in person.suppressed if entry not in listed or entry[1] != address)
        freed = replace(person, suppressed=kept)
        named = {**details, "address": address}
        yield Trial(FlipKind.RELEASE_SUPPRESSION, named, replace(question, person=freed))
    yield from _of_address(question, person, channel)


def _of_address(question: Question, person: Person, channel: Channel) -> Iterator[Trial]:
    kind = POINT_KINDS.get(channel)
    if kind is None:
        return
    details = {"channel": channel.value}
    for point in person.points:
        if point.kind is kind and point.state is PointState.DEAD:
            mended = tuple(
                replace(one, state=PointState.OK) if one is point else one for one in person.points
            )
            named = {**details, "address": point.address}
            yield Trial(FlipKind.FIX_ADDRESS, named, replace(question, person=replace(person, points=mended)))
    added = (*person.points, Point(kind, "", ""))
    yield Trial(FlipKind.ADD_ADDRESS, details, replace(question, person=replace(person, points=added)))


def _of_sending(question: Question) -> Iterator[Trial]:
    state, rule = question.state, question.rule
    for channel in rule.plan.channels:
        details = {"channel": channel.value}
        more = replace(state, channels_with_sender=state.channels_with_sender | {channel})
        yield Trial(FlipKind.ADD_SENDER, details, replace(question, state=more))
        texts = {**rule.template_languages, channel: frozenset({state.shop_language})}
        written = replace(rule, template_languages=texts)
        yield Trial(FlipKind.WRITE_TEXT, details, replace(question, rule=written))
    active = replace(rule, state=RuleState.ACTIVE)
    yield Trial(FlipKind.ACTIVATE_RULE, {}, replace(question, rule=active))


def _of_occasion(question: Question) -> Iterator[Trial]:
    occasion, trigger = question.occasion, question.rule.spec.trigger
    if trigger.kind is TriggerKind.STATUS_CHANGED and trigger.to_status:
        details = {"status": trigger.to_status}
        moved = replace(occasion, status=trigger.to_status)
        yield Trial(FlipKind.CHANGE_STATUS, details, replace(question, occasion=moved))
    for condition in _failing(question):
        for value in satisfying(condition):
            changed = replace(occasion, fields={**occasion.fields, condition.path: value})
            details = {"path": condition.path, "value": shown(value)}
            yield Trial(FlipKind.CHANGE_FIELD, details, replace(question, occasion=changed))


def _failing(question: Question) -> list[Condition]:
    """Return the conditions that do not hold, in order."""
    occasion, person = question.occasion, question.person
    moment = Moment(occasion.occurred_at, location_zone(occasion, question.state))
    found: list[Finding] = []
    judge(question.rule.plan.tests, lambda path: value_of(occasion, person, path), moment, found)
    every = conditions_of(question.rule.spec.conditions)
    return [one for one, finding in zip(every, found, strict=True) if not finding.passed]


def _of_rule(question: Question) -> Iterator[Trial]:
    spec = question.rule.spec
    for number, item in enumerate(spec.conditions.items):
        rest = spec.conditions.items[:number] + spec.conditions.items[number + 1 :]
        fewer = replace(spec, conditions=replace(spec.conditions, items=rest))
        path = item.path if isinstance(item, Condition) else ""
        yield _with_spec(FlipKind.DROP_CONDITION, {"path": path}, question, fewer)
    anywhere = replace(spec, location_ids=())
    yield _with_spec(FlipKind.ADD_LOCATION, {}, question, anywhere)
    ever = replace(spec, valid_from=None, valid_until=None)
    yield _with_spec(FlipKind.EXTEND_VALIDITY, {}, question, ever)
    late = replace(spec, max_age_minutes=None, catch_up=CatchUp.SEND_LATE)
    yield _with_spec(FlipKind.ALLOW_LATE, {}, question, late)
    any_hour = replace(spec, timing=replace(spec.timing, quiet=None, hours=HoursMode.ANY_TIME))
    yield _with_spec(FlipKind.ALLOW_HOURS, {}, question, any_hour)


def _with_spec(kind: FlipKind, details: Mapping[str, str], question: Question, spec: RuleSpec) -> Trial:
    return Trial(kind, details, replace(question, rule=replace(question.rule, spec=spec)))
