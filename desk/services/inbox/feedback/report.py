# SPDX-License-Identifier: LicenseRef-Desk
"""Reads reports in the standard forms (RFC 3464, RFC 5965), and of which mail they tell; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass
from desk.services.inbox.feedback.verdict import first_status, verdict
from desk.services.inbox.mail.addresses import addresses, spec_of
from desk.services.inbox.mail.header import Fields, fields, first, free_text
from desk.services.inbox.mail.reading import header_ids
from desk.services.inbox.mail.structure import Leaf, Structure, header_of
from desk.services.inbox.mail.transfer import decoded

_STATUS_KINDS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_KINDS = frozenset({
    "message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers",
    "message/global-headers", "message/partial",
})  # fmt: skip
_GAP = re.compile(rb"(?:\r?\n[ \t]*){2,}")
_MOST_RECIPIENTS = 200
_MOST_DIAGNOSTIC = 1000
_MOST_TEXT = 3000
_LATER = frozenset({"delayed", "delay"})
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a delivery status says. recipients: failed and delayed ones; arrived: how many it reached."""

    recipients: tuple[FailedRecipient, ...]
    arrived: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a feedback report says. kind: abuse, fraud, not-spam, opt-out …; complainant: "" when it was left out."""

    kind: str
    complainant: str


def status_report(raw: bytes, found: Structure, text: str = "") -> StatusReport | None:
    """Return what the delivery status of a mail says; None when it has none that can be read.

    text: what the report says to people, asked where the status says too little.
    """
    recipients: list[FailedRecipient] = []
    arrived = 0
    leaves = [leaf for leaf in found.leaves if leaf.kind in _STATUS_KINDS]
    for leaf in leaves:
        for group in _groups(_content(raw, leaf)):
            action = first(group, "action").partition(" ")[0].lower()
            if action in _ARRIVED:
                arrived += 1
            elif len(recipients) < _MOST_RECIPIENTS:
                recipients.append(_recipient(group, action, text[:_MOST_TEXT]))
    return StatusReport(tuple(recipients), arrived) if recipients or arrived else None


def complaint(raw: bytes, found: Structure) -> Complaint | None:
    """Return what a feedback report says; None when the mail has none."""
    for leaf in found.leaves:
        if leaf.kind == "message/feedback-report":
            told = fields(_content(raw, leaf).strip())
            named = _address(first(told, "original-rcpt-to")) or _address(first(told, "removal-recipient"))
            kind = first(told, "feedback-type").lower() or "abuse"
            return Complaint(kind, named or _recipient_of(returned(raw, found)))
    return None


def returned(raw: bytes, found: Structure) -> Fields:
    """Return the header of the mail that a report brings back; empty when it brings none."""
    for leaf in found.leaves:
        if leaf.kind in _RETURNED_KINDS:
            header = header_of(_content(raw, leaf).lstrip(b"\r\n \t"))
            if header:
                return header
    return {}


def original_id(header: Fields) -> str:
    """Return the message id of a returned header, or ""."""
    ids = header_ids(first(header, "message-id"))
    return ids[0] if ids else ""


def _recipient_of(header: Fields) -> str:
    """Return to whom a returned mail went, where its sender's own header or its To says it of one person."""
    for name in ("x-hmxmroriginalrecipient", "x-original-to", "delivered-to", "x-rcpt-to"):
        named = _address(first(header, name))
        if named:
            return named
    to = addresses(header.get("to", []))
    return to[0].address if len(to) == 1 else ""


def _groups(octets: bytes) -> Iterator[Fields]:
    """Give the groups that tell of a recipient; the first one, about the message, does not."""
    for block in _GAP.split(octets.strip()):
        group = fields(block)
        if (
            "final-recipient" in group
            or "original-recipient" in group
            or ("action" in group and "status" in group)
        ):
            yield group


def _recipient(group: Fields, action: str, text: str) -> FailedRecipient:
    address = _typed(group, "original-recipient") or _typed(group, "final-recipient")
    written = first(group, "diagnostic-code")
    kind, semicolon, words = written.partition(";")
    diagnostic = free_text(words if semicolon and len(kind) < 30 else written)[:_MOST_DIAGNOSTIC]
    status = first_status(first(group, "status"))
    told = first_status(diagnostic)
    if told and (not status or status[1:] == ".0.0"):
        status = told
    failure = FailureClass.DELAY if action in _LATER else verdict(status, diagnostic, text)
    return FailedRecipient(address=address, failure=failure, status=status, diagnostic=diagnostic)


def _typed(group: Fields, name: str) -> str:
    """Return the address of `rfc822; address`."""
    value = first(group, name)
    _, semicolon, rest = value.partition(";")
    return _address(rest if semicolon else value)


def _address(value: str) -> str:
    plain = value.strip().strip("<>").strip()
    spec = spec_of(plain)
    if spec:
        return spec
    found = addresses([value])
    return found[0].address if found else ""


def _content(raw: bytes, leaf: Leaf) -> bytes:
    return decoded(raw[leaf.start : leaf.end], first(leaf.headers, "content-transfer-encoding"))[0]
