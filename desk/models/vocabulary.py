# SPDX-License-Identifier: LicenseRef-Desk
"""The closed sets of words that tables and code share."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to reach a person."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"
    IN_APP = "in_app"
    WEBHOOK = "webhook"
    LETTER = "letter"


class PointKind(StrEnum):
    """What a contact point is an address of."""

    EMAIL = "email"
    PHONE = "phone"
    POSTAL = "postal"
    PUSH = "push"


class PointState(StrEnum):
    """What is known of an address."""

    UNKNOWN = "unknown"
    OK = "ok"
    BOUNCING = "bouncing"
    DEAD = "dead"


class Topic(StrEnum):
    """What a message is about, as far as consent goes; a shop may add its own codes."""

    OPERATIONAL = "operational"
    COMMERCIAL = "commercial"
    QUALITY = "quality"


class Urgency(StrEnum):
    """instant: no queue, no quiet hours, expires rather than comes late."""

    INSTANT = "instant"
    CRITICAL = "critical"
    NORMAL = "normal"


class Dispatch(StrEnum):
    """Whether a person confirms before anything leaves."""

    AUTOMATIC = "automatic"
    CONFIRM_FIRST = "confirm_first"


class RuleState(StrEnum):
    """Where a rule stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class RouteMode(StrEnum):
    """What the legs of a route are to each other; only fallback is delivered so far."""

    FALLBACK = "fallback"
    ESCALATE = "escalate"
    COMPANION = "companion"


class VersionState(StrEnum):
    """A published version never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Outcome(StrEnum):
    """Result of an evaluation."""

    SEND = "send"
    HOLD = "hold"
    SKIP = "skip"


class Reason(StrEnum):
    """Why an evaluation or a delivery went as it did; a closed list."""

    NO_CONSENT = "no_consent"
    SUPPRESSED = "suppressed"
    NO_ADDRESS = "no_address"
    QUIET_HOURS = "quiet_hours"
    OUTSIDE_HOURS = "outside_hours"
    CAPPED = "capped"
    DUPLICATE = "duplicate"
    NO_CREDIT = "no_credit"
    NO_SENDER = "no_sender"
    RENDER_ERROR = "render_error"
    SUBJECT_CHANGED = "subject_changed"
    GOAL_MET = "goal_met"
    TOO_OLD = "too_old"
    CONDITION_FALSE = "condition_false"
    RULE_PAUSED = "rule_paused"
    AWAITING_APPROVAL = "awaiting_approval"
    STOPPED = "stopped"
    PROVIDER_DOWN = "provider_down"


class NotificationState(StrEnum):
    """Life of one intention to tell one person one thing."""

    PLANNED = "planned"
    AWAITING_APPROVAL = "awaiting_approval"
    HELD = "held"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class DeliveryState(StrEnum):
    """Life of one leg of one notification."""

    QUEUED = "queued"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class AttemptOutcome(StrEnum):
    """What one call to one provider came to."""

    ACCEPTED = "accepted"
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    LOST = "lost"


class Standing(StrEnum):
    """The roll-up of fine states that a history row shows."""

    SENT = "sent"
    NOT_SUBSCRIBED = "not_subscribed"
    FAILED = "failed"
    HELD = "held"
    PLANNED = "planned"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What an operator may do."""

    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"
    VIEWER = "viewer"


class MailboxRole(StrEnum):
    """Whose mailbox it is: the shop's, or one operator's own."""

    MAIN = "main"
    PERSONAL = "personal"


class FolderRole(StrEnum):
    """What a folder on the server is for (RFC 6154)."""

    INBOX = "inbox"
    SENT = "sent"
    ARCHIVE = "archive"
    TRASH = "trash"
    JUNK = "junk"
    DRAFTS = "drafts"
    OTHER = "other"


class ConversationState(StrEnum):
    """Where a conversation stands in the list."""

    IN_PROGRESS = "in_progress"
    SNOOZED = "snoozed"
    ARCHIVED = "archived"


class Direction(StrEnum):
    """Which way a line of a conversation goes. A note goes nowhere: no channel accepts one."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    NOTE = "note"
    SYSTEM = "system"


class Author(StrEnum):
    """Who wrote a line of a conversation."""

    CUSTOMER = "customer"
    OPERATOR = "operator"
    ROBOT = "robot"
    RULE = "rule"
    SYSTEM = "system"


class MessageKind(StrEnum):
    """What an incoming mail is; only a message is somebody's words, the rest is shown as a system line."""

    MESSAGE = "message"
    BOUNCE = "bounce"
    DELAY = "delay"
    COMPLAINT = "complaint"
    OUT_OF_OFFICE = "out_of_office"
    AUTO_REPLY = "auto_reply"
    UNSUBSCRIBE = "unsubscribe"
    STOP = "stop"


class MembershipKind(StrEnum):
    """What an operator is to a conversation."""

    ASSIGNED = "assigned"
    FOLLOWING = "following"


class DraftKind(StrEnum):
    """What a draft will be."""

    REPLY = "reply"
    NOTE = "note"
    NEW = "new"


class TranslationState(StrEnum):
    """How far a translation is."""

    IN_PROGRESS = "in_progress"
    DONE = "done"
    FAILED = "failed"
