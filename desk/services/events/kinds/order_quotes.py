# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of an order's quote."""

from desk.models.vocabulary import Urgency
from desk.services.events.kind import (
    Anchor,
    AnchorKind,
    EventType,
    Parameter,
    ParameterUnit,
    ReadyRule,
    channels,
)
from desk.services.events.kinds.order_progress import SAME_STATUS
from desk.services.events.kinds.shapes import day, money, number
from desk.translation import N_

QUOTE = (
    money("quote.total", N_("Quote total"), "devis.total", "80.00"),
    day("quote.expires_at", N_("Quote valid until"), "devis.expiration", "2026-12-20"),
)
ANSWERS = ("order.quote_accepted", "order.quote_refused", "order.cancelled")

QUOTES: tuple[EventType, ...] = (
    EventType(
        name="order.quote_ready",
        label=N_("Quote ready"),
        record_kind="order",
        fields=QUOTE,
        channels=channels("E S P L"),
        urgency=Urgency.CRITICAL,
        cancelled_by=ANSWERS,
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=5),
    ),
    EventType(
        name="order.quote_reminder",
        label=N_("Quote without an answer"),
        record_kind="order",
        fields=(
            *QUOTE,
            number("attempts_left", N_("Reminders left"), "relances_restantes", 2),
        ),
        channels=channels("E S"),
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.quoted_at"),
        parameters=(
            Parameter(
                name="repeat_days",
                label=N_("Days after the quote"),
                unit=ParameterUnit.DAY_LIST,
                default=(3, 7, 14),
            ),
        ),
        cancelled_by=ANSWERS,
        guards=(SAME_STATUS,),
        ready=ReadyRule(offset_minutes=3 * 1440, at="10:00", grace_minutes=0, max_age_minutes=2880),
    ),
    EventType(
        name="order.quote_accepted",
        label=N_("Quote accepted"),
        record_kind="order",
        fields=QUOTE,
        channels=channels("E S"),
        cancelled_by=("order.quote_refused", "order.cancelled"),
        roles=("customer", "assignee", "manager", "staff"),
        ready=ReadyRule(grace_minutes=5, max_age_minutes=1440),
    ),
    EventType(
        name="order.quote_refused",
        label=N_("Quote refused"),
        record_kind="order",
        fields=QUOTE,
        channels=channels("E S"),
        cancelled_by=("order.quote_accepted", "order.cancelled"),
        roles=("customer", "assignee", "manager", "staff"),
        ready=ReadyRule(grace_minutes=5, max_age_minutes=1440),
    ),
)
