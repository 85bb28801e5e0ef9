# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what the page shows: functions of a session that join several keepers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from desk.errors import NotFound, Problem
from desk.models.identity import RuleId, TemplateId
from desk.models.vocabulary import Channel, RuleState
from desk.services.delivery import EvaluationRow, Evaluations, shop_state
from desk.services.events import EventType, event_type, event_types
from desk.services.providers import AccountRow, Roster
from desk.services.rules import (
    Rulebook,
    RuleCard,
    RuleFilter,
    RuleRow,
    RuleSpec,
    RuleView,
    RuleViews,
    TemplateFacts,
    problems,
)
from desk.services.shop import Locations, LocationView, Settings, ShopSettings
from desk.services.store import Session
from desk.services.templates import Library, TemplateFilter

MOST_RULES = 1000
MOST_TEMPLATES = 1000
MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChoice:
    """A template that a rule may send. facts: its published version, as rules see it."""

    id: TemplateId
    name: str
    event_kind: str
    facts: TemplateFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What the editor has to know of the shop. senders: channel → the account that would be used first.

    active: the rules that work, oldest first.
    """

    settings: ShopSettings = field(default_factory=ShopSettings)
    places: tuple[LocationView, ...] = ()
    templates: tuple[TemplateChoice, ...] = ()
    senders: Mapping[Channel, AccountRow] = field(default_factory=dict)
    active: tuple[RuleView, ...] = ()

    def template(self, template_id: str | None) -> TemplateChoice | None:
        """Return a template; None for none, or one that is gone."""
        return next((one for one in self.templates if one.id == template_id), None)

    def template_for(self, event_kind: str) -> TemplateId | None:
        """Return the oldest template that is about an event type; None when there is none."""
        ids = [one.id for one in self.templates if one.event_kind == event_kind]
        return min(ids, default=None)

    def problems(self, spec: RuleSpec, template_id: str | None) -> tuple[Problem, ...]:
        """Return what keeps a rule that says this from being active."""
        template = self.template(template_id)
        return problems_of(spec, template.facts if template else None, self.senders, self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A rule in the list. problems: what keeps it from being active, or has broken it since."""

    row: RuleRow
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> RuleId:
        """The rule's."""
        return self.row.id

    @property
    def is_active(self) -> bool:
        """Whether it works."""
        return self.row.state is RuleState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A line of the control panel: an event type and one of its rules. listed: None while it has no rule."""

    event: EventType
    listed: Listed | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the line is known by."""
        return self.event.name, self.listed.id if self.listed else ""


def read_shop(session: Session) -> Shop:
    """Return sites, templates, senders and settings."""
    settings = Settings(session).get()
    rows = Library(session).page(TemplateFilter(), limit=MOST_TEMPLATES)
    facts = RuleViews(session).templates([row.id for row in rows])
    templates = tuple(
        TemplateChoice(id=row.id, name=row.card.name, event_kind=row.card.event_kind, facts=facts[row.id])
        for row in rows
    )
    return Shop(
        settings=settings,
        places=Locations(session).all(),
        templates=templates,
        senders=_senders(session, is_trial=settings.trial_mode),
        active=RuleViews(session).active_for([event.name for event in event_types()]),
    )


def read_rules(session: Session) -> tuple[Listed, ...]:
    """Return every rule but the archived ones, by name, each with its problems."""
    rows = Rulebook(session).page(RuleFilter(), limit=MOST_RULES)
    views = RuleViews(session).some([row.id for row in rows])
    channels = shop_state(session).channels_with_sender
    settings = Settings(session).get()
    return tuple(
        Listed(row=row, problems=_problems_of_view(views[row.id], channels, settings))
        for row in rows
        if row.id in views
    )


def read_card(session: Session, rule_id: RuleId) -> RuleCard | None:
    """Return a rule; None when it is gone."""
    try:
        return Rulebook(session).get(rule_id)
    except NotFound:
        return None


def read_decisions(session: Session, rule_id: RuleId) -> tuple[EvaluationRow, ...]:
    """Return the last decisions about a rule, newest first."""
    return Evaluations(session).page(rule_id=rule_id, limit=MOST_DECISIONS)


def kinds(listed: Collection[Listed]) -> Iterator[Kind]:
    """Yield the lines of the control panel: every event type with each of its rules, or with none."""
    for event in event_types():
        own = [one for one in listed if one.row.event_kind == event.name]
        for one in own:
            yield Kind(event=event, listed=one)
        if not own:
            yield Kind(event=event)


def problems_of(
    spec: RuleSpec, facts: TemplateFacts | None, channels: Collection[Channel], settings: ShopSettings
) -> tuple[Problem, ...]:
    """Return what keeps a rule from being active; an event type that is no more is one problem."""
    kind = spec.trigger.event_kind
    try:
        event = event_type(kind)
    except NotFound:
        return (Problem(code="unknown_event_kind", place="trigger.event_kind", details={"kind": kind}),)
    return problems(spec, facts, channels, event, settings.languages)


def _problems_of_view(
    view: RuleView, channels: Collection[Channel], settings: ShopSettings
) -> tuple[Problem, ...]:
    facts = (
        TemplateFacts(
            template_id=view.template_id,
            version_id=view.template_version_id,
            languages=view.template_languages,
        )
        if view.template_id
        else None
    )
    return problems_of(view.spec, facts, channels, settings)


def _senders(session: Session, *, is_trial: bool) -> dict[Channel, AccountRow]:
    found: dict[Channel, AccountRow] = {}
    for account in Roster(session).in_use(sandbox=is_trial):
        found.setdefault(account.channel, account)
    return found
