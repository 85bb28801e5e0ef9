# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: a rule's draft with one thing changed. Places are dotted, as problems name them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desk.models.identity import TemplateId
from desk.models.vocabulary import Channel
from desk.services.events import EventType
from desk.services.rules import (
    Audience,
    Leg,
    QuietHours,
    RuleDraft,
    RuleSpec,
    condition_types,
    ready_spec,
)
from desk.ui.panes.rules.condition_edits import kept_items


def with_spec(draft: RuleDraft, **changes: Any) -> RuleDraft:  # noqa: ANN401 - whatever the spec holds
    """Return the draft with parts of its spec replaced."""
    return replace(draft, spec=replace(draft.spec, **changes))


def with_timing(draft: RuleDraft, **changes: Any) -> RuleDraft:  # noqa: ANN401 - whatever timing holds
    """Return the draft with parts of its timing replaced."""
    return with_spec(draft, timing=replace(draft.spec.timing, **changes))


def with_trigger(draft: RuleDraft, **changes: Any) -> RuleDraft:  # noqa: ANN401 - whatever a trigger holds
    """Return the draft with parts of its trigger replaced."""
    return with_spec(draft, trigger=replace(draft.spec.trigger, **changes))


def with_quiet(draft: RuleDraft, quiet: QuietHours | None) -> RuleDraft:
    """Return the draft with other quiet hours; None has none of its own."""
    return with_timing(draft, quiet=quiet)


def with_audience(draft: RuleDraft, audience: Audience) -> RuleDraft:
    """Return the draft meant for others."""
    return with_spec(draft, audience=audience)


def with_event(
    draft: RuleDraft, event: EventType, template_id: TemplateId | None, channels: Sequence[Channel]
) -> RuleDraft:
    """Return the draft waiting for another event: its own trigger; what does not fit it any more goes.

    channels: those that are built; a route without any of them left takes the event's usual one.
    """
    ready, spec = ready_spec(event), draft.spec
    types = condition_types(event)
    legs = tuple(leg for leg in spec.legs if leg.channel in event.channels) or tuple(
        leg for leg in ready.legs if leg.channel in channels
    )
    role = spec.audience.role if spec.audience.role in event.roles else event.roles[0]
    fitting = replace(
        spec,
        trigger=ready.trigger,
        conditions=kept_items(spec.conditions, frozenset(types)),
        audience=replace(spec.audience, role=role),
        topic=event.topic,
        urgency=event.urgency,
        legs=legs,
    )
    return replace(draft, spec=fitting, template_id=template_id or draft.template_id)


# ------------------------------------------------------------------------------------------ moments


def with_offsets(draft: RuleDraft, offsets: Sequence[int]) -> RuleDraft:
    """Return the draft with these offsets; at least one is kept."""
    ordered = sorted(set(offsets))
    first, *rest = ordered or [draft.spec.trigger.offset_minutes]
    return with_trigger(draft, offset_minutes=first, further_offsets=tuple(rest))


# --------------------------------------------------------------------------------------------- legs


def with_leg(draft: RuleDraft, channel: Channel) -> RuleDraft:
    """Return the draft with one more channel to fall back on."""
    return with_spec(draft, legs=(*draft.spec.legs, Leg(channel=channel)))


def with_channel(draft: RuleDraft, number: int, channel: Channel) -> RuleDraft:
    """Return the draft with another channel as leg `number`."""
    legs = list(draft.spec.legs)
    legs[number] = Leg(channel=channel)
    return with_spec(draft, legs=tuple(legs))


def without_leg(draft: RuleDraft, number: int) -> RuleDraft:
    """Return the draft with one channel less."""
    legs = draft.spec.legs
    return with_spec(draft, legs=legs[:number] + legs[number + 1 :])


def leg_moved(draft: RuleDraft, number: int, to: int) -> RuleDraft:
    """Return the draft with leg `number` tried at another turn."""
    legs = list(draft.spec.legs)
    legs.insert(max(0, min(to, len(legs) - 1)), legs.pop(number))
    return with_spec(draft, legs=tuple(legs))


def with_route(spec: RuleSpec, channels: Sequence[Channel], allowed: frozenset[Channel]) -> RuleSpec | None:
    """Return the spec with this route, as far as its event allows it; None when it allows none of it."""
    legs = tuple(Leg(channel=channel) for channel in channels if channel in allowed)
    return replace(spec, legs=legs) if legs else None
