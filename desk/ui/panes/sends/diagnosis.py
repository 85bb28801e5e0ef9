# SPDX-License-Identifier: LicenseRef-Desk
"""Writes what a technician needs to know of a send: no secret, no content, addresses masked; pure."""

import re

from desk.services.delivery import DeliveryDetail
from desk.translation import _
from desk.ui.panes.sends.words import steps

_EMAIL = re.compile(r"[^\s<>()\[\]\"',;:@]+@([^\s<>()\[\]\"',;:@]+\.[^\s<>()\[\]\"',;:@]+)")
_PHONE = re.compile(r"(?<![\w.])(\+?\d[\d .\-]{6,}\d)(?![\w.])")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}")
MASK = "•••"


def diagnostic(detail: DeliveryDetail) -> str:
    """Return the diagnostic as plain lines; names of customers do not occur in it."""
    row = detail.row
    facts = (
        ("delivery", row.id),
        ("notification", detail.notification_id),
        ("event", f"{detail.event_kind} {detail.event_id}"),
        ("rule", f"{row.rule_id} v{detail.rule_version}"),
        ("template", f"{detail.template_id or ''} v{detail.template_version}"),
        ("channel", row.channel.value),
        ("address", row.address),
        ("state", f"{row.state.value} ({row.standing.value})"),
        ("reason", row.reason.value if row.reason else ""),
        ("made", row.created_at.isoformat(timespec="seconds")),
        ("due", row.due_at.isoformat(timespec="seconds")),
        ("settled", row.settled_at.isoformat(timespec="seconds") if row.settled_at else ""),
        ("provider", detail.provider_name),
        ("error", row.error),
    )
    lines = [f"{name}: {masked(value)}" for name, value in facts if value]
    if row.message_id:
        lines.append(f"message: {row.message_id}")  # ours, and what the other side's log is searched by
    lines.append(_("Steps:"))
    for step in steps(detail):
        said = f"- {step.time} {step.title}" + (f" | {step.detail}" if step.detail else "")
        lines.append(masked(said.replace(row.customer_name, MASK) if row.customer_name else said))
    return "\n".join(line.replace("\n", " / ") for line in lines)


def masked(text: str) -> str:
    """Return `text` with e-mail addresses and telephone numbers made unreadable."""
    text = _EMAIL.sub(lambda found: f"{found.group()[:1]}{MASK}@{found.group(1)}", text)
    return _PHONE.sub(_phone, text)


def _phone(found: re.Match[str]) -> str:
    number = found.group()
    digits = re.sub(r"\D", "", number)
    if _STAMP.match(number) or not 8 <= len(digits) <= 15:
        return number
    return f"{number[:3]}{MASK}{number[-2:]}"
