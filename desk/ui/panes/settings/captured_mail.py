# SPDX-License-Identifier: LicenseRef-Desk
"""Reads a captured message for showing: its HTML, its words, its source; pure."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from desk.models.vocabulary import Channel
from desk.services.sandbox import CaptureCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message in its three views; html is "" when it has none. source: as it came over the wire."""

    html: str
    text: str
    source: str


def read_capture(card: CaptureCard) -> Shown:
    """Return the views of a captured message; what cannot be read is shown as it is."""
    source = card.raw.decode("utf-8", "replace")
    if card.row.channel is not Channel.EMAIL:
        return Shown(html="", text=source, source=source)
    message = BytesParser(policy=policy.default).parsebytes(card.raw)
    return Shown(html=_part(message, "html"), text=_part(message, "plain") or source, source=source)


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except (LookupError, ValueError):  # a charset or an encoding nobody knows
        raw = body.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
