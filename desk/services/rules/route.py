# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which legs of a route are possible for a person now: consent, address, text, sender."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.models.vocabulary import Channel, PointKind, PointState, Reason
from desk.services.channels import CHANNELS
from desk.services.rules.steps import Step, StepCode
from desk.services.rules.views import Occasion, Person, Point, RouteLeg, RuleView, State

POINT_KINDS: Mapping[Channel, PointKind] = {kind.channel: kind.point for kind in CHANNELS}
"""Channel → the kind of contact point that it writes to; of those that are built."""

_TAKES = {kind.channel: kind.takes for kind in CHANNELS}

TRANSACTIONAL = frozenset({"account.otp", "account.password_reset"})
"""Instant messages that answer what the person has just asked for; the only ones that need no consent."""

_WEIGHT = {Reason.NO_CONSENT: 0, Reason.SUPPRESSED: 1, Reason.NO_ADDRESS: 2}
"""Which refusal names the whole: what the person said counts before what is missing."""


@dataclass(frozen=True, slots=True)
class Route:
    """legs: possible now, in order. reason: why there is none. waits: one lacks only what staff can give."""

    legs: tuple[RouteLeg, ...]
    reason: Reason | None = None
    waits: bool = False


def route_for(occasion: Occasion, rule: RuleView, person: Person, state: State, steps: list[Step]) -> Route:
    """Return the legs that are possible; adds a step for each channel."""
    asks_consent = not (rule.plan.is_instant and occasion.kind in TRANSACTIONAL)
    legs: list[RouteLeg] = []
    reasons: list[Reason] = []
    for channel in rule.plan.channels:
        if channel in state.attempted:
            steps.append(Step(StepCode.CHANNEL, None, {"channel": channel, "attempted": "true"}))
            continue
        reason, details, point = _leg(channel, rule, person, state, asks_consent=asks_consent)
        steps.append(Step(StepCode.CHANNEL, reason is None, details, reason))
        if reason is None and point is not None:
            legs.append(RouteLeg(channel, point.address, point.id))
        elif reason is not None:
            reasons.append(reason)
    if legs:
        return Route(tuple(legs))
    return _no_route(reasons)


def _no_route(reasons: list[Reason]) -> Route:
    for reason in (Reason.NO_SENDER, Reason.RENDER_ERROR):
        if reason in reasons:
            return Route((), reason, waits=True)
    return Route((), min(reasons, key=_WEIGHT.__getitem__, default=Reason.NO_ADDRESS))


def _leg(
    channel: Channel, rule: RuleView, person: Person, state: State, *, asks_consent: bool
) -> tuple[Reason | None, dict[str, str], Point | None]:
    """Return why a channel is impossible (None: it is possible), what to tell of it, and the address."""
    details: dict[str, str] = {"channel": channel}
    if asks_consent:
        for topic in rule.plan.topics:
            if (topic, channel) not in person.consents:
                details["topic"] = topic
                return Reason.NO_CONSENT, details, None
    reason, point = _point(channel, rule.spec.topic, person)
    if point is not None:
        details["address"] = point.address
    if reason is None and not rule.template_languages.get(channel):
        reason = Reason.RENDER_ERROR
    if reason is None and channel not in state.channels_with_sender:
        reason = Reason.NO_SENDER
    return reason, details, point


def _point(channel: Channel, topic: str, person: Person) -> tuple[Reason | None, Point | None]:
    """Return the first address that may be written to, or why there is none."""
    kind = POINT_KINDS.get(channel)
    suppressed: Point | None = None
    for point in person.points:
        if point.kind is not kind or point.state is PointState.DEAD:
            continue
        if not _TAKES[channel](point.address):
            continue
        if not is_suppressed(channel, point.address, topic, person):
            return None, point
        suppressed = suppressed or point
    return (Reason.SUPPRESSED if suppressed else Reason.NO_ADDRESS), suppressed


def is_suppressed(channel: Channel, address: str, topic: str, person: Person) -> bool:
    """Whether an address must not be written to on a channel, for the topic or for all."""
    listed = person.suppressed
    return bool(listed) and ((channel, address, "") in listed or (channel, address, topic) in listed)
