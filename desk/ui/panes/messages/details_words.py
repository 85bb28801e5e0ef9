# SPDX-License-Identifier: LicenseRef-Desk
"""Says who a conversation is with, in the words of the details pane."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desk.models.vocabulary import Channel, PointKind, Topic
from desk.services import events
from desk.services.shop import address_key
from desk.translation import N_, _
from desk.ui.wording import channel_mark, formats, record_name, status_name, suppression_text

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow
    from desk.services.inbox import ConversationRow
    from desk.services.preferences import SuppressionRow
    from desk.services.shop import RecordRow, RecordState
    from desk.ui.panes.messages.details_readings import Details

FOR_GOOD = 9000
_KINDS = {Channel.EMAIL: PointKind.EMAIL, Channel.SMS: PointKind.PHONE}
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


def consent_badges(details: Details) -> tuple[tuple[str, str, str, str], ...]:
    """Return (text, role, icon, why) of each consent that a person at the counter asks for.

    What was agreed to counts for nothing while none of the addresses for it may be written to; why: says so.
    """
    made = []
    for topic, channel, label in _BADGES:
        agreed = [by for one, by in details.granted if one == topic and channel in (None, by)]
        asked = [channel] if channel is not None else agreed
        stops = {by: _stop_of(details, topic, by) for by in sorted(asked)}
        yes = any(stops[by] is None for by in agreed)
        why = "" if yes else next((_why(one, details) for one in stops.values() if one is not None), "")
        text = _(label) if label else channel_mark(channel).text if channel is not None else ""
        made.append((text, "ok" if yes else "danger", "check" if yes else "x", why))
    return tuple(made)


def _stop_of(details: Details, topic: Topic, channel: Channel) -> SuppressionRow | None:
    """Return why nothing of a topic may leave by a channel: all addresses for it are stopped. The newest line."""
    customer, kind = details.customer, _KINDS.get(channel)
    if customer is None or kind is None:
        return None
    every = (one.address for one in customer.points if one.kind is kind)
    found = {address_key(one) for one in customer.addresses(kind) or every}
    lines = [one for one in details.stopped if one.channel is channel and one.topic in ("", topic)]
    stopped = {one.address for one in lines}
    if not found or not stopped.issuperset(found):
        return None
    return next(one for one in lines if one.address in found)


def _why(line: SuppressionRow, details: Details) -> str:
    address = formats.phone(line.address, details.country) if line.channel is Channel.SMS else line.address
    day = formats.day(line.created_at)
    if line.channel is Channel.SMS and line.reason == "unsubscribed":
        return _("{address} wrote STOP on {day}").format(address=address, day=day)
    return f"{address} · {suppression_text(line.reason)} · {day}"


def is_blocked(row: ConversationRow, now: datetime) -> bool:
    """Say whether a person wants no bot in a conversation now."""
    return row.bot_blocked_until is not None and row.bot_blocked_until > now


def bot_text(details: Details, now: datetime, *, has_bot: bool) -> tuple[str, str, str]:
    """Return how the bot stands here, and the verb with its deed; "" where none could answer."""
    row = details.card.row
    until = row.bot_blocked_until
    if until is not None and until > now:
        if until.year >= FOR_GOOD:
            return _("Blocked"), _("Unblock"), "unblock"
        return _("Paused until {time}").format(time=formats.moment(until, now)), _("Unblock"), "unblock"
    if not has_bot:
        return "", "", ""
    if row.bot_id is not None:
        return _("Answers here"), _("Block…"), "block"
    state = _("Left it to people") if details.is_handed_over else _("Can answer here")
    return state, _("Block…"), "block"


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
