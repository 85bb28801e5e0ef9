# SPDX-License-Identifier: LicenseRef-Desk
"""Appointments: at the counter, or where the technician goes."""

from desk.models.vocabulary import Channel, Dispatch, Urgency
from desk.services.events.kind import (
    Anchor,
    AnchorKind,
    EventType,
    Field,
    Guard,
    GuardKind,
    Parameter,
    ParameterUnit,
    PersonRole,
    Raises,
    ReadyRule,
    RecordKind,
    Status,
    channels,
)
from desk.services.events.kinds.shapes import choice, instant, link, text
from desk.translation import N_

FIELDS: tuple[Field, ...] = (
    text("appointment.number", N_("Appointment number"), "rendezvous.numero", "R-318"),
    choice("appointment.status", N_("Appointment status"), "rendezvous.statut", "booked"),
    choice("appointment.previous_status", N_("Previous status"), "rendezvous.ancien_statut", "booked"),
    text("appointment.service", N_("Service booked"), "rendezvous.prestation", "Révision complète"),
    text("appointment.place", N_("Appointment place"), "rendezvous.lieu", "8 place Bellecour, 69002 Lyon"),
    text("appointment.assignee", N_("Assignee"), "rendezvous.technicien", "Karim Haddad"),
    text("appointment.location", N_("Appointment’s location"), "rendezvous.etablissement", "Atelier Lyon 2"),
    text(
        "appointment.notes_public",
        N_("Note for the customer"),
        "rendezvous.note",
        "Apportez la clé de l’antivol",
    ),
    instant("appointment.created_at", N_("Booked on"), "rendezvous.creation", "2026-11-20T09:30:00+00:00"),
    instant(
        "appointment.updated_at",
        N_("Last change of the appointment"),
        "rendezvous.modification",
        "2026-11-21T08:00:00+00:00",
    ),
    instant(
        "appointment.starts_at", N_("Appointment start"), "rendezvous.debut", "2026-11-25T13:30:00+00:00"
    ),
    instant("appointment.ends_at", N_("Appointment end"), "rendezvous.fin", "2026-11-25T14:15:00+00:00"),
    instant(
        "appointment.previous_starts_at",
        N_("Previous start"),
        "rendezvous.ancien_debut",
        "2026-11-24T09:00:00+00:00",
    ),
    instant("appointment.closed_at", N_("Closed on"), "rendezvous.cloture", "2026-11-25T14:15:00+00:00"),
    link(
        "appointment.ics",
        N_("Calendar invitation"),
        "rendezvous.ics",
        "https://atelier-lyon.example/rdv/318.ics",
    ),
)

STATUSES: tuple[Status, ...] = (
    Status(code="booked", label=N_("Booked")),
    Status(code="confirmed", label=N_("Confirmed")),
    Status(code="on_the_way", label=N_("Technician on the way"), raises="technician.on_the_way"),
    Status(code="arrived", label=N_("Technician arrived"), raises="technician.arrived"),
    Status(code="done", label=N_("Took place"), is_open=False),
    Status(code="no_show", label=N_("Did not come"), is_open=False, raises="appointment.no_show"),
    Status(code="cancelled", label=N_("Called off"), is_open=False, raises="appointment.cancelled"),
)

OPEN = Guard(kind=GuardKind.OPEN)
SAME_START = Guard(kind=GuardKind.SAME, path="appointment.starts_at")
SAME_STATUS = Guard(kind=GuardKind.SAME, path="appointment.status")
ETA = instant("eta", N_("Expected arrival"), "arrivee_prevue", "2026-11-25T13:20:00+00:00")
ON_SITE = ReadyRule(legs=(Channel.SMS,), grace_minutes=0, quiet=False, max_age_minutes=30, skip_missed=True)

EVENTS: tuple[EventType, ...] = (
    EventType(
        name="appointment.created",
        label=N_("Appointment booked"),
        record_kind="appointment",
        channels=channels("E S P I"),
        urgency=Urgency.CRITICAL,
        cancelled_by=("appointment.moved", "appointment.cancelled"),
        guards=(OPEN, SAME_START),
        ready=ReadyRule(needs=("appointment.starts_at",), grace_minutes=2),
    ),
    EventType(
        name="appointment.moved",
        label=N_("Appointment moved"),
        record_kind="appointment",
        channels=channels("E S P I"),
        urgency=Urgency.CRITICAL,
        cancelled_by=("appointment.moved", "appointment.cancelled"),
        guards=(OPEN, SAME_START),
        ready=ReadyRule(needs=("appointment.starts_at",), grace_minutes=5),
    ),
    EventType(
        name="appointment.cancelled",
        label=N_("Appointment cancelled"),
        record_kind="appointment",
        channels=channels("E S P I"),
        urgency=Urgency.CRITICAL,
        guards=(SAME_STATUS,),
        ready=ReadyRule(needs=("appointment.starts_at",), grace_minutes=5),
    ),
    EventType(
        name="appointment.reminder",
        label=N_("Appointment reminder"),
        record_kind="appointment",
        fields=(text("confirm_words", N_("Words that confirm"), "mots_confirmation", "OUI"),),
        channels=channels("E S P I"),
        anchor=Anchor(kind=AnchorKind.BEFORE, date_field="appointment.starts_at"),
        parameters=(
            Parameter(
                name="offset_minutes",
                label=N_("How long before"),
                unit=ParameterUnit.MINUTES,
                default=1440,
                least=1,
            ),
        ),
        cancelled_by=("appointment.moved", "appointment.cancelled", "appointment.no_show"),
        guards=(OPEN, SAME_START, SAME_STATUS),
        ready=ReadyRule(offset_minutes=-1440, grace_minutes=0, max_age_minutes=720, skip_missed=True),
    ),
    EventType(
        name="appointment.no_show",
        label=N_("Appointment missed"),
        record_kind="appointment",
        channels=channels("E S"),
        dispatch=Dispatch.CONFIRM_FIRST,
        cancelled_by=("appointment.moved",),
        cancelled_across=("appointment.created",),
        guards=(SAME_STATUS,),
        ready=ReadyRule(delay_minutes=60, grace_minutes=10, max_age_minutes=1440),
    ),
    EventType(
        name="technician.on_the_way",
        label=N_("Technician on the way"),
        record_kind="appointment",
        fields=(ETA,),
        channels=channels("S P"),
        urgency=Urgency.INSTANT,
        cancelled_by=("technician.arrived", "appointment.cancelled"),
        guards=(SAME_STATUS,),
        ready=ON_SITE,
    ),
    EventType(
        name="technician.arrived",
        label=N_("Technician arrived"),
        record_kind="appointment",
        fields=(ETA,),
        channels=channels("S P"),
        urgency=Urgency.INSTANT,
        cancelled_by=("appointment.cancelled",),
        guards=(SAME_STATUS,),
        ready=ON_SITE,
    ),
)

APPOINTMENTS = RecordKind(
    name="appointment",
    label=N_("Appointment"),
    label_many=N_("Appointments"),
    fields=FIELDS,
    statuses=STATUSES,
    roles=(
        PersonRole(code="customer", label=N_("Customer")),
        PersonRole(code="assignee", label=N_("Assignee"), is_staff=True),
    ),
    due_field="appointment.starts_at",
    previous_due_field="appointment.previous_starts_at",
    reference_field="appointment.number",
    title_field="appointment.service",
    assignee_field="appointment.assignee",
    withdrawn_status="cancelled",
    raises=Raises(created="appointment.created", due_moved="appointment.moved"),
    event_types=EVENTS,
)
