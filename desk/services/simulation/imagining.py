# SPDX-License-Identifier: LicenseRef-Desk
"""Imagines that a rule's event happens to a real record or customer, and decides as the service would.

Reads only: the `decide` that the service asks, fed with what is kept; nothing is written, nothing counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from desk.models.vocabulary import Outcome, Reason, RuleState
from desk.services.delivery import Situations, shop_state
from desk.services.events import Json, event_type, still_holds
from desk.services.reminders import Calendar, Due, dues
from desk.services.rules import (
    TIMED,
    Decision,
    Flip,
    FlipKind,
    Occasion,
    RuleView,
    RuleViews,
    State,
    Step,
    StepCode,
    condition_types,
    decide,
    flip,
    recipients,
)
from desk.services.shop import Settings, zone_of
from desk.services.simulation.scene import Asked, Scene, anchor_of, occasion_of, scene_of
from desk.services.store import Session

_FAR = timedelta(days=4000)
"""How far back the last moment is looked for that a date has had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagined:
    """What would become of it.

    at: the moment that was imagined. decision: with the rule active; None when the record has no date to
    count from (`missing` is its path). is_paused: the rule does not work now. flip: the smallest change that
    turns it round.
    """

    at: datetime
    decision: Decision | None = None
    steps: tuple[Step, ...] = ()
    is_paused: bool = False
    is_past: bool = False
    flip: Flip | None = None
    missing: str = ""
    person_name: str = ""
    customer_id: str = ""
    record_id: str = ""


def imagine(session: Session, asked: Asked, now: datetime) -> Imagined | None:
    """Return what would become of it; None when the record or customer is gone, or none is named."""
    event = event_type(asked.draft.spec.trigger.event_kind)
    scene = scene_of(session, asked, event)
    if scene is None:
        return None
    at, anchor = asked.at or now, None
    if asked.draft.spec.trigger.kind in TIMED:
        anchor = anchor_of(asked, scene, event)
        if anchor is None:
            path = asked.draft.spec.trigger.date_field
            return Imagined(at=at, missing=path, customer_id=scene.customer_id, record_id=asked.record_id)
        if asked.at_due:
            due = _due(session, asked, anchor, scene, now)
            at, anchor = (due.at, due.anchor) if due else (at, anchor)
    return _decided(session, asked, occasion_of(session, event, scene, at, anchor), at, now)


def _decided(session: Session, asked: Asked, occasion: Occasion, at: datetime, now: datetime) -> Imagined:
    view = _view(session, asked)
    situations = Situations(session)
    ids = recipients(occasion, asked.draft.spec)
    person = situations.people(ids[:1], at).get(ids[0]) if ids else None
    values = cast("Mapping[str, Json]", occasion.fields)
    holds = still_holds(occasion.kind, values, values)
    state: State = replace(shop_state(session), subject_valid=holds)
    decision = decide(occasion, view, person, state, at)
    is_paused = asked.state is not RuleState.ACTIVE
    turned = flip(occasion, view, person, state, at)
    if is_paused and decision.outcome is not Outcome.SKIP:
        turned = Flip(kind=FlipKind.ACTIVATE_RULE, outcome=decision.outcome)
    return Imagined(
        at=at,
        decision=decision,
        steps=_honest(decision.steps, asked),
        is_paused=is_paused,
        is_past=at < now - timedelta(minutes=1),
        flip=turned,
        person_name=person.name if person else "",
        customer_id=occasion.customer_id or "",
        record_id=occasion.record_id or "",
    )


def _honest(steps: tuple[Step, ...], asked: Asked) -> tuple[Step, ...]:
    """Return the steps with the rule as it really is: the others are told as if it were active."""
    if asked.state is RuleState.ACTIVE:
        return steps
    details = {"version": str(asked.version), "state": asked.state.value}
    real = Step(StepCode.RULE, passed=False, details=details, reason=Reason.RULE_PAUSED)
    return tuple(real if step.code is StepCode.RULE else step for step in steps)


def _view(session: Session, asked: Asked) -> RuleView:
    """Return the draft as an active rule, with what its template has published."""
    draft = asked.draft
    facts = RuleViews(session).templates([draft.template_id]) if draft.template_id else {}
    template = facts.get(draft.template_id or "")
    return RuleView(
        id=asked.rule_id,
        version=asked.version,
        name=draft.name,
        state=RuleState.ACTIVE,
        spec=draft.spec,
        template_id=draft.template_id,
        template_version_id=template.version_id if template else None,
        template_languages=template.languages if template else {},
        types=condition_types(event_type(draft.spec.trigger.event_kind)),
    )


def _due(session: Session, asked: Asked, anchor: datetime | date, scene: Scene, now: datetime) -> Due | None:
    """Return when the date has the message leave: the next moment, else the last one there was."""
    settings = Settings(session).get()
    place = Situations(session).place(scene.location_id)
    zone = zone_of(place.zone if place else settings.timezone, settings.timezone)
    calendar = Calendar(zone=zone, leap=settings.leap_birthday)
    trigger = asked.draft.spec.trigger
    coming = dues(trigger, anchor, calendar, now)
    if coming:
        return coming[0]
    past = dues(trigger, anchor, calendar, now - _FAR, now)
    return past[-1] if past else None
