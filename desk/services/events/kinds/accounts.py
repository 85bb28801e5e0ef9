# SPDX-License-Identifier: LicenseRef-Desk
"""Event types of a customer's own account on the shop's site."""

from desk.models.vocabulary import Channel, Urgency
from desk.services.events.kind import EventType, ReadyRule, channels
from desk.services.events.kinds.shapes import email, ends_message, instant, link, required, secret, text
from desk.translation import N_

LOGIN = required(text("login", N_("Login"), "identifiant", "sophie.bernard"))
EXPIRES = ends_message(instant("expires_at", N_("Expires at"), "expire_le", "2026-11-24T10:45:00+00:00"))
DEVICE = text("device", N_("Device"), "appareil", "Firefox sur Windows")
MOMENT = instant("at", N_("Time of the event"), "moment", "2026-11-24T09:30:00+00:00")
ACTIVATE = link(
    "links.activate", N_("Activation link"), "liens.activation", "https://atelier-lyon.example/a/7f3c"
)
RESET_LINK = secret(link("link", N_("Reset link"), "lien", "https://atelier-lyon.example/m/9b21"))
CODE = secret(text("code", N_("Code"), "code", "481 205"))

ACCOUNT_EVENTS: tuple[EventType, ...] = (
    EventType(
        name="account.registered",
        label=N_("Account registered"),
        fields=(LOGIN, required(ACTIVATE), EXPIRES),
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        cancelled_by=("account.activated",),
        ready=ReadyRule(grace_minutes=0, quiet=False, max_age_minutes=720),
    ),
    EventType(
        name="account.activated",
        label=N_("Account activated"),
        fields=(LOGIN,),
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        ready=ReadyRule(grace_minutes=0, max_age_minutes=720),
    ),
    EventType(
        name="account.password_reset",
        label=N_("Password reset asked for"),
        fields=(RESET_LINK, EXPIRES),
        channels=channels("E S"),
        urgency=Urgency.INSTANT,
        cancelled_by=("account.password_reset",),
        ready=ReadyRule(grace_minutes=0, quiet=False, max_age_minutes=30, skip_missed=True),
    ),
    EventType(
        name="account.otp",
        label=N_("One-time code"),
        fields=(CODE, EXPIRES),
        channels=channels("S E P"),
        urgency=Urgency.INSTANT,
        cancelled_by=("account.otp",),
        ready=ReadyRule(
            legs=(Channel.SMS, Channel.EMAIL),
            grace_minutes=0,
            quiet=False,
            max_age_minutes=5,
            skip_missed=True,
        ),
    ),
    EventType(
        name="account.new_device",
        label=N_("Login from a new device"),
        fields=(required(DEVICE), MOMENT),
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        ready=ReadyRule(grace_minutes=0, quiet=False, max_age_minutes=1440),
    ),
    EventType(
        name="account.email_changed",
        label=N_("E-mail address changed"),
        fields=(
            email("previous_email", N_("Previous e-mail"), "ancien_email", "s.bernard@example.fr"),
            DEVICE,
            MOMENT,
        ),
        channels=channels("E S"),
        urgency=Urgency.CRITICAL,
        roles=("customer", "previous_address"),
        ready=ReadyRule(grace_minutes=0, quiet=False, max_age_minutes=1440),
    ),
)
