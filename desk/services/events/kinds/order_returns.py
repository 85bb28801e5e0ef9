# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of an order that goes back to its owner, and of what comes after."""

from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
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
from desk.services.events.kinds.order_progress import SAME_STATUS
from desk.services.events.kinds.shapes import day, link, money, number, text
from desk.translation import N_

GONE = ("order.collected", "order.cancelled")

RETURNS: tuple[EventType, ...] = (
    EventType(
        name="order.ready",
        label=N_("Order ready for pick-up"),
        record_kind="order",
        fields=(
            money("balance_due", N_("Balance due"), "reste_a_payer", "64.50"),
            day("pickup_until", N_("To be collected by"), "retrait_avant", "2026-12-24"),
        ),
        channels=channels("E S P I L"),
        urgency=Urgency.CRITICAL,
        cancelled_by=GONE,
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=5),
    ),
    EventType(
        name="order.uncollected",
        label=N_("Order not collected"),
        record_kind="order",
        fields=(
            number("days_waiting", N_("Days waiting"), "jours_attente", 7),
            money("storage_fee", N_("Storage fee"), "frais_garde", "5.00"),
        ),
        channels=channels("E S L"),
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.ready_at"),
        parameters=(
            Parameter(
                name="repeat_days",
                label=N_("Days after ready"),
                unit=ParameterUnit.DAY_LIST,
                default=(3, 7, 14, 30),
            ),
            Parameter(
                name="confirm_from",
                label=N_("Confirm first from day"),
                unit=ParameterUnit.DAYS,
                default=30,
                least=1,
            ),
        ),
        cancelled_by=GONE,
        guards=(SAME_STATUS,),
        ready=ReadyRule(offset_minutes=3 * 1440, at="10:00", grace_minutes=0, max_age_minutes=2880),
    ),
    EventType(
        name="order.abandoned_notice",
        label=N_("Last notice before disposal"),
        record_kind="order",
        fields=(day("deadline", N_("Deadline"), "date_limite", "2027-03-24"),),
        channels=channels("L E"),
        urgency=Urgency.CRITICAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.ready_at"),
        parameters=(
            Parameter(
                name="days_after", label=N_("Days after ready"), unit=ParameterUnit.DAYS, default=90, least=1
            ),
        ),
        cancelled_by=GONE,
        guards=(SAME_STATUS,),
        ready=ReadyRule(legs=(Channel.EMAIL,), offset_minutes=90 * 1440, at="10:00", grace_minutes=0),
    ),
    EventType(
        name="order.collected",
        label=N_("Order collected"),
        record_kind="order",
        fields=(text("invoice.number", N_("Invoice number"), "facture.numero", "F-2026-0418"),),
        channels=channels("E S"),
        cancelled_by=("order.status_changed",),
        guards=(SAME_STATUS,),
        ready=ReadyRule(grace_minutes=10, max_age_minutes=1440),
    ),
    EventType(
        name="order.feedback",
        label=N_("Opinion asked after pick-up"),
        record_kind="order",
        fields=(link("review_url", N_("Review page"), "lien_avis", "https://atelier-lyon.example/avis"),),
        channels=channels("E S"),
        topic=Topic.QUALITY,
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="order.closed_at"),
        parameters=(
            Parameter(
                name="hours_after",
                label=N_("Hours after pick-up"),
                unit=ParameterUnit.HOURS,
                default=24,
                least=1,
            ),
        ),
        cancelled_by=("order.status_changed",),
        guards=(SAME_STATUS, Guard(kind=GuardKind.EMPTY, path="order.complaint_at")),
        ready=ReadyRule(offset_minutes=1440, at="11:00", grace_minutes=0, max_age_minutes=4320),
    ),
    EventType(
        name="order.warranty_ending",
        label=N_("Warranty ending"),
        record_kind="order",
        channels=channels("E S"),
        topic=Topic.COMMERCIAL,
        anchor=Anchor(kind=AnchorKind.BEFORE, date_field="order.warranty_until"),
        parameters=(
            Parameter(
                name="days_ahead", label=N_("Days ahead"), unit=ParameterUnit.DAYS, default=30, least=1
            ),
        ),
        cancelled_across=("order.created",),
        guards=(Guard(kind=GuardKind.SAME, path="order.warranty_until"),),
        ready=ReadyRule(
            offset_minutes=-30 * 1440,
            at="10:00",
            subscribers_only=True,
            grace_minutes=0,
            max_age_minutes=10080,
        ),
    ),
    EventType(
        name="order.maintenance_due",
        label=N_("Service due"),
        record_kind="order",
        fields=(text("interval", N_("Service interval"), "periodicite", "6 mois"),),
        channels=channels("E S L"),
        topic=Topic.COMMERCIAL,
        anchor=Anchor(kind=AnchorKind.BEFORE, date_field="order.maintenance_at"),
        parameters=(
            Parameter(name="days_ahead", label=N_("Days ahead"), unit=ParameterUnit.DAYS, default=14),
        ),
        cancelled_across=("appointment.created", "order.created"),
        guards=(Guard(kind=GuardKind.SAME, path="order.maintenance_at"),),
        ready=ReadyRule(
            offset_minutes=-14 * 1440,
            at="10:00",
            subscribers_only=True,
            grace_minutes=0,
            max_age_minutes=10080,
        ),
    ),
)
