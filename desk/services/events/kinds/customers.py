# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of a customer: dates of a life, silence, consent, and what the law gives them."""

from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
from desk.services.events.kind import (
    Anchor,
    AnchorKind,
    EventType,
    Parameter,
    ParameterUnit,
    ReadyRule,
    channels,
)
from desk.services.events.kinds.fields import LAST_VISIT
from desk.services.events.kinds.shapes import choice, number, required, text
from desk.translation import N_

DAYS_AHEAD = number("days_ahead", N_("Days ahead"), "jours_avance", 3)
CONSENT = (
    required(choice("topic", N_("Topic"), "theme", "commercial")),
    required(choice("channel", N_("Channel"), "canal", "email")),
    text(
        "wording", N_("Wording of the consent"), "formule", "J’accepte de recevoir les offres de l’atelier."
    ),
)
REFERENCE = required(text("reference", N_("Receipt number"), "reference", "RGPD-2026-014"))
RECEIPT = ReadyRule(legs=(Channel.EMAIL,), grace_minutes=0, quiet=False)

CUSTOMER_EVENTS: tuple[EventType, ...] = (
    EventType(
        name="customer.created",
        label=N_("Customer created"),
        channels=channels("E S P L"),
        cancelled_by=("customer.erased",),
        ready=ReadyRule(delay_minutes=15, grace_minutes=10, max_age_minutes=1440),
    ),
    EventType(
        name="customer.birthday",
        label=N_("Customer’s birthday"),
        fields=(number("age", N_("Age"), "age", 40), DAYS_AHEAD),
        channels=channels("E S P L"),
        topic=Topic.COMMERCIAL,
        anchor=Anchor(kind=AnchorKind.YEARLY, date_field="customer.birth_date"),
        parameters=(
            Parameter(name="days_ahead", label=N_("Days ahead"), unit=ParameterUnit.DAYS, default=3),
        ),
        cancelled_by=("customer.erased",),
        ready=ReadyRule(
            offset_minutes=-3 * 1440, at="10:00", subscribers_only=True, grace_minutes=0, max_age_minutes=2880
        ),
    ),
    EventType(
        name="customer.anniversary",
        label=N_("Customer’s anniversary"),
        fields=(
            choice("date_field", N_("Date celebrated"), "date_suivie", "customer.registered_at"),
            number("years", N_("Years"), "annees", 3),
        ),
        channels=channels("E S P L"),
        topic=Topic.COMMERCIAL,
        anchor=Anchor(kind=AnchorKind.YEARLY, date_field="customer.registered_at"),
        parameters=(
            Parameter(
                name="date_field",
                label=N_("Date celebrated"),
                unit=ParameterUnit.DATE_FIELD,
                default="customer.registered_at",
            ),
            Parameter(name="days_ahead", label=N_("Days ahead"), unit=ParameterUnit.DAYS, default=0),
        ),
        cancelled_by=("customer.erased",),
        ready=ReadyRule(at="10:00", subscribers_only=True, grace_minutes=0, max_age_minutes=2880),
    ),
    EventType(
        name="customer.inactive",
        label=N_("Customer not seen for long"),
        fields=(LAST_VISIT, number("days_since_last", N_("Days since the last visit"), "jours_absence", 180)),
        channels=channels("E S"),
        topic=Topic.COMMERCIAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="customer.last_visit_at"),
        parameters=(
            Parameter(
                name="days_after",
                label=N_("Days without a visit"),
                unit=ParameterUnit.DAYS,
                default=180,
                least=1,
            ),
        ),
        cancelled_by=("customer.erased",),
        cancelled_across=("order.created", "appointment.created"),
        ready=ReadyRule(
            offset_minutes=180 * 1440,
            at="10:00",
            subscribers_only=True,
            grace_minutes=0,
            max_age_minutes=10080,
        ),
    ),
    EventType(
        name="customer.consent_requested",
        label=N_("Consent asked for"),
        fields=CONSENT,
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        cancelled_by=("customer.consent_changed", "customer.erased"),
        ready=ReadyRule(grace_minutes=0, max_age_minutes=1440),
    ),
    EventType(
        name="customer.consent_changed",
        label=N_("Consent changed"),
        fields=CONSENT,
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        cancelled_by=("customer.consent_changed", "customer.erased"),
        ready=ReadyRule(grace_minutes=2, max_age_minutes=1440),
    ),
    EventType(
        name="customer.data_export_ready",
        label=N_("Data export ready"),
        fields=(REFERENCE,),
        channels=channels("E L"),
        urgency=Urgency.CRITICAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        ready=RECEIPT,
    ),
    EventType(
        name="customer.erased",
        label=N_("Customer’s data erased"),
        fields=(REFERENCE,),
        channels=channels("E L"),
        urgency=Urgency.CRITICAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        ready=RECEIPT,
    ),
)
