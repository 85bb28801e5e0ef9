# SPDX-License-Identifier: LicenseRef-Desk
"""What comes in to be filed, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.models.vocabulary import FolderRole
from desk.services.inbox.feedback import Feedback
from desk.services.inbox.filing.prepared import Prepared
from desk.services.inbox.mail import Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that lies in a folder. flags: bits of `models.mailbox`; internal_date: when the server took it in."""

    raw: bytes
    mail: Mail
    feedback: Feedback
    mailbox_id: str
    folder_id: str
    folder_role: FolderRole
    uid: int
    flags: int = 0
    internal_date: datetime | None = None
    prepared: Prepared | None = None
    """What `prepare` made of it beforehand, where there was time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsArrival:
    """A short message that a customer sent. reference: the provider's own id, to know it again."""

    sender: str
    text: str
    at: datetime
    reference: str
    recipient: str = ""
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMessage:
    """A message that is new here. position: which of the arrivals it was.

    is_waking: a customer's own words, which somebody should see (notices, bots).
    """

    position: int
    message_id: str
    conversation_id: str
    customer_id: str | None
    at: datetime
    is_waking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of arrivals. known: how many were here before; skipped: deleted here, or of no concern.

    proven: deliveries whose own mail was found in a folder: they left. joined: conversations that turned out to be
    part of another → that one.
    """

    messages: tuple[FiledMessage, ...] = ()
    known: int = 0
    skipped: int = 0
    proven: tuple[str, ...] = ()
    joined: dict[str, str] = field(default_factory=dict)
