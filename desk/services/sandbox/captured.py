# SPDX-License-Identifier: LicenseRef-Desk
"""What a sandbox server took, and what its head says; pure."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from desk.models.vocabulary import Channel

_FOLD = re.compile(rb"\r?\n(?=[ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One message to one recipient as it came over the wire, dots undone.

    reference: the Message-ID of a mail, our reference of an SMS.
    """

    channel: Channel
    sender: str
    recipient: str
    raw: bytes = field(repr=False)
    at: datetime
    reference: str = ""
    subject: str = ""


Capture = Callable[[Captured], Awaitable[None]]
"""Keeps a message; the server says "taken" only after it returned. DeskError: the server says "later"."""


def reference_of(raw: bytes) -> str:
    """Return the Message-ID of a mail without its angle brackets, "" when it has none."""
    return _header(raw, b"message-id").decode("ascii", "replace").strip().strip("<>")[:200]


def subject_of(raw: bytes) -> str:
    """Return the subject of a mail in plain characters, "" when it has none."""
    value = _header(raw, b"subject").decode("utf-8", "replace").strip()
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _header(raw: bytes, name: bytes) -> bytes:
    head = raw.partition(b"\r\n\r\n")[0]
    for line in _FOLD.sub(b"", head).split(b"\r\n"):
        found, colon, value = line.partition(b":")
        if colon and found.strip().lower() == name:
            return value
    return b""
