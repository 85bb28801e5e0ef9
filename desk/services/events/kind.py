# SPDX-License-Identifier: LicenseRef-Desk
"""The words of the catalogue: fields, statuses, record kinds, event types and their ready rules."""

from dataclasses import dataclass, field
from enum import StrEnum

from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency

Sample = str | int | bool | list[str] | list[dict[str, str]]
"""A preview value as JSON keeps it: instants, dates and money as text."""


class FieldType(StrEnum):
    """What a field holds, and so how a snapshot writes it down."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    TIME = "time"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One placeholder: its dotted path, what it holds, how people call it.

    label: English msgid. alias: the French name that templates may use too. sample: for previews.
    """

    path: str
    type: FieldType = FieldType.TEXT
    label: str
    alias: str = ""
    sample: Sample = ""
    required: bool = False
    """An event of a type that declares it is refused without it."""
    at_sending: bool = False
    """Filled when the message is made, never part of an event's snapshot."""
    is_secret: bool = False
    """Erased from the snapshot once the message has left; never shown in history."""
    ends_message: bool = False
    """An instant message about the event is worth nothing from this instant, or after this day, on."""
    items: tuple["Field", ...] = ()
    """Of a list: what each item has; paths are relative to the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One status of a record kind. raises: the event type that entering it raises, beside the changes."""

    code: str
    label: str
    is_open: bool = True
    raises: str = ""
    stamps: str = ""
    """The date field that entering it sets to the instant of the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRole:
    """A part that people play in an event. is_staff: the person is an operator, not a customer."""

    code: str
    label: str
    is_staff: bool = False


class AnchorKind(StrEnum):
    """What the moment of an event type hangs on."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """At the fact itself, or before, after or every year on a date field. date_field: "" only for AT."""

    kind: AnchorKind = AnchorKind.AT
    date_field: str = ""


class ParameterUnit(StrEnum):
    """What a parameter of an event type counts or names."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    TIMES = "times"
    STATUS = "status"
    DATE_FIELD = "date_field"
    DAY_LIST = "day_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something to choose about an event type, such as the days ahead.

    default: a count, a code or path, or for DAY_LIST the days, growing.
    """

    name: str
    label: str
    unit: ParameterUnit
    default: int | str | tuple[int, ...]
    least: int = 0


class GuardKind(StrEnum):
    """What must still be so, about the subject, when a planned message leaves."""

    OPEN = "open"
    SAME = "same"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition on the subject between planning and sending. path: the field of SAME and EMPTY."""

    kind: GuardKind
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRule:
    """The paused rule that an event type ships with, as plain values that `rules` makes a RuleSpec of.

    label: "" takes the event type's own. The date field of an offset is the anchor's.
    """

    label: str = ""
    to_status: str = ""
    offset_minutes: int = 0
    """From the anchor's date: negative before, positive after."""
    at: str = ""
    """Wall time "HH:MM" at the location for offsets of whole days; "" keeps the date's own time."""
    needs: tuple[str, ...] = ()
    """Fields that must have a value: conditions of the rule."""
    role: str = "customer"
    subscribers_only: bool = False
    legs: tuple[Channel, ...] = (Channel.EMAIL, Channel.SMS)
    delay_minutes: int = 0
    grace_minutes: int = 2
    quiet: bool = True
    """The rule keeps the usual quiet hours; the law's always apply."""
    opening_hours: bool = False
    max_age_minutes: int | None = None
    """Older occasions are too old; None: never."""
    skip_missed: bool = False
    """What fell due while the service did not run is skipped, not sent late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A declared kind of fact.

    record_kind: "" for events about a customer. fields: its own, beside the common and the record's.
    cancelled_by: event types whose fact about the same subject kills planned sends of this one.
    cancelled_across: the same, for facts about anything of the same customer.
    guards: what must still hold when a planned send leaves.
    """

    name: str
    label: str
    record_kind: str = ""
    fields: tuple[Field, ...] = ()
    channels: frozenset[Channel]
    topic: Topic = Topic.OPERATIONAL
    urgency: Urgency = Urgency.NORMAL
    dispatch: Dispatch = Dispatch.AUTOMATIC
    anchor: Anchor = field(default_factory=Anchor)
    parameters: tuple[Parameter, ...] = ()
    cancelled_by: tuple[str, ...] = ()
    cancelled_across: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    roles: tuple[str, ...] = ("customer",)
    """Who may be told; the first is the usual one."""
    is_staff: bool = False
    """Only members of staff are told."""
    ready: ReadyRule = field(default_factory=ReadyRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raises:
    """The event types that changes of a record raise; "" where a kind has none for a change."""

    created: str
    status_changed: str = ""
    status_changed_to: str = ""
    due_moved: str = ""
    assigned: str = ""
    reassigned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A kind of object that events are about.

    statuses: in the order of work, the first is a new record's. due_field, reference_field, title_field and
    assignee_field: the paths under which the record's own columns appear. previous_due_field: where the due
    date was before. withdrawn_status: where an undone creation goes.
    """

    name: str
    label: str
    label_many: str
    fields: tuple[Field, ...]
    statuses: tuple[Status, ...]
    roles: tuple[PersonRole, ...]
    due_field: str
    previous_due_field: str = ""
    reference_field: str
    title_field: str
    assignee_field: str
    withdrawn_status: str
    raises: Raises
    event_types: tuple[EventType, ...] = ()

    def status(self, code: str) -> Status | None:
        """Return the status with that code; None when the kind has none."""
        return next((status for status in self.statuses if status.code == code), None)

    def has(self, name: str) -> bool:
        """Whether the kind has a field called `name`, without its prefix."""
        return any(f.path == f"{self.name}.{name}" for f in self.fields)


_LETTERS = {
    "E": Channel.EMAIL,
    "S": Channel.SMS,
    "P": Channel.PUSH,
    "I": Channel.IN_APP,
    "L": Channel.LETTER,
}


def channels(letters: str) -> frozenset[Channel]:
    """Return the channels of letters such as "E S P I L"; a webhook is always allowed."""
    return frozenset(_LETTERS[letter] for letter in letters.split()) | {Channel.WEBHOOK}
