# SPDX-License-Identifier: LicenseRef-Desk
"""Says who a conversation is with, in the words of the details pane."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desk.models.vocabulary import Channel, PointKind, Topic
from desk.services import events
from desk.translation import N_, _
from desk.ui.wording import channel_mark, formats, record_name, status_name

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow
    from desk.services.shop import RecordRow, RecordState
    from desk.ui.panes.messages.details_readings import Details

FOR_GOOD = 9000
_BADGES = (
    (Topic.OPERATIONAL, Channel.EMAIL, ""),
    (Topic.OPERATIONAL, Channel.SMS, ""),
    (Topic.COMMERCIAL, None, N_("Offers")),
)


def name_of(details: Details) -> str:
    """Say who it is."""
    row = details.card.row
    known = details.customer.full_name if details.customer is not None else ""
    return known or row.name or row.address or _("Unknown sender")


def since_text(details: Details) -> str:
    """Say since when they are a customer; of a stranger, the address."""
    customer = details.customer
    if customer is None:
        return details.card.row.address
    begun = customer.registered_at or customer.created_at
    return _("Customer since {day}").format(day=formats.day(begun))


def point_lines(details: Details) -> tuple[tuple[str, str, str, bool], ...]:
    """Return (icon, what, value, whether it can be copied) of each line."""
    customer, row = details.customer, details.card.row
    lines: list[tuple[str, str, str, bool]] = []
    if customer is not None:
        numbers, addresses = customer.addresses(PointKind.PHONE)[:2], customer.addresses(PointKind.EMAIL)[:2]
        lines += [("phone", _("Phone"), formats.phone(one, details.country), True) for one in numbers]
        lines += [("envelope-simple", _("Email"), one, True) for one in addresses]
    elif row.address:
        lines.append((channel_mark(row.channel).icon, _("Address"), row.address, True))
    language = (customer.language if customer is not None else "") or row.language
    if language:
        lines.append(("globe", _("Language"), _capital(formats.language_name(language)), False))
    if details.mailbox:
        lines.append(("tray", _("Came in by"), details.mailbox, False))
    return tuple(lines)


def consent_badges(details: Details) -> tuple[tuple[str, str, str], ...]:
    """Return (text, role, icon) of each consent that a person at the counter asks for."""
    made = []
    for topic, channel, label in _BADGES:
        yes = any(one == topic and channel in (None, by) for one, by in details.granted)
        text = _(label) if label else channel_mark(channel).text if channel is not None else ""
        made.append((text, "ok" if yes else "danger", "check" if yes else "x"))
    return tuple(made)


def bot_text(details: Details, now: datetime) -> tuple[str, str, str]:
    """Return how the bot stands here, and the verb with its deed; "" where no bot answers."""
    row = details.card.row
    until = row.bot_blocked_until
    if until is not None and until > now:
        if until.year >= FOR_GOOD:
            return _("Blocked"), _("Unblock"), "unblock"
        return _("Paused until {time}").format(time=formats.moment(until, now)), _("Unblock"), "unblock"
    if row.bot_id is None:
        return "", "", ""
    return _("Answers here"), _("Block…"), "block"


def record_text(record: RecordRow | RecordState) -> str:
    """Say a record in a few words."""
    return " · ".join(part for part in (record.reference, record.title or record_name(record.kind)) if part)


def status_text(kind: str, status: str) -> str:
    """Say how a record stands."""
    return status_name(kind, status)


def status_mark(kind: str, status: str) -> tuple[str, str]:
    """Return the word and the colour of a status."""
    statuses = {one.code: one for one in events.record_kind(kind).statuses}
    known = statuses.get(status)
    role = "neutral" if known is None or not known.is_open else "ok" if status == "ready" else "info"
    return status_name(kind, status), role


def send_text(send: DeliveryRow) -> str:
    """Say what will leave, and how."""
    return " · ".join(part for part in (send.rule_name, channel_mark(send.channel).text) if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
