# SPDX-License-Identifier: LicenseRef-Desk
"""The event types as choices, and the folders as people call them."""

from desk.services.events import event_types
from desk.translation import N_, _
from desk.ui.widgets import Option
from desk.ui.wording import event_name, readable

_AREAS = {
    "order": N_("Orders"),
    "appointment": N_("Appointments"),
    "lead": N_("Leads"),
    "customer": N_("Customers"),
    "account": N_("Accounts"),
    "conversation": N_("Conversations"),
}
ANY = ""


def event_options() -> list[Option]:
    """Return every event type, by area; the first is none."""
    any_event = Option(key=ANY, label=_("Any event"), icon="lightning")
    rest = [
        Option(
            key=one.name, label=event_name(one.name), icon="lightning", group=folder_name(area_of(one.name))
        )
        for one in event_types()
    ]
    return [any_event, *sorted(rest, key=lambda option: option.group)]


def area_of(event_kind: str) -> str:
    """Return the area of an event type: what stands before its first dot."""
    return event_kind.partition(".")[0]


def folder_name(folder: str) -> str:
    """Say a folder; those that the ready texts came in have names of their own."""
    if not folder:
        return _("Without a folder")
    return _(_AREAS[folder]) if folder in _AREAS else (folder if " " in folder else readable(folder))
