# SPDX-License-Identifier: LicenseRef-Desk
"""Leads: people who asked, and are not customers yet."""

from desk.models.vocabulary import Channel, Dispatch, Topic
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
from desk.services.events.kinds.shapes import choice, instant, money, text
from desk.translation import N_

FIELDS: tuple[Field, ...] = (
    text("lead.id", N_("Lead number"), "prospect.numero", "P-207"),
    choice("lead.status", N_("Lead status"), "prospect.statut", "new"),
    choice("lead.previous_status", N_("Previous status"), "prospect.ancien_statut", "new"),
    text(
        "lead.status_public_text",
        N_("Status, in words for the customer"),
        "prospect.etat",
        "en cours de traitement",
    ),
    text("lead.source", N_("Lead source"), "prospect.origine", "Site web"),
    text("lead.form_name", N_("Lead form"), "prospect.formulaire", "Demande de devis"),
    text("lead.subject", N_("Subject"), "prospect.objet", "Motorisation d’un vélo"),
    text(
        "lead.message",
        N_("Lead message"),
        "prospect.message",
        "Bonjour, pouvez-vous motoriser mon vélo pliant ?",
    ),
    money("lead.budget", N_("Budget"), "prospect.budget", "900.00"),
    text("lead.owner", N_("Lead owner"), "prospect.responsable", "Claire Moreau"),
    text("lead.lost_reason", N_("Why it was lost"), "prospect.motif_perte", "Budget dépassé"),
    instant("lead.created_at", N_("Received on"), "prospect.creation", "2026-11-20T09:30:00+00:00"),
    instant(
        "lead.updated_at", N_("Last change of the lead"), "prospect.modification", "2026-11-21T10:00:00+00:00"
    ),
    instant(
        "lead.next_action_at", N_("Next action"), "prospect.prochaine_action", "2026-11-27T09:00:00+00:00"
    ),
    instant("lead.answered_at", N_("Answered on"), "prospect.repondu_le", ""),
    instant("lead.replied_at", N_("Lead’s last reply"), "prospect.derniere_reponse", ""),
    instant(
        "lead.last_contact_at", N_("Last contact"), "prospect.dernier_contact", "2026-11-20T15:00:00+00:00"
    ),
    instant("lead.appointment_at", N_("Meeting"), "prospect.rendezvous", "2026-11-26T10:00:00+00:00"),
    instant("lead.closed_at", N_("Closed on"), "prospect.cloture", "2026-11-28T10:00:00+00:00"),
)

STATUSES: tuple[Status, ...] = (
    Status(code="new", label=N_("New lead")),
    Status(code="contacted", label=N_("Contacted"), stamps="lead.last_contact_at"),
    Status(code="replied", label=N_("Has replied"), stamps="lead.replied_at"),
    Status(code="meeting", label=N_("Meeting planned")),
    Status(code="proposal", label=N_("Proposal sent"), stamps="lead.last_contact_at"),
    Status(code="converted", label=N_("Converted"), is_open=False, raises="lead.converted"),
    Status(code="lost", label=N_("Not converted"), is_open=False, raises="lead.lost"),
)

OPEN = Guard(kind=GuardKind.OPEN)
SAME_STATUS = Guard(kind=GuardKind.SAME, path="lead.status")
OUTCOMES = ("lead.converted", "lead.lost")
UNANSWERED = Guard(kind=GuardKind.EMPTY, path="lead.answered_at")

