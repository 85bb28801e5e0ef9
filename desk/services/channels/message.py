# SPDX-License-Identifier: LicenseRef-Desk
"""The shapes a text takes on its way out."""

from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What a template said for one person: plain values, no placeholder left."""

    subject: str = ""
    text: str = ""
    html: str = ""
    """Only on e-mail; "" sends the text alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom, under which reference."""

    channel: Channel
    sender_address: str
    sender_name: str
    recipient_address: str
    recipient_name: str
    reference: str
    """Our own: the Message-ID without angle brackets on e-mail, the reference given to a provider elsewhere."""
    at: datetime
    reply_to: str = ""
    auto_submitted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a provider is handed: an address pair, a reference, and the bytes that go over the wire.

    body: on e-mail the whole RFC 5322 message with CRLF ends and no dot-stuffing; on SMS the text in UTF-8.
    """

    delivery_id: str
    channel: Channel
    sender_address: str
    recipient_address: str
    reference: str
    body: bytes
