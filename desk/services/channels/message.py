# SPDX-License-Identifier: LicenseRef-Desk
"""The shapes a text takes on its way out."""

from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import Channel
from desk.services.templates import Rendering

__all__ = ["Envelope", "Parcel", "Rendering"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom, under which reference."""

    channel: Channel
    sender_address: str
    sender_name: str
    recipient_address: str
    recipient_name: str
    reference: str
    """Our own: the Message-ID without angle brackets on e-mail, elsewhere what a provider is told."""
    at: datetime
    reply_to: str = ""
    auto_submitted: bool = True
    unsubscribe_url: str = ""
    """An https address that takes RFC 8058's one-click POST; "" leaves the header out."""
    unsubscribe_address: str = ""
    """A mail address that unsubscribes whoever writes to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a provider is handed: an address pair, a reference, and the bytes that go over the wire.

    body: on e-mail the whole RFC 5322 message with CRLF ends and no dot-stuffing; on SMS the text in UTF-8.
    copies_to: further addresses of the same e-mail; what a server says of them never stops the mail itself.
    is_reply_of_machine: nobody is told when it does not arrive, so that two machines never answer each other
    (RFC 3834); on e-mail it leaves with an empty return path.
    """

    delivery_id: str
    channel: Channel
    sender_address: str
    recipient_address: str
    reference: str
    body: bytes
    copies_to: tuple[str, ...] = ()
    is_reply_of_machine: bool = False
