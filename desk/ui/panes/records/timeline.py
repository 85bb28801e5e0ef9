# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what happened to a record into lines: what is to come first, then everything, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from desk.models.vocabulary import DeliveryState, Outcome
from desk.services.delivery import DeliveryRow, EvaluationRow
from desk.services.events import EventRow, RecordKind, instant_of, record_kind
from desk.services.reminders import TimerRow
from desk.services.shop import local_day
from desk.translation import _
from desk.ui.panes.records.readings import Feed, Shop
from desk.ui.panes.records.status_look import status_mark
from desk.ui.widgets.feed_list import FeedLine
from desk.ui.wording import channel_mark, delivery_mark, event_name, field_name, formats, reason_text

_WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})
ARROW = " \u2192 "
MOST_REASONS = 3
"""So many rules that said no are named for one change; the feed is no log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happened:
    """A line with its instant; of one instant, messages stand above what they tell of."""

    at: datetime
    order: int
    line: FeedLine


def lines(feed: Feed, shop: Shop, now: datetime) -> tuple[FeedLine, ...]:
    """Return every line of a feed, with a head for what is to come and for each day."""
    zone = formats.zone()
    made = [FeedLine(title=_("To come")), *coming] if (coming := tuple(_coming(feed, now))) else []
    for day, group in groupby(_past(feed, shop), key=lambda one: local_day(one.at, zone)):
        made += [FeedLine(title=_day_text(day, local_day(now, zone))), *(one.line for one in group)]
    return tuple(made) or (FeedLine(title=_("Nothing has happened to this record yet.")),)


def _coming(feed: Feed, now: datetime) -> Iterator[FeedLine]:
    waiting = [(send.due_at, _send_line(send, now)) for send in feed.sends if send.state in _WAITING]
    timers = [(timer.due_at, _timer_line(timer, now)) for timer in feed.timers]
    for _at, line in sorted(waiting + timers, key=lambda pair: pair[0]):
        yield line


def _past(feed: Feed, shop: Shop) -> list[_Happened]:
    sent = [
        _Happened(at=send.settled_at or send.created_at, order=1, line=_send_line(send, None))
        for send in feed.sends
        if send.state not in _WAITING
    ]
    if feed.has_older and feed.events:
        sent = [one for one in sent if one.at >= feed.events[-1].occurred_at]
    found = sent + [_change(group, feed, shop) for group in _changes(feed.events)]
    return sorted(found, key=lambda one: (one.at, one.order), reverse=True)


def _changes(events: Sequence[EventRow]) -> Iterator[list[EventRow]]:
    """Yield the events of one change together; what a change raises has its key in common."""
    by_key: dict[str, list[EventRow]] = {}
    for event in events:
        by_key.setdefault(event.key, []).append(event)
    yield from by_key.values()


def _change(events: list[EventRow], feed: Feed, shop: Shop) -> _Happened:
    kind = record_kind(feed.card.kind)
    first = events[-1]
    icon, role, title = _title(kind, events, shop, feed)
    who = shop.operator_name(first.subject.operator_id)
    parts = [who, *_decisions(events, feed)]
    is_struck = all(event.undone_at is not None for event in events)
    return _Happened(
        at=first.occurred_at,
        order=0,
        line=FeedLine(
            title=title,
            detail="\n".join(part for part in parts if part),
            time=formats.time(first.occurred_at),
            icon="arrow-u-up-left" if is_struck else icon,
            role="text3" if is_struck else role,
            is_struck=is_struck,
        ),
    )


def _title(kind: RecordKind, events: list[EventRow], shop: Shop, feed: Feed) -> tuple[str, str, str]:
    """Return icon, colour and words of a change."""
    names = {event.kind for event in events}
    values = events[-1].snapshot
    if kind.raises.created in names:
        return "plus-circle", "info", event_name(kind.raises.created)
    status = str(values.get(f"{kind.name}.status", ""))
    before = str(values.get(f"{kind.name}.previous_status", ""))
    if names & {kind.raises.status_changed, kind.raises.status_changed_to} and status:
        mark = status_mark(kind, status)
        said = f"{status_mark(kind, before).text}{ARROW}{mark.text}" if before else mark.text
        return mark.icon, "text2" if mark.role in {"neutral", "tint"} else mark.role, said
    if kind.raises.due_moved in names:
        return "calendar-blank", "text2", _due_title(kind, values)
    if names & {kind.raises.assigned, kind.raises.reassigned}:
        person = str(values.get(kind.assignee_field) or shop.operator_name(feed.card.assignee_id))
        return (
            "user",
            "text2",
            _("Assigned to {name}").format(name=person) if person else event_name(events[-1].kind),
        )
    return "lightning", "text2", event_name(events[-1].kind)


def _due_title(kind: RecordKind, values: Mapping[str, object]) -> str:
    said = [
        formats.moment(at)
        for path in (kind.previous_due_field, kind.due_field)
        if isinstance(value := values.get(path), str) and (at := instant_of(value)) is not None
    ]
    label = field_name(kind.due_field)
    if not said:
        return _("{field} taken away").format(field=label)
    return f"{label}{_(': ')}{ARROW.join(said)}"


def _decisions(events: list[EventRow], feed: Feed) -> list[str]:
    """Say what was decided: nothing where messages speak for themselves."""
    if all(event.undone_at is not None for event in events):
        return [_("Taken back: nobody is told.")]
    if any(event.planned_at is None for event in events):
        waits = _("Being decided…") if feed.is_service_up else _("Will be decided when the service runs.")
        return [waits]
    decided = [one for event in events for one in feed.decisions.get(event.id, ())]
    if not decided:
        return [_("Nobody is told: no active rule waits for this.")]
    said = [_decision_text(one) for one in decided if one.outcome is Outcome.SKIP]
    return list(dict.fromkeys(said))[:MOST_REASONS]


def _decision_text(decision: EvaluationRow) -> str:
    why = reason_text(decision.reason).title if decision.reason is not None else ""
    return _("“{rule}” sends nothing: {reason}").format(
        rule=decision.rule_name or event_name(decision.event_kind), reason=why[:1].lower() + why[1:]
    )


def _send_line(send: DeliveryRow, now: datetime | None) -> FeedLine:
    """Say a message; `now`: it is still to come."""
    mark = delivery_mark(send.state, send.reason)
    channel = channel_mark(send.channel).text
    title = _("{channel} to {name}").format(
        channel=channel, name=send.customer_name or _("a member of staff")
    )
    reason = reason_text(send.reason).title if send.reason is not None else ""
    state = mark.text if not reason or reason == mark.text else f"{mark.text} ({reason})"
    at = send.due_at if now is not None else send.settled_at or send.created_at
    return FeedLine(
        title=title,
        detail="\n".join(part for part in (send.rule_name, state) if part),
        time=formats.moment(at, now) if now is not None else formats.time(at),
        icon=mark.icon,
        role=mark.role,
        link=send.id,
    )


def _timer_line(timer: TimerRow, now: datetime) -> FeedLine:
    return FeedLine(
        title=event_name(timer.event_kind),
        detail=_("The rules decide then whether somebody is told."),
        time=formats.moment(timer.due_at, now),
        icon="clock",
        role="text2",
    )


def _day_text(day: date, today: date) -> str:
    away = (today - day).days
    if away == 0:
        return _("Today")
    return _("Yesterday") if away == 1 else formats.day_in_full(day)
