# SPDX-License-Identifier: LicenseRef-Desk
"""What every way out looks like to the sender."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel

HandOver = Callable[[str], Awaitable[bool]]
"""Given a delivery id, waits until `handed_over` is durable; False means it was withdrawn and must not leave.

A provider awaits it once for each parcel, just before the point of no return (SMTP: after 354, before the
body; HTTP: after the head, before the body). Calls of several connections share one fsync.
"""


class Blame(StrEnum):
    """Whose fault a refusal is; the account's stops the account, the message's only this delivery."""

    MESSAGE = "message"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one call came to.

    LOST: the answer to a handed-over parcel never came. WITHDRAWN parcels have outcome None.
    code: the protocol's own (SMTP "451 4.7.1", HTTP "429"), or a word where the other side said nothing
    ("connection_lost", "timeout"). reply: at most 500 characters, no secrets. reference: the other side's id.
    With blame ACCOUNT the parcel is innocent and stays queued; PERMANENT then means that only the owner can
    mend the account. retry_after: what the other side asked for, if it did. teaches: False where an answer says
    nothing of the account, neither its own words nor that many are alike.
    """

    outcome: AttemptOutcome | None
    code: str = ""
    reply: str = ""
    reference: str = ""
    blame: Blame = Blame.MESSAGE
    handed_over: bool = False
    retry_after: timedelta | None = None
    teaches: bool = True


class Found(StrEnum):
    """What a look-up of an unconfirmed parcel tells."""

    ARRIVED = "arrived"
    NEVER_ARRIVED = "never_arrived"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText:
    """A short message that somebody sent to an account. reference: the service's own id, to know it again."""

    sender: str
    text: str
    at: datetime
    reference: str
    recipient: str = ""


@runtime_checkable
class Polled(Protocol):
    """An account that can be asked what people have answered."""

    @property
    def is_polled(self) -> bool:
        """Whether it is set up to be asked."""

    async def poll(self, after: str) -> tuple[IncomingText, ...]:
        """Return what came after the one with the reference `after` ("": all there is), oldest first; DeskError."""


class Provider(Protocol):
    """One configured account; safe for concurrent `send` in one event loop."""

    @property
    def concurrency(self) -> int:
        """How many parcels may be under way at once."""

    async def send(self, parcel: Parcel, hand_over: HandOver) -> Receipt:
        """Send one parcel; every outcome is a Receipt, only cancellation is raised."""

    async def check(self) -> None:
        """Try the account without sending; raises Misconfigured, Unavailable or Rejected."""

    async def look_up(self, reference: str) -> Found:
        """Tell what became of an unconfirmed parcel, where the way out can tell."""

    async def close(self) -> None:
        """Let the connections go."""
