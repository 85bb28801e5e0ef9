# SPDX-License-Identifier: LicenseRef-Desk
"""What a rule says, as frozen values; `models.Rule.spec` keeps them as JSON."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desk.models.vocabulary import Channel, Dispatch, RouteMode, Topic, Urgency


class TriggerKind(StrEnum):
    """What sets a rule off."""

    EVENT = "event"
    STATUS_CHANGED = "status_changed"
    DATE_FIELD = "date_field"
    YEARLY = "yearly"


class Comparison(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    AFTER = "after"
    ONE_OF = "one_of"
    IS_SET = "is_set"
    IS_EMPTY = "is_empty"


class GroupMode(StrEnum):
    """All items of a group must hold, or any one."""

    ALL = "all"
    ANY = "any"


class HoursMode(StrEnum):
    """When a message may leave, beside quiet hours."""

    ANY_TIME = "any_time"
    OPENING_HOURS = "opening_hours"


class CatchUp(StrEnum):
    """What happens to what fell due while the service did not run."""

    SEND_LATE = "send_late"
    SKIP = "skip"


Value = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """WHEN: an event, a status change (any, or to one), before/after a date field, yearly on a date field.

    offset_minutes: negative is before the date, positive after; only DATE_FIELD and YEARLY.
    at: wall time "HH:MM" at the location for offsets counted in whole days; "" keeps the field's own time.
    """

    kind: TriggerKind = TriggerKind.EVENT
    event_kind: str
    to_status: str = ""
    date_field: str = ""
    offset_minutes: int = 0
    at: str = ""
    further_offsets: tuple[int, ...] = ()
    """More offsets of the same rule, such as D-7, D-1 and H-2; each is a message of its own."""

    @property
    def offsets(self) -> tuple[int, ...]:
        """Return every offset once, in minutes, the earliest first."""
        return tuple(sorted({self.offset_minutes, *self.further_offsets}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison of a field with a value."""

    path: str
    comparison: Comparison
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions and groups, at most two levels deep; an empty group holds."""

    mode: GroupMode = GroupMode.ALL
    items: tuple["Condition | Group", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """TO: the person of one role; `customer` is the subject's own customer."""

    role: str = "customer"
    subscribers_only: bool = False
    """Also asks for the commercial consent on the channel, whatever the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Wall-clock spans in which nothing leaves; what falls inside is held until the end.

    start, end: "HH:MM", may cross midnight. weekdays: whole quiet days, 0 is Monday. holidays: whole too.
    """

    start: str = "20:00"
    end: str = "08:00"
    weekdays: tuple[int, ...] = ()
    holidays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long after the event, in which hours."""

    delay_minutes: int = 0
    hours: HoursMode = HoursMode.ANY_TIME
    quiet: QuietHours | None = field(default_factory=QuietHours)
    """None means no quiet hours of the rule's own; the law's always apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One channel of a route."""

    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """The whole sentence of a rule.

    location_ids: () means every location. max_age_minutes: what would leave later than that after its time is
    too old (None: never); what quiet hours held is not late.
    """

    trigger: Trigger
    conditions: Group = field(default_factory=Group)
    audience: Audience = field(default_factory=Audience)
    topic: str = Topic.OPERATIONAL
    urgency: Urgency = Urgency.NORMAL
    dispatch: Dispatch = Dispatch.AUTOMATIC
    mode: RouteMode = RouteMode.FALLBACK
    legs: tuple[Leg, ...] = (Leg(channel=Channel.EMAIL), Leg(channel=Channel.SMS))
    timing: Timing = field(default_factory=Timing)
    grace_minutes: int = 2
    location_ids: tuple[str, ...] = ()
    catch_up: CatchUp = CatchUp.SEND_LATE
    max_age_minutes: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