EVENTS: tuple[EventType, ...] = (
    EventType(
        name="lead.created",
        label=N_("Lead created"),
        record_kind="lead",
        channels=channels("E S P"),
        cancelled_by=OUTCOMES,
        roles=("customer", "owner", "staff"),
        ready=ReadyRule(grace_minutes=2, max_age_minutes=720),
    ),
    EventType(
        name="lead.status_changed_to",
        label=N_("Lead: status changed to…"),
        record_kind="lead",
        channels=channels("E S"),
        parameters=(
            Parameter(
                name="to_status", label=N_("New status"), unit=ParameterUnit.STATUS, default="contacted"
            ),
        ),
        guards=(SAME_STATUS,),
        roles=("customer", "owner"),
        ready=ReadyRule(to_status="contacted", grace_minutes=5, max_age_minutes=1440),
    ),
    EventType(
        name="lead.unanswered",
        label=N_("Lead without an answer"),
        record_kind="lead",
        channels=channels("I P E"),
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="lead.created_at"),
        parameters=(
            Parameter(
                name="hours_after", label=N_("Hours of silence"), unit=ParameterUnit.HOURS, default=4, least=1
            ),
        ),
        cancelled_by=("lead.status_changed_to", *OUTCOMES),
        guards=(OPEN, UNANSWERED, SAME_STATUS),
        roles=("owner", "staff"),
        is_staff=True,
        ready=ReadyRule(
            role="owner", legs=(Channel.EMAIL,), offset_minutes=240, grace_minutes=0, max_age_minutes=1440
        ),
    ),
    EventType(
        name="lead.follow_up",
        label=N_("Lead followed up"),
        record_kind="lead",
        channels=channels("E S"),
        topic=Topic.COMMERCIAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        anchor=Anchor(kind=AnchorKind.AFTER, date_field="lead.last_contact_at"),
        parameters=(
            Parameter(
                name="repeat_days",
                label=N_("Days after the last contact"),
                unit=ParameterUnit.DAY_LIST,
                default=(3, 10),
            ),
        ),
        cancelled_by=("lead.status_changed_to", *OUTCOMES),
        guards=(OPEN, SAME_STATUS, Guard(kind=GuardKind.SAME, path="lead.replied_at")),
        ready=ReadyRule(offset_minutes=3 * 1440, at="10:00", grace_minutes=0, max_age_minutes=4320),
    ),
    EventType(
        name="lead.appointment_reminder",
        label=N_("Meeting with a lead soon"),
        record_kind="lead",
        channels=channels("E S"),
        anchor=Anchor(kind=AnchorKind.BEFORE, date_field="lead.appointment_at"),
        parameters=(
            Parameter(
                name="offset_minutes",
                label=N_("How long before"),
                unit=ParameterUnit.MINUTES,
                default=1440,
                least=1,
            ),
        ),
        cancelled_by=OUTCOMES,
        guards=(OPEN, Guard(kind=GuardKind.SAME, path="lead.appointment_at")),
        roles=("customer", "owner"),
        ready=ReadyRule(offset_minutes=-1440, grace_minutes=0, max_age_minutes=720, skip_missed=True),
    ),
    EventType(
        name="lead.converted",
        label=N_("Lead converted"),
        record_kind="lead",
        channels=channels("E"),
        topic=Topic.COMMERCIAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        guards=(SAME_STATUS,),
        roles=("customer", "owner", "staff"),
        ready=ReadyRule(legs=(Channel.EMAIL,), grace_minutes=10, max_age_minutes=2880),
    ),
    EventType(
        name="lead.lost",
        label=N_("Lead lost"),
        record_kind="lead",
        channels=channels("E"),
        topic=Topic.COMMERCIAL,
        dispatch=Dispatch.CONFIRM_FIRST,
        guards=(SAME_STATUS,),
        roles=("customer", "owner", "staff"),
        ready=ReadyRule(legs=(Channel.EMAIL,), grace_minutes=10, max_age_minutes=2880),
    ),
)

LEADS = RecordKind(
    name="lead",
    label=N_("Lead"),
    label_many=N_("Leads"),
    fields=FIELDS,
    statuses=STATUSES,
    roles=(
        PersonRole(code="customer", label=N_("Customer")),
        PersonRole(code="owner", label=N_("Lead owner"), is_staff=True),
        PersonRole(code="staff", label=N_("Staff of the location"), is_staff=True),
    ),
    due_field="lead.next_action_at",
    reference_field="lead.id",
    title_field="lead.subject",
    assignee_field="lead.owner",
    withdrawn_status="lost",
    raises=Raises(created="lead.created", status_changed_to="lead.status_changed_to"),
    event_types=EVENTS,
)
