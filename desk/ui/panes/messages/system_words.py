# SPDX-License-Identifier: LicenseRef-Desk
"""Says what a system line or an automatic mail means: icon and sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from desk.models.vocabulary import MessageKind
from desk.services.inbox import MessageRow
from desk.services.preferences import TOPICS
from desk.translation import N_, _
from desk.ui.wording import formats

_KINDS: Mapping[MessageKind, tuple[str, str]] = {
    MessageKind.BOUNCE: ("x-circle", N_("Not delivered: {detail}")),
    MessageKind.DELAY: ("hourglass-medium", N_("Delivery is late: {detail}")),
    MessageKind.COMPLAINT: ("warning", N_("{name} reported a message as unwanted")),
    MessageKind.OUT_OF_OFFICE: ("calendar-x", N_("{name} is away: {detail}")),
    MessageKind.AUTO_REPLY: ("robot", N_("Automatic answer of {name}: {detail}")),
    MessageKind.UNSUBSCRIBE: ("prohibit", N_("{name} unsubscribed")),
    MessageKind.STOP: ("prohibit", N_("{name} wrote STOP: no more SMS")),
}
_CODES: Mapping[str, tuple[str, str]] = {
    "assigned": ("user", N_("{who} assigned it to {names}")),
    "unassigned": ("user", N_("{who} took the assignment back")),
    "archived": ("archive", N_("{who} archived the conversation")),
    "unarchived": ("tray", N_("{who} reopened the conversation")),
    "reopened": ("tray", N_("Reopened by a new message")),
    "snoozed": ("moon", N_("{who} snoozed it until {time}")),
    "woken": ("sun", N_("Back from snooze")),
    "merged": ("arrows-merge", N_("{who} merged another conversation into this one")),
    "split": ("git-branch", N_("{who} split this conversation")),
    "customer": ("user", N_("{who} linked the customer {names}")),
    "record": ("clipboard-text", N_("{who} linked the record {names}")),
    "hand_over": ("robot", N_("The bot “{bot}” answered and handed over")),
    "bot_blocked": ("robot", N_("{who} blocked the bot")),
    "bot_unblocked": ("robot", N_("{who} unblocked the bot")),
    "bot_failed": ("robot", N_("The bot “{bot}” could not answer")),
    "bounced_hard": ("x-circle", N_("Not delivered: the address {address} does not exist")),
    "bounced_soft": ("x-circle", N_("Not delivered for now to {address}: {said}")),
    "bounced_policy": ("x-circle", N_("{address} does not take this message: {said}")),
    "bounced_content": ("x-circle", N_("{address} refuses the content of this message: {said}")),
    "bounced_unknown": ("x-circle", N_("Not delivered to {address}: {said}")),
    "delivery_delayed": ("hourglass-medium", N_("Delivery to {address} is late; it is tried again")),
    "complained": ("warning", N_("{address} reported a message as unwanted")),
    "bounce_doubted": (
        "question",
        N_("A report of failure at {address} may be made up: nothing was changed"),
    ),
    "complaint_doubted": (
        "question",
        N_("A complaint in the name of {address} may be made up: nothing was changed"),
    ),
    "unsubscribed": ("prohibit", N_("{address} unsubscribed")),
    "stopped": ("prohibit", N_("STOP: {address} gets no more SMS")),
    "started": ("check", N_("{address} wants SMS again")),
    "stop_unclear": ("question", N_("{address} may want no more SMS; please read the message")),
    "out_of_office": ("calendar-x", N_("{name} is away: {detail}")),
    "auto_reply": ("robot", N_("Automatic answer of {name}: {detail}")),
    "deleted": ("trash", N_("{who} deleted a message")),
    "subject": ("pencil-simple", N_("{who} changed the subject")),
    "tagged": ("tag", N_("{who} added the tag {names}")),
    "untagged": ("tag", N_("{who} removed the tag {names}")),
}
_OF_THIS_KIND = N_("STOP: {address} gets no more SMS of this kind")
_TO_THEMSELVES = N_("{who} took it over")
ROLES = {"x-circle": "danger", "warning": "warn", "hourglass-medium": "warn", "prohibit": "warn"}

NameOf = Callable[[str], str]


def system_text(message: MessageRow, name_of: NameOf, country: str = "") -> tuple[str, str]:
    """Return icon and sentence. name_of: operator → name, "" for nobody known. country: where numbers are dialled."""
    detail = message.detail
    code = str(detail.get("code", ""))
    if code in _CODES:
        icon, text = _CODES[code]
        if code == "assigned" and detail.get("operator_ids") == [message.operator_id]:
            text = _TO_THEMSELVES
        if code == "stopped" and _is_of_a_kind(detail):
            text = _OF_THIS_KIND
    elif message.kind is not MessageKind.MESSAGE and message.kind in _KINDS:
        icon, text = _KINDS[message.kind]
    else:
        return "info", message.text or message.preview or code
    who = name_of(message.operator_id or "") or _("Desk")
    said = _(text).format_map(_Words(_values(message, who, name_of, country)))
    return icon, said.strip().rstrip(":").strip()


def _is_of_a_kind(detail: Mapping[str, object]) -> bool:
    """Say whether a STOP names what it is about; a bare one is about everything."""
    topics = set(str(detail.get("topics", "")).split())
    return bool(topics) and not topics >= {topic.code for topic in TOPICS}


class _Words(dict[str, str]):
    """What is not known is left out."""

    def __missing__(self, _key: str) -> str:
        return ""


def _values(message: MessageRow, who: str, name_of: NameOf, country: str) -> dict[str, str]:
    detail = message.detail
    ids = detail.get("operator_ids") or detail.get("operators") or []
    named = [name_of(str(one)) for one in ids] if isinstance(ids, list) else []
    names = ", ".join(one for one in named if one) or str(detail.get("name", ""))
    return {
        "who": who,
        "names": names,
        "name": message.sender_name or _written(message.sender, country),
        "bot": str(detail.get("bot", "")),
        "time": _moment(detail.get("until")),
        "address": _written(str(detail.get("address") or message.sender_name or message.sender), country),
        "said": str(detail.get("said", "")),
        "detail": message.preview or message.text,
    }


def _written(address: str, country: str) -> str:
    """Return an address as people write it: only numbers have a way of their own."""
    return formats.phone(address, country) if address.startswith("+") else address


def _moment(value: object) -> str:
    if not isinstance(value, str) or not value:
        return ""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return _("the customer answers") if at.year >= 9000 else formats.moment(at)
