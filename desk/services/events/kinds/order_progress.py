# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of an order on its way through the workshop."""

from desk.models.vocabulary import Channel, Dispatch
from desk.services.events.kind import (
    EventType,
    Guard,
    GuardKind,
    Parameter,
    ParameterUnit,
    ReadyRule,
    channels,
)
from desk.services.events.kinds.shapes import text
from desk.translation import N_

SAME_STATUS = Guard(kind=GuardKind.SAME, path="order.status")
REASON = text("reason", N_("Reason"), "motif", "Pièce introuvable")
STAFF = ReadyRule(role="assignee", legs=(Channel.EMAIL,), grace_minutes=2)

PROGRESS: tuple[EventType, ...] = (
    EventType(
        name="order.created",
        label=N_("Order created"),
        record_kind="order",
        channels=channels("E S P I L"),
        cancelled_by=("order.cancelled",),
        ready=ReadyRule(grace_minutes=5, max_age_minutes=1440),
    ),
    EventType(
        name="order.status_changed",
        label=N_("Order: status changed"),
        record_kind="order",
        channels=channels("E S P I"),
        cancelled_by=("order.status_changed",),
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=10, max_age_minutes=1440),
    ),
    EventType(
        name="order.status_changed_to",
        label=N_("Order: status changed to…"),
        record_kind="order",
        channels=channels("E S P I L"),
        parameters=(
            Parameter(
                name="to_status", label=N_("New status"), unit=ParameterUnit.STATUS, default="in_progress"
            ),
        ),
        guards=(SAME_STATUS,),
        ready=ReadyRule(to_status="in_progress", grace_minutes=5, max_age_minutes=1440),
    ),
    EventType(
        name="order.assigned",
        label=N_("Order assigned"),
        record_kind="order",
        channels=channels("P E I S"),
        cancelled_by=("order.reassigned",),
        roles=("assignee", "manager"),
        is_staff=True,
        ready=STAFF,
    ),
    EventType(
        name="order.reassigned",
        label=N_("Order reassigned"),
        record_kind="order",
        channels=channels("P E I S"),
        cancelled_by=("order.reassigned",),
        roles=("assignee", "manager"),
        is_staff=True,
        ready=STAFF,
    ),
    EventType(
        name="order.waiting_parts",
        label=N_("Order waiting for parts"),
        record_kind="order",
        channels=channels("E S P"),
        cancelled_by=("order.part_received", "order.cancelled"),
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=5, max_age_minutes=2880),
    ),
    EventType(
        name="order.part_received",
        label=N_("Parts received for an order"),
        record_kind="order",
        channels=channels("E S P"),
        roles=("customer", "assignee", "staff"),
        ready=ReadyRule(grace_minutes=5, max_age_minutes=2880),
    ),
    EventType(
        name="order.unrepairable",
        label=N_("Order beyond repair"),
        record_kind="order",
        fields=(REASON,),
        channels=channels("E S L"),
        dispatch=Dispatch.CONFIRM_FIRST,
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=10, opening_hours=True),
    ),
    EventType(
        name="order.cancelled",
        label=N_("Order cancelled"),
        record_kind="order",
        fields=(REASON,),
        channels=channels("E S P"),
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=10, max_age_minutes=2880),
    ),
)
