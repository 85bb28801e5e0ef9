# SPDX-License-Identifier: LicenseRef-Desk
"""Says what sets a rule off the way it is read in a sentence: "an order" "is ready for pick-up"."""

from collections.abc import Callable, Mapping

from desk.services.events import EventType
from desk.translation import N_, _, pgettext
from desk.ui.wording import event_name, record_name

SUBJECTS: Mapping[str, tuple[str, str, str]] = {
    "order": (N_("an order"), N_("Orders"), "wrench"),
    "appointment": (N_("an appointment"), N_("Appointments"), "calendar-dots"),
    "lead": (N_("a lead"), N_("Leads"), "target"),
    "customer": (N_("a customer"), N_("Customers"), "user"),
    "account": (N_("an account"), N_("Accounts"), "key"),
    "message": (N_("a conversation"), N_("Conversations"), "chats-circle"),
    "conversation": (N_("a conversation"), N_("Conversations"), "chats-circle"),
}
"""First part of an event type's name, or its record kind → in the sentence, as a heading, icon."""

_PHRASES: Mapping[str, Callable[[], str]] = {
    "order.created": lambda: pgettext("order", "is created"),
    "order.status_changed": lambda: pgettext("order", "changes status, whatever it is"),
    "order.status_changed_to": lambda: pgettext("order", "comes to the status"),
    "order.assigned": lambda: pgettext("order", "is assigned"),
    "order.reassigned": lambda: pgettext("order", "is assigned to somebody else"),
    "order.waiting_parts": lambda: pgettext("order", "waits for parts"),
    "order.part_received": lambda: pgettext("order", "has its parts"),
    "order.unrepairable": lambda: pgettext("order", "is beyond repair"),
    "order.cancelled": lambda: pgettext("order", "is cancelled"),
    "order.quote_ready": lambda: pgettext("order", "has its quote ready"),
    "order.quote_reminder": lambda: pgettext("order", "has a quote without an answer"),
    "order.quote_accepted": lambda: pgettext("order", "has its quote accepted"),
    "order.quote_refused": lambda: pgettext("order", "has its quote refused"),
    "order.due_changed": lambda: pgettext("order", "gets another due date"),
    "order.due_reminder": lambda: pgettext("order", "is due soon"),
    "order.overdue": lambda: pgettext("order", "is late"),
    "order.stale": lambda: pgettext("order", "has had no news"),
    "order.loan_due": lambda: pgettext("order", "has a loan that was not returned"),
    "order.ready": lambda: pgettext("order", "is ready for pick-up"),
    "order.uncollected": lambda: pgettext("order", "is not collected"),
    "order.abandoned_notice": lambda: pgettext("order", "is about to be disposed of"),
    "order.collected": lambda: pgettext("order", "is collected"),
    "order.feedback": lambda: pgettext("order", "was collected, for an opinion"),
    "order.warranty_ending": lambda: pgettext("order", "comes to the end of its warranty"),
    "order.maintenance_due": lambda: pgettext("order", "is due for service"),
    "appointment.created": lambda: pgettext("appointment", "is booked"),
    "appointment.moved": lambda: pgettext("appointment", "is moved"),
    "appointment.cancelled": lambda: pgettext("appointment", "is cancelled"),
    "appointment.reminder": lambda: pgettext("appointment", "is coming"),
    "appointment.no_show": lambda: pgettext("appointment", "is missed"),
    "technician.on_the_way": lambda: pgettext("appointment", "has a technician on the way"),
    "technician.arrived": lambda: pgettext("appointment", "has a technician on the spot"),
    "lead.created": lambda: pgettext("lead", "is created"),
    "lead.status_changed_to": lambda: pgettext("lead", "comes to the status"),
    "lead.unanswered": lambda: pgettext("lead", "has had no answer"),
    "lead.follow_up": lambda: pgettext("lead", "is to be followed up"),
    "lead.appointment_reminder": lambda: pgettext("lead", "has a meeting soon"),
    "lead.converted": lambda: pgettext("lead", "becomes a customer"),
    "lead.lost": lambda: pgettext("lead", "is lost"),
    "customer.created": lambda: pgettext("customer", "is created"),
    "customer.birthday": lambda: pgettext("customer", "has a birthday"),
    "customer.anniversary": lambda: pgettext("customer", "has an anniversary"),
    "customer.inactive": lambda: pgettext("customer", "has not been seen for long"),
    "customer.consent_requested": lambda: pgettext("customer", "is asked for consent"),
    "customer.consent_changed": lambda: pgettext("customer", "changes a consent"),
    "customer.data_export_ready": lambda: pgettext("customer", "has a data export ready"),
    "customer.erased": lambda: pgettext("customer", "has had their data erased"),
    "account.registered": lambda: pgettext("account", "is registered"),
    "account.activated": lambda: pgettext("account", "is activated"),
    "account.password_reset": lambda: pgettext("account", "asks for a new password"),
    "account.otp": lambda: pgettext("account", "asks for a one-time code"),
    "account.new_device": lambda: pgettext("account", "logs in from a new device"),
    "account.email_changed": lambda: pgettext("account", "gets another e-mail address"),
    "message.assigned": lambda: pgettext("conversation", "is assigned"),
    "message.customer_replied": lambda: pgettext("conversation", "gets a reply from the customer"),
    "conversation.waiting_too_long": lambda: pgettext("conversation", "waits too long"),
}


def subject_of(event: EventType) -> str:
    """Return what an event type is about: a key of SUBJECTS, or a record kind of the shop's own."""
    return event.record_kind or event.name.partition(".")[0]


def subject_text(subject: str) -> str:
    """Say it in the sentence: "an order"."""
    known = SUBJECTS.get(subject)
    return _(known[0]) if known else record_name(subject)


def subject_heading(subject: str) -> str:
    """Say it over a group of choices: "Orders"."""
    known = SUBJECTS.get(subject)
    return _(known[1]) if known else record_name(subject)


def subject_icon(subject: str) -> str:
    """Return its icon."""
    known = SUBJECTS.get(subject)
    return known[2] if known else "clipboard-text"


def event_phrase(event: EventType) -> str:
    """Say what happens: "is ready for pick-up"; the plain name where there is no phrase."""
    say = _PHRASES.get(event.name)
    return say() if say else event_name(event.name)
