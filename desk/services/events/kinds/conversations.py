# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of the inbox that members of staff are told of."""

from desk.models.vocabulary import Channel
from desk.services.events.kind import EventType, Guard, GuardKind, ReadyRule, channels
from desk.services.events.kinds.shapes import instant, number, required, text
from desk.translation import N_

CONVERSATION = (
    required(
        text("conversation.id", N_("Conversation id"), "conversation.id", "01939f2a6c1e7d3f8a4b5c6d7e8f9a0d")
    ),
    text("subject", N_("Subject"), "objet", "Réparation vélo"),
    text("excerpt", N_("Excerpt"), "extrait", "Bonjour, puis-je passer samedi matin ?"),
)
WAITING = "conversation.waiting_since"
"""An answer ends this waiting, and what was planned because of it."""
TO_ASSIGNEE = ReadyRule(role="assignee", legs=(Channel.EMAIL,), grace_minutes=1, max_age_minutes=720)

CONVERSATION_EVENTS: tuple[EventType, ...] = (
    EventType(
        name="message.assigned",
        label=N_("Conversation assigned"),
        fields=CONVERSATION,
        channels=channels("P E I"),
        cancelled_by=("message.assigned",),
        roles=("assignee",),
        is_staff=True,
        ready=TO_ASSIGNEE,
    ),
    EventType(
        name="message.customer_replied",
        label=N_("Customer replied"),
        fields=CONVERSATION,
        channels=channels("P E I"),
        roles=("assignee", "staff"),
        is_staff=True,
        ready=TO_ASSIGNEE,
    ),
    EventType(
        name="conversation.waiting_too_long",
        label=N_("Customer waiting too long"),
        fields=(
            *CONVERSATION,
            number("waiting_minutes", N_("Minutes waiting"), "minutes_attente", 90),
            instant(WAITING, N_("Waiting since"), "attente_depuis", "2026-11-22T09:30:00+00:00"),
        ),
        channels=channels("P I E"),
        guards=(Guard(kind=GuardKind.SAME, path=WAITING),),
        roles=("assignee", "staff"),
        is_staff=True,
        ready=TO_ASSIGNEE,
    ),
)

WRITTEN = EventType(
    name="message.written",
    label=N_("Message written"),
    channels=channels("E S"),
    roles=("customer",),
)
"""Somebody, or a bot, wrote something that leaves by the outbox; no rule waits for it."""
