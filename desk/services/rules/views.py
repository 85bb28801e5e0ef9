# SPDX-License-Identifier: LicenseRef-Desk
"""The frozen values that `decide` takes and gives; nothing here knows a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk.models.vocabulary import Channel, Outcome, PointKind, PointState, Reason, RuleState
from desk.services.rules.compiled import Plan, plan_of
from desk.services.rules.spec import RuleSpec, Trigger
from desk.services.rules.steps import JsonValue, Step, StepCode
from desk.services.shop import LocationView
from desk.services.templates import VersionTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An event as a rule sees it.

    fields: dotted path → JSON value, as of the event. status: the status that the subject came into, "" when
    the event is about none. rule_id: only this rule is meant (its own timer). people: role → customer ids.
    recorded_at: when Desk heard of it; None means at once.
    """

    event_id: str
    kind: str
    occurred_at: datetime
    fields: Mapping[str, JsonValue] = field(default_factory=dict)
    recorded_at: datetime | None = None
    record_id: str | None = None
    customer_id: str | None = None
    location: LocationView | None = None
    rule_id: str | None = None
    status: str = ""
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_UNPLANNED = plan_of(RuleSpec(trigger=Trigger(event_kind="")), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule ready to be decided on; build it once and use it for many occasions.

    template_languages: channel → languages that the pinned version has a text in. types: path → type of the
    field (`events.FieldType`), for comparisons; a path that is missing is compared by what it looks like.
    """

    id: str
    version: int
    name: str
    state: RuleState
    spec: RuleSpec
    template_id: str | None = None
    template_version_id: str | None = None
    template_languages: Mapping[Channel, frozenset[str]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    plan: Plan = field(default=_UNPLANNED, repr=False, compare=False)
    """Follows from the spec by itself; `replace` takes it along while the spec is the same."""

    def __post_init__(self) -> None:
        if self.plan.spec is not self.spec or self.plan.types is not self.types:
            object.__setattr__(self, "plan", plan_of(self.spec, self.types))

    def pinned_to(self, version: VersionTexts | None) -> "RuleView":
        """Return the rule with the texts that were pinned when a message was planned; None: they are gone."""
        if version is None:
            return replace(self, template_version_id=None, template_languages={})
        return replace(self, template_version_id=version.id, template_languages=version.languages)


@dataclass(frozen=True, slots=True)
class Point:
    """One address of a person, in the order of preference."""

    kind: PointKind
    address: str
    id: str
    state: PointState = PointState.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom a rule would write to, as of now.

    consents: what was granted, nothing else is. suppressed: (channel, address, topic); topic "" is every one.
    """

    customer_id: str
    name: str = ""
    language: str = ""
    country: str = ""
    timezone: str = ""
    tags: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    consents: frozenset[tuple[str, Channel]] = frozenset()
    suppressed: frozenset[tuple[Channel, str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What else counts at the moment of deciding.

    subject_valid: the event was not undone and nothing cancelled it. stopped: everything is stopped by hand.
    attempted: channels of this notification that were tried in vain; the next leg is looked for.
    moved_to: the instant that a person moved this notification to; replaces the delay.
    """

    channels_with_sender: frozenset[Channel] = frozenset()
    shop_zone: str = "Europe/Paris"
    shop_language: str = "fr"
    shop_country: str = "FR"
    legal_quiet_hours: bool = True
    subject_valid: bool = True
    goal_met: bool = False
    duplicate: bool = False
    capped: bool = False
    approved: bool = False
    stopped: bool = False
    attempted: frozenset[Channel] = frozenset()
    moved_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class RouteLeg:
    """One channel that is possible now, with the address on it."""

    channel: Channel
    address: str
    point_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a rule means for a person on an occasion.

    SEND: may leave at `due_at` (now or later). HOLD: not before `due_at`; None: somebody has to act first.
    SKIP: never. legs: possible ones in order, first to be tried. expires_at: worthless from then on.
    """

    outcome: Outcome
    reason: Reason | None
    steps: tuple[Step, ...]
    due_at: datetime | None = None
    legs: tuple[RouteLeg, ...] = ()
    language: str = ""
    expires_at: datetime | None = None

    def refusal_of(self, channel: Channel) -> Reason:
        """Return why a channel is not among the legs; no_address where nobody has looked."""
        why = (
            step.reason
            for step in self.steps
            if step.code is StepCode.CHANNEL and step.details.get("channel") == channel
        )
        return next(why, None) or Reason.NO_ADDRESS
