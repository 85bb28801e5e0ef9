# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of an order that hang on its dates before it is ready."""

from desk.models.vocabulary import Channel, Dispatch
from desk.services.events.kind import (
    Anchor,
    AnchorKind,
    EventType,
    Guard,
    GuardKind,
    Parameter,
    ParameterUnit,
    ReadyRule,
    channels,
)
from desk.services.events.kinds.shapes import number, text
from desk.translation import N_

OPEN = Guard(kind=GuardKind.OPEN)
SAME_DUE = Guard(kind=GuardKind.SAME, path="order.due_at")
CLOSINGS = ("order.collected", "order.cancelled")

TIMES: tuple[EventType, ...] = (
    EventType(
        name="order.due_changed",
        label=N_("Order: due date changed"),
        record_kind="order",
        channels=channels("E S P I"),
        cancelled_by=("order.due_changed", *CLOSINGS),
        guards=(OPEN, SAME_DUE),
        ready=ReadyRule(needs=("order.due_at",), grace_minutes=10, max_age_minutes=1440),
    ),
    EventType(
        name="order.due_reminder",
        label=N_("Order due soon"),
        record_kind="order",
        fields=(number("minutes_left", N_("Minutes left"), "minutes_restantes", 120),),
        channels=channels("E S P I"),
        anchor=Anchor(kind=AnchorKind.BEFORE, date_field="order.due_at"),
        parameters=(
            Parameter(
                name="offset_minutes",
                label=N_("How long before"),
                unit=ParameterUnit.MINUTES,
                default=120,
                least=1,
            ),
        ),
        cancelled_by=("order.due_changed", "order.ready", *CLOSINGS),
        guards=(OPEN, SAME_DUE),
        ready=ReadyRule(offset_minutes=-120, grace_minutes=0, max_age_minutes=60, skip_missed=True),
    ),
    EventType(
        name="order.overdue",
        label=N_("Order late"),
        record_kind="order",
        fields=(number("days_late", N_("Days late"), "jours_retard", 1),),
        channels=channels("E S I"),
        dispatch=Dispatch.CONFIRM_FIRST,
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.due_at"),
        parameters=(Parameter(name="days_after", label=N_("Days late"), unit=ParameterUnit.DAYS, default=1),),
        cancelled_by=("order.due_changed", "order.ready", *CLOSINGS),
        guards=(OPEN, SAME_DUE),
        roles=("customer", "assignee", "manager", "staff"),
        ready=ReadyRule(offset_minutes=1440, at="09:00", grace_minutes=0, max_age_minutes=2880),
    ),
    EventType(
        name="order.stale",
        label=N_("Order without news"),
        record_kind="order",
        fields=(number("idle_days", N_("Days without a change"), "jours_sans_suite", 5),),
        channels=channels("I E"),
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.updated_at"),
        parameters=(
            Parameter(
                name="idle_days",
                label=N_("Days without a change"),
                unit=ParameterUnit.DAYS,
                default=5,
                least=1,
            ),
        ),
        cancelled_by=("order.status_changed", "order.due_changed", "order.reassigned", *CLOSINGS),
        guards=(OPEN, Guard(kind=GuardKind.SAME, path="order.updated_at")),
        roles=("assignee", "manager", "staff"),
        is_staff=True,
        ready=ReadyRule(
            role="assignee",
            legs=(Channel.EMAIL,),
            offset_minutes=5 * 1440,
            at="09:00",
            grace_minutes=0,
            max_age_minutes=2880,
        ),
    ),
    EventType(
        name="order.loan_due",
        label=N_("Loan not returned"),
        record_kind="order",
        fields=(text("loan_item", N_("Item on loan"), "pret", "vélo de ville n° 4"),),
        channels=channels("S E"),
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.loan_due_at"),
        parameters=(Parameter(name="days_after", label=N_("Days late"), unit=ParameterUnit.DAYS, default=1),),
        guards=(
            Guard(kind=GuardKind.EMPTY, path="order.loan_returned_at"),
            Guard(kind=GuardKind.SAME, path="order.loan_due_at"),
        ),
        roles=("customer", "assignee", "staff"),
        ready=ReadyRule(
            legs=(Channel.SMS, Channel.EMAIL),
            offset_minutes=1440,
            at="10:00",
            grace_minutes=0,
            max_age_minutes=2880,
        ),
    ),
)
