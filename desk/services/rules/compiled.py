# SPDX-License-Identifier: LicenseRef-Desk
"""A rule made ready once, so that each decision only compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
from desk.services.rules.conditions import Tests, compile_group
from desk.services.rules.spec import CatchUp, HoursMode, RuleSpec, TriggerKind
from desk.services.rules.timing import Quiet, quiet_of

LATE_AFTER = timedelta(minutes=30)
"""How late an occasion of a rule that skips what was missed may still be sent."""

TIMED = frozenset({TriggerKind.DATE_FIELD, TriggerKind.YEARLY})
"""Triggers that timers set off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a rule's spec comes to. patience: how late it may leave; None is for ever."""

    spec: RuleSpec
    types: Mapping[str, str]
    tests: Tests
    topics: tuple[str, ...]
    """Consents that a channel needs, all of them."""
    channels: tuple[Channel, ...]
    locations: frozenset[str]
    delay: timedelta
    grace: timedelta
    patience: timedelta | None
    quiet: Quiet | None
    in_opening_hours: bool
    confirm_first: bool
    is_instant: bool
    announces: bool
    """The rule speaks of a date to come, and is worthless after it."""


def plan_of(spec: RuleSpec, types: Mapping[str, str]) -> Plan:
    """Return the plan of a spec. types: path → field type. Raises ValueError on wall times that are none."""
    is_instant = spec.urgency is Urgency.INSTANT
    trigger = spec.trigger
    return Plan(
        spec=spec,
        types=types,
        tests=compile_group(spec.conditions, types),
        topics=_topics(spec),
        channels=tuple(leg.channel for leg in spec.legs),
        locations=frozenset(spec.location_ids),
        delay=timedelta(minutes=0 if is_instant else spec.timing.delay_minutes),
        grace=_grace(spec),
        patience=_patience(spec),
        quiet=quiet_of(spec.timing.quiet) if spec.timing.quiet and not is_instant else None,
        in_opening_hours=spec.timing.hours is HoursMode.OPENING_HOURS and not is_instant,
        confirm_first=spec.dispatch is Dispatch.CONFIRM_FIRST,
        is_instant=is_instant,
        announces=trigger.kind in TIMED and trigger.offsets[0] < 0,
    )


def _topics(spec: RuleSpec) -> tuple[str, ...]:
    if spec.audience.subscribers_only and spec.topic != Topic.COMMERCIAL:
        return (spec.topic, Topic.COMMERCIAL)
    return (spec.topic,)


def _grace(spec: RuleSpec) -> timedelta:
    """Return how long an event may be undone; nobody undoes a timer, and an instant message cannot wait."""
    if spec.urgency is Urgency.INSTANT or spec.trigger.kind in TIMED:
        return timedelta(0)
    return timedelta(minutes=spec.grace_minutes)


def _patience(spec: RuleSpec) -> timedelta | None:
    if spec.max_age_minutes is not None:
        return timedelta(minutes=spec.max_age_minutes)
    return LATE_AFTER if spec.catch_up is CatchUp.SKIP else None
