# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what a customer was told, or was not, into lines under the days, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from desk.models.vocabulary import DeliveryState
from desk.services.shop import local_day
from desk.translation import _
from desk.ui.panes.customers.looks import phone_text
from desk.ui.panes.customers.readings import CardView
from desk.ui.widgets import CheckItem
from desk.ui.widgets.feed_list import FeedLine
from desk.ui.wording import (
    channel_mark,
    delivery_mark,
    event_name,
    formats,
    reason_text,
    record_name,
    status_name,
)

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow, EvaluationRow

SEND, DECISION = "delivery_id", "evaluation_id"
"""What a line leads to: `kind:id`, as the page of sends reveals it."""
WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})


def lines(view: CardView, now: datetime) -> tuple[FeedLine, ...]:
    """Return every line, with a head for each day."""
    zone = formats.zone()
    made: list[FeedLine] = []
    for day, group in groupby(_past(view), key=lambda one: local_day(one[0], zone)):
        made += [FeedLine(title=_day_text(day, local_day(now, zone))), *(line for _at, line in group)]
    return tuple(made)


def upcoming(view: CardView, now: datetime) -> tuple[CheckItem, ...]:
    """Return what waits for the customer, soonest first."""
    return tuple(_waiting(send, now) for send in view.upcoming)


def open_records(view: CardView) -> tuple[CheckItem, ...]:
    """Return the records in which work goes on."""
    return tuple(
        CheckItem(
            key=row.id,
            text=" ".join(part for part in (record_name(row.kind), row.reference) if part),
            state="info",
            state_word=status_name(row.kind, row.status),
            detail=" · ".join(
                part
                for part in (
                    row.title,
                    status_name(row.kind, row.status),
                    formats.moment(row.due_at) if row.due_at else "",
                )
                if part
            ),
            verb=_("Open"),
        )
        for row in view.records
    )


def _past(view: CardView) -> list[tuple[datetime, FeedLine]]:
    sends = [send for send in view.sends if send.state not in WAITING]
    found = [(send.settled_at or send.created_at, _send_line(send)) for send in sends]
    found += [(one.at, _skip_line(one)) for one in view.skipped]
    if view.has_older and view.sends:  # what is older than the oldest send shown comes with the next page
        oldest = view.sends[-1].created_at
        found = [one for one in found if one[0] >= oldest]
    return sorted(found, key=lambda one: one[0], reverse=True)


def _send_line(send: DeliveryRow) -> FeedLine:
    mark = delivery_mark(send.state, send.reason)
    at = send.settled_at or send.created_at
    return FeedLine(
        title=send.rule_name or channel_mark(send.channel).text,
        detail="\n".join(_about(send)),
        time=formats.time(at),
        icon=mark.icon,
        role=mark.role,
        link=f"{SEND}:{send.id}",
    )


def _about(send: DeliveryRow) -> Iterator[str]:
    mark = delivery_mark(send.state, send.reason)
    reason = reason_text(send.reason).title if send.reason is not None else ""
    yield mark.text if not reason or reason == mark.text else f"{mark.text} ({reason})"
    where = " ".join(part for part in (channel_mark(send.channel).text, phone_text(send.address)) if part)
    yield " · ".join(part for part in (where, send.record_reference) if part)


def _skip_line(decision: EvaluationRow) -> FeedLine:
    why = reason_text(decision.reason).title if decision.reason is not None else ""
    return FeedLine(
        title=decision.rule_name or event_name(decision.event_kind),
        detail="\n".join(part for part in (_("Nothing sent"), why) if part),
        time=formats.time(decision.at),
        icon="prohibit",
        role="text3",
        link=f"{DECISION}:{decision.id}",
    )


def _waiting(send: DeliveryRow, now: datetime) -> CheckItem:
    mark = delivery_mark(send.state, send.reason)
    reason = reason_text(send.reason).title if send.reason is not None else ""
    when = formats.moment(send.due_at, now) if send.reason != "awaiting_approval" else ""
    parts = (channel_mark(send.channel).text, when, reason or mark.text)
    return CheckItem(
        key=send.id,
        text=send.rule_name or channel_mark(send.channel).text,
        state="warn" if reason else "busy" if send.state is DeliveryState.SENDING else "todo",
        state_word=mark.text,
        detail=" · ".join(part for part in parts if part),
        verb=_("Call off"),
    )


def _day_text(day: date, today: date) -> str:
    away = (today - day).days
    if away == 0:
        return _("Today")
    return _("Yesterday") if away == 1 else formats.day_in_full(day)
