# SPDX-License-Identifier: LicenseRef-Desk
"""Finds what keeps a rule from being active: values with a code and a place, nothing raised."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.errors import Problem
from desk.models.vocabulary import Channel, RouteMode
from desk.services.events import AnchorKind, EventType, FieldType, fields_of, kind_of
from desk.services.rules.compiled import TIMED
from desk.services.rules.condition_check import condition_problems, condition_types
from desk.services.rules.spec import HoursMode, QuietHours, RuleSpec, Trigger, TriggerKind
from desk.services.rules.steps import StepCode
from desk.services.rules.timing import earliest, opening_constraint, quiet_constraint, quiet_of
from desk.services.shop import LocationView, minutes_of, zone_of

WEEK = frozenset(range(7))
ASSIGNEE = "assignee"
"""The one member of staff whom a record names."""
TALK = "conversation.id"
"""An event of a conversation names those who look after it, and the staff of its place, itself."""
UNREACHABLE = frozenset({"manager", "owner", "staff", "previous_address"})
"""Roles that no record names anybody for, so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFacts:
    """What a rule has to know of its template. languages: channel → languages of the published version."""

    template_id: str
    version_id: str | None = None
    languages: Mapping[Channel, frozenset[str]] = field(default_factory=dict)


def problems(
    spec: RuleSpec,
    template: TemplateFacts | None,
    channels_with_sender: Collection[Channel],
    event: EventType,
    languages: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return everything that keeps a rule from being active, in the order of the sentence; () when it may be.

    languages: the shop's; each needs a text on each channel of the route.
    """
    return (
        *_of_trigger(spec.trigger, event),
        *condition_problems(spec.conditions, condition_types(event)),
        *_of_audience(spec, event),
        *_of_route(spec, channels_with_sender, event),
        *_of_template(spec, template, languages),
        *_of_timing(spec),
    )


def _of_trigger(trigger: Trigger, event: EventType) -> Iterator[Problem]:
    is_timed = trigger.kind in TIMED
    if is_timed != (event.anchor.kind is not AnchorKind.AT):
        yield Problem(code="trigger_not_for_event", place="trigger.kind", details={"event": event.name})
    elif is_timed:
        yield from _of_date(trigger, event)
    elif trigger.kind is TriggerKind.STATUS_CHANGED:
        yield from _of_status(trigger, event)


def _of_status(trigger: Trigger, event: EventType) -> Iterator[Problem]:
    kind = kind_of(event.name)
    if kind is None:
        yield Problem(code="event_without_status", place="trigger.kind", details={"event": event.name})
    elif trigger.to_status and kind.status(trigger.to_status) is None:
        yield Problem(code="unknown_status", place="trigger.to_status", details={"status": trigger.to_status})


def _of_date(trigger: Trigger, event: EventType) -> Iterator[Problem]:
    if not trigger.date_field:
        yield Problem(code="date_field_missing", place="trigger.date_field")
    elif not _is_date_of(trigger.date_field, event):
        details = {"path": trigger.date_field}
        yield Problem(code="not_a_date_field", place="trigger.date_field", details=details)
    if event.anchor.kind is AnchorKind.BEFORE and trigger.offsets[-1] >= 0:
        yield Problem(code="offset_missing", place="trigger.offset_minutes", details={"side": "before"})
    if event.anchor.kind is AnchorKind.AFTER and trigger.offsets[0] < 0:
        yield Problem(code="offset_wrong_side", place="trigger.offset_minutes", details={"side": "after"})
    if trigger.at and not is_wall(trigger.at):
        yield Problem(code="bad_time", place="trigger.at", details={"value": trigger.at})


def _is_date_of(path: str, event: EventType) -> bool:
    """Whether a path is a date of what the event is about: its record, or the customer where it has none."""
    if not path.startswith(f"{event.record_kind or 'customer'}."):
        return False
    dates = (FieldType.DATE, FieldType.INSTANT)
    return any(one.path == path and one.type in dates for one in fields_of(event.name))


def _of_audience(spec: RuleSpec, event: EventType) -> Iterator[Problem]:
    role = spec.audience.role
    details = {"role": role}
    if role not in event.roles:
        yield Problem(code="role_not_for_event", place="audience.role", details=details)
    elif not _names_staff(event) and (role in UNREACHABLE or (role == ASSIGNEE and not event.record_kind)):
        yield Problem(code="staff_not_reachable", place="audience.role", details=details)


def _names_staff(event: EventType) -> bool:
    return any(one.path == TALK for one in event.fields)


def _of_route(spec: RuleSpec, senders: Collection[Channel], event: EventType) -> Iterator[Problem]:
    channels = [leg.channel for leg in spec.legs]
    if not channels:
        yield Problem(code="no_legs", place="legs")
    if spec.mode is not RouteMode.FALLBACK:
        yield Problem(code="mode_not_available", place="mode", details={"mode": spec.mode.value})
    for number, channel in enumerate(channels):
        place, details = f"legs.{number}", {"channel": channel.value}
        if channel not in event.channels:
            yield Problem(code="channel_not_allowed", place=place, details={**details, "event": event.name})
        elif channel in channels[:number]:
            yield Problem(code="channel_twice", place=place, details=details)
        elif channel not in senders:
            yield Problem(code="no_sender", place=place, details=details)


def _of_template(
    spec: RuleSpec, template: TemplateFacts | None, languages: Collection[str]
) -> Iterator[Problem]:
    if template is None:
        yield Problem(code="no_template", place="template")
        return
    if template.version_id is None:
        yield Problem(code="template_unpublished", place="template")
        return
    for number, leg in enumerate(spec.legs):
        place, details = f"legs.{number}", {"channel": leg.channel.value}
        written = template.languages.get(leg.channel, frozenset())
        if not written:
            yield Problem(code="text_missing", place=place, details=details)
            continue
        for language in languages:
            if not language_covers(language, written):
                yield Problem(code="language_missing", place=place, details={**details, "language": language})


def language_covers(language: str, written: Collection[str]) -> bool:
    """Whether somebody who reads `language` finds a text in it: fr-CA is content with fr."""
    return language in written or language.partition("-")[0] in written


def _of_timing(spec: RuleSpec) -> Iterator[Problem]:
    counts = {
        "timing.delay_minutes": spec.timing.delay_minutes,
        "grace_minutes": spec.grace_minutes,
        "max_age_minutes": spec.max_age_minutes or 0,
    }
    for place, count in counts.items():
        if count < 0:
            yield Problem(code="negative", place=place)
    if spec.timing.quiet is not None:
        yield from _of_quiet(spec.timing.quiet)
    if spec.valid_from and spec.valid_until and spec.valid_from > spec.valid_until:
        yield Problem(code="ends_before_start", place="valid_until")
    if not spec.topic:
        yield Problem(code="topic_missing", place="topic")


def _of_quiet(quiet: QuietHours) -> Iterator[Problem]:
    for name, wall in (("start", quiet.start), ("end", quiet.end)):
        if not is_wall(wall):
            yield Problem(code="bad_time", place=f"timing.quiet.{name}", details={"value": wall})
    if set(quiet.weekdays) >= WEEK:
        yield Problem(code="always_quiet", place="timing.quiet.weekdays")
    elif not set(quiet.weekdays) <= WEEK:
        yield Problem(code="bad_weekday", place="timing.quiet.weekdays")


def is_wall(wall: str) -> bool:
    """Whether a text is a wall time "HH:MM"."""
    try:
        minutes_of(wall)
    except ValueError:
        return False
    return True


def hours_problems(spec: RuleSpec, places: Collection[LocationView], now: datetime) -> tuple[Problem, ...]:
    """Return the places at which a rule's message could never leave: never open, or only in quiet hours.

    places: all of the shop's; those that the rule does not name are not looked at.
    """
    if spec.timing.hours is not HoursMode.OPENING_HOURS or any(_of_timing(spec)):
        return ()
    wanted = [place for place in places if not spec.location_ids or place.id in spec.location_ids]
    if not wanted:
        return (Problem(code="no_location", place="timing.hours"),)
    return tuple(
        Problem(code="never_open", place="timing.hours", details={"location": place.name})
        for place in wanted
        if not _is_ever_allowed(spec, place, now)
    )


def _is_ever_allowed(spec: RuleSpec, place: LocationView, now: datetime) -> bool:
    constraints = [opening_constraint(place)]
    if spec.timing.quiet is not None:
        quiet, zone = quiet_of(spec.timing.quiet), zone_of(place.zone, "UTC")
        constraints.append(quiet_constraint(quiet, zone, place.country, StepCode.QUIET))
    return earliest(now, constraints).at is not None
