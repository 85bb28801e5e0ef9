# SPDX-License-Identifier: LicenseRef-Desk
"""The values that pass between the planner, the outbox and the sender."""

from dataclasses import dataclass
from datetime import datetime

from desk.models.columns import Json
from desk.models.vocabulary import (
    AttemptOutcome,
    Channel,
    DeliveryState,
    NotificationState,
    Reason,
    Urgency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a notification is about; ids, None where it has none."""

    customer_id: str
    event_id: str
    event_kind: str
    rule_id: str
    record_id: str | None = None
    location_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegPlan:
    """One address to try. point_id: the contact point it came from."""

    channel: Channel
    address: str
    point_id: str | None = None

    def as_json(self) -> Json:
        """Return it as `Notification.route` keeps it."""
        return {"channel": self.channel.value, "address": self.address, "point_id": self.point_id}

    @classmethod
    def from_json(cls, value: Json) -> "LegPlan":
        """Return what `as_json` wrote."""
        return cls(
            channel=Channel(value["channel"]), address=value["address"], point_id=value.get("point_id")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """A notification to keep, with its first delivery.

    route: the legs still possible, in order; empty when nobody can be reached. state, reason and delivery_state
    say how it starts.
    """

    id: str
    evaluation_id: str
    subject: Subject
    template_version_id: str | None
    language: str
    topic: str
    urgency: Urgency
    state: NotificationState
    delivery_state: DeliveryState
    reason: Reason | None
    due_at: datetime
    expires_at: datetime | None
    route: tuple[LegPlan, ...]
    fallback_channel: Channel = Channel.EMAIL
    """The channel shown when no leg is possible."""
    resend_of: str | None = None
    delivery_id: str = ""
    """Of its first delivery, where somebody must know it before; "" lets the outbox choose."""
    message_id: str | None = None
    """The same for the Message-ID."""
    author: str = ""
    """Who wrote it, where no rule did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A delivery whose time has come, with what deciding again needs."""

    id: str
    notification_id: str
    subject: Subject
    leg: int
    route: tuple[LegPlan, ...]
    channel: Channel
    address: str
    attempts: int
    due_at: datetime
    first_due: datetime
    message_id: str | None
    resend_of: str | None
    template_version_id: str | None
    language: str
    topic: str
    urgency: Urgency
    approved: bool
    is_trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a due delivery that does not leave now.

    state QUEUED puts it back until `due_at`; other states end it (and may open the next leg).
    """

    delivery_id: str
    state: DeliveryState
    reason: Reason | None = None
    due_at: datetime | None = None
    error: str = ""
    next_leg: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What is made durable just before the point of no return.

    grounds: the number of the grounds it was decided on. expires_at: when it is worth nothing any more.
    """

    delivery_id: str
    provider_id: str
    subject: str
    content: bytes
    grounds: int = 0
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How one call to a provider ended. counts: whether it was a try of this message, not only of the account."""

    delivery_id: str
    notification_id: str
    provider_id: str
    number: int
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome
    state: DeliveryState
    reason: Reason | None = None
    due_at: datetime | None = None
    code: str = ""
    reply: str = ""
    reference: str = ""
    next_leg: bool = False
    counts: bool = True
    nobody_at: LegPlan | None = None
    """The address, when the answer says that nobody is there."""
