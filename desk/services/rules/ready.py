# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the rule that an event type ships with."""

from desk.services.events import AnchorKind, EventType, ParameterUnit, kind_of
from desk.services.rules.spec import (
    Audience,
    CatchUp,
    Comparison,
    Condition,
    Group,
    HoursMode,
    Leg,
    QuietHours,
    RuleSpec,
    Timing,
    Trigger,
    TriggerKind,
)
from desk.services.shop import DAY_MINUTES


def ready_spec(event: EventType) -> RuleSpec:
    """Return what the ready rule of an event type says."""
    ready = event.ready
    return RuleSpec(
        trigger=_trigger(event),
        conditions=Group(
            items=tuple(Condition(path=path, comparison=Comparison.IS_SET) for path in ready.needs)
        ),
        audience=Audience(role=ready.role, subscribers_only=ready.subscribers_only),
        topic=event.topic,
        urgency=event.urgency,
        dispatch=event.dispatch,
        legs=tuple(Leg(channel=channel) for channel in ready.legs if channel in event.channels),
        timing=Timing(
            delay_minutes=ready.delay_minutes,
            hours=HoursMode.OPENING_HOURS if ready.opening_hours else HoursMode.ANY_TIME,
            quiet=QuietHours() if ready.quiet else None,
        ),
        grace_minutes=ready.grace_minutes,
        catch_up=CatchUp.SKIP if ready.skip_missed else CatchUp.SEND_LATE,
        max_age_minutes=ready.max_age_minutes,
    )


def _trigger(event: EventType) -> Trigger:
    ready, anchor = event.ready, event.anchor
    if anchor.kind is AnchorKind.AT:
        kind = TriggerKind.STATUS_CHANGED if is_status_event(event) else TriggerKind.EVENT
        to_status = ready.to_status or str(_parameter(event, ParameterUnit.STATUS) or "")
        return Trigger(kind=kind, event_kind=event.name, to_status=to_status)
    yearly = anchor.kind is AnchorKind.YEARLY
    return Trigger(
        kind=TriggerKind.YEARLY if yearly else TriggerKind.DATE_FIELD,
        event_kind=event.name,
        date_field=anchor.date_field,
        offset_minutes=ready.offset_minutes,
        at=ready.at,
        further_offsets=_series(event),
    )


def is_status_event(event: EventType) -> bool:
    """Whether an event type is about entering a status, any or a chosen one."""
    kind = kind_of(event.name)
    return kind is not None and event.name in (kind.raises.status_changed, kind.raises.status_changed_to)


def _series(event: EventType) -> tuple[int, ...]:
    """Return the offsets of a repeated reminder but its first, such as 7, 14 and 30 days after."""
    days = _parameter(event, ParameterUnit.DAY_LIST)
    offsets = [day * DAY_MINUTES for day in days] if isinstance(days, tuple) else []
    return tuple(offset for offset in offsets if offset != event.ready.offset_minutes)


def _parameter(event: EventType, unit: ParameterUnit) -> int | str | tuple[int, ...] | None:
    return next((parameter.default for parameter in event.parameters if parameter.unit is unit), None)
