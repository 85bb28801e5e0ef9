# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the rules: their texts, their states, and what keeps one from being active."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from desk import clock
from desk.errors import Conflict, NotFound, Problem, Refused
from desk.models import Rule, RuleTotal, Template, new_id
from desk.models.identity import RuleId
from desk.models.vocabulary import Channel, RuleState, Standing
from desk.services.events import EventType, event_type, event_types
from desk.services.rules.card import ALL_RULES, RuleCard, RuleDraft, RuleFilter, RuleRow
from desk.services.rules.convert import spec_from_json, spec_to_json
from desk.services.rules.ready import ready_spec
from desk.services.rules.rule_views import MAX_RULES, RuleViews
from desk.services.rules.validate import hours_problems, problems
from desk.services.shop import Deed, Locations, Settings, fold, needs
from desk.services.store import changed_rows

_TABLE = Rule.__table__.c
_EVERY_CHANNEL = frozenset(Channel)
_MAX_NAME = 200


class Rulebook:
    """Keeper of rules. Whoever changes rules announces Change.RULES."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @needs(Deed.EDIT_RULES)
    def create(self, draft: RuleDraft, *, catalogue_key: str | None = None) -> RuleId:
        """Keep a new rule, paused; Refused for an empty name or an event that nobody declares."""
        values = self._values(draft)
        rule_id = RuleId(new_id())
        now = clock.now()
        stamp = {"created_at": now, "updated_at": now, "version": 1, "state": RuleState.PAUSED}
        self._session.execute(insert(Rule).values(id=rule_id, catalogue_key=catalogue_key, **values, **stamp))
        return rule_id

    @needs(Deed.EDIT_RULES)
    def save(self, rule_id: RuleId, draft: RuleDraft, *, seen_version: int) -> int:
        """Replace what a rule says and return its new version.

        Conflict when somebody saved it since `seen_version`; Refused as in create, and with every problem
        that would keep an active rule from being so.
        """
        values = self._values(draft)
        card = self.get(rule_id)
        if card.state is RuleState.ACTIVE:
            _refuse(self._problems(draft, _EVERY_CHANNEL))
        stamp = {"version": seen_version + 1, "updated_at": clock.now()}
        where = Rule.id == rule_id, Rule.version == seen_version
        if not changed_rows(self._session, update(Rule).where(*where).values(**values, **stamp)):
            raise Conflict("rule_changed", id=rule_id)
        return seen_version + 1

    def problems(self, rule_id: RuleId, senders: Collection[Channel]) -> tuple[Problem, ...]:
        """Return what keeps a rule from being active. senders: channels that something sends on."""
        return self._problems(_draft(self.get(rule_id)), senders)

    @needs(Deed.EDIT_RULES)
    def activate(self, rule_id: RuleId, senders: Collection[Channel]) -> None:
        """Let a rule work from now on; Refused with everything that keeps it from it."""
        _refuse(self.problems(rule_id, senders))
        self._set_state((rule_id,), RuleState.ACTIVE)

    @needs(Deed.EDIT_RULES)
    def activate_all(
        self, rule_ids: Collection[RuleId], senders: Collection[Channel]
    ) -> dict[RuleId, tuple[Problem, ...]]:
        """Let those rules work that can; return id → problems of the others."""
        found = {rule_id: self.problems(rule_id, senders) for rule_id in rule_ids}
        self._set_state([rule_id for rule_id, wrong in found.items() if not wrong], RuleState.ACTIVE)
        return {rule_id: wrong for rule_id, wrong in found.items() if wrong}

    @needs(Deed.EDIT_RULES)
    def pause(self, *rule_ids: RuleId) -> None:
        """Stop rules; what they had planned is skipped when its time comes."""
        self._set_state(rule_ids, RuleState.PAUSED)

    @needs(Deed.EDIT_RULES)
    def archive(self, *rule_ids: RuleId) -> None:
        """Put rules away; `pause` takes them out again."""
        self._set_state(rule_ids, RuleState.ARCHIVED)

    @needs(Deed.EDIT_RULES)
    def delete(self, *rule_ids: RuleId) -> None:
        """Remove rules for good; their decisions, sends and totals stay in the history.

        What they planned is called off by `delivery.delete_rules`.
        """
        self._session.execute(delete(Rule).where(Rule.id.in_(rule_ids)))

    @needs(Deed.EDIT_RULES)
    def duplicate(self, rule_id: RuleId, name: str) -> RuleId:
        """Keep a paused copy of a rule under another name, and return its id; NotFound."""
        return self.create(replace(_draft(self.get(rule_id)), name=name))

    @needs(Deed.EDIT_RULES)
    def reset(self, rule_id: RuleId, *, seen_version: int) -> int:
        """Give a ready rule its first words back and return the new version; NotFound for other rules."""
        card = self.get(rule_id)
        if card.catalogue_key is None:
            raise NotFound("no_default", id=rule_id)
        spec = ready_spec(event_type(card.catalogue_key))
        return self.save(rule_id, replace(_draft(card), spec=spec), seen_version=seen_version)

    def get(self, rule_id: RuleId) -> RuleCard:
        """Return a rule; NotFound."""
        query = select(*_TABLE, Template.name.label("template_name")).outerjoin(
            Template, Template.id == Rule.template_id
        )
        row = self._session.execute(query.where(Rule.id == rule_id)).first()
        if row is None:
            raise NotFound("rule_not_found", id=rule_id)
        return _card(row)

    def page(
        self, which: RuleFilter = ALL_RULES, *, after: tuple[str, str] | None = None, limit: int = 200
    ) -> tuple[RuleRow, ...]:
        """Return rules by name, those that follow `after` (a row's position), with their totals."""
        name_key = func.lower(Rule.name).label("sort_key")
        query = select(*_TABLE, name_key, Template.name.label("template_name")).outerjoin(
            Template, Template.id == Rule.template_id
        )
        query = self._filtered(query, which)
        if after is not None:
            query = query.where(tuple_(name_key, Rule.id) > after)
        rows = self._session.execute(query.order_by(name_key, Rule.id).limit(limit)).all()
        totals = totals_of(self._session, [row.id for row in rows])
        return tuple(_row(row, totals[row.id]) for row in rows)

    def _problems(self, draft: RuleDraft, senders: Collection[Channel]) -> tuple[Problem, ...]:
        facts = RuleViews(self._session).templates([draft.template_id] if draft.template_id else [])
        template = facts.get(draft.template_id) if draft.template_id else None
        languages = Settings(self._session).get().languages
        event = event_type(draft.spec.trigger.event_kind)
        places = Locations(self._session).all()
        return (
            *problems(draft.spec, template, senders, event, languages),
            *hours_problems(draft.spec, places, clock.now()),
        )

    def _values(self, draft: RuleDraft) -> dict[str, Any]:
        name = draft.name.strip()
        _refuse(_name_problems(name) + _event_problems(draft.spec.trigger.event_kind))
        return {
            "name": name,
            "event_kind": draft.spec.trigger.event_kind,
            "spec": spec_to_json(draft.spec),
            "template_id": draft.template_id,
        }

    def _set_state(self, rule_ids: Collection[RuleId], state: RuleState) -> None:
        if rule_ids:
            stamp = {"state": state, "updated_at": clock.now()}
            self._session.execute(update(Rule).where(Rule.id.in_(rule_ids)).values(**stamp))

    def _filtered(self, query: "Select[*tuple[Any, ...]]", which: RuleFilter) -> "Select[*tuple[Any, ...]]":
        if which.states:
            query = query.where(Rule.state.in_(which.states))
        if which.event_kinds:
            query = query.where(Rule.event_kind.in_(which.event_kinds))
        if which.text.strip():
            wanted = fold(which.text)
            names = self._session.execute(select(Rule.id, Rule.name).limit(MAX_RULES))
            query = query.where(Rule.id.in_([row.id for row in names if wanted in fold(row.name)]))
        return query


class ReadyRules:
    """Keeper of the rules that the catalogue ships."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def install(
        self, translate: Callable[[str], str], kinds: Collection[str] | None = None
    ) -> tuple[RuleId, ...]:
        """Keep the ready rule, paused, of every event type (or some `kinds`) that has none; return the new ids.

        Names are the event types' labels through `translate`. A rule takes the oldest template of its event.
        """
        there = self.kinds()
        templates = self._templates()
        book = Rulebook(self._session)
        return tuple(
            book.create(_ready_draft(event, translate, templates), catalogue_key=event.name)
            for event in event_types()
            if event.name not in there and (kinds is None or event.name in kinds)
        )

    def kinds(self) -> frozenset[str]:
        """Return the event types whose ready rule is there."""
        keys = select(Rule.catalogue_key).where(Rule.catalogue_key.is_not(None)).limit(MAX_RULES)
        return frozenset(key for key in self._session.scalars(keys) if key)

    def _templates(self) -> dict[str, Any]:
        """Return event type → id of the oldest template about it."""
        query = select(Template.event_kind, Template.id).where(Template.archived_at.is_(None))
        newest_first = self._session.execute(query.order_by(Template.id.desc()).limit(MAX_RULES))
        return {row.event_kind: row.id for row in newest_first}


def totals_of(session: Session, rule_ids: Collection[str]) -> Mapping[str, Mapping[Standing, int]]:
    """Return id → where the deliveries of each rule stand, without the zeros; every id is there."""
    found: defaultdict[str, dict[Standing, int]] = defaultdict(dict)
    query = select(RuleTotal.rule_id, RuleTotal.standing, RuleTotal.count)
    for row in session.execute(query.where(RuleTotal.rule_id.in_(rule_ids), RuleTotal.count != 0)):
        found[row.rule_id][row.standing] = row[2]
    return {rule_id: found[rule_id] for rule_id in rule_ids}


def _ready_draft(
    event: EventType, translate: Callable[[str], str], templates: Mapping[str, Any]
) -> RuleDraft:
    name = translate(event.ready.label or event.label)
    return RuleDraft(name=name, spec=ready_spec(event), template_id=templates.get(event.name))


def _refuse(found: Collection[Problem]) -> None:
    if found:
        raise Refused(*found)


def _name_problems(name: str) -> tuple[Problem, ...]:
    if not name:
        return (Problem(code="name_missing", place="name"),)
    return (Problem(code="too_long", place="name"),) if len(name) > _MAX_NAME else ()


def _event_problems(event_kind: str) -> tuple[Problem, ...]:
    try:
        event_type(event_kind)
    except NotFound:
        return (Problem(code="unknown_event_kind", place="trigger.event_kind", details={"kind": event_kind}),)
    return ()


def _draft(card: RuleCard) -> RuleDraft:
    return RuleDraft(name=card.name, spec=card.spec, template_id=card.template_id)


def _card(row: "Row[*tuple[Any, ...]]") -> RuleCard:
    return RuleCard(
        id=row.id,
        version=row.version,
        name=row.name,
        state=row.state,
        spec=spec_from_json(row.spec),
        template_id=row.template_id,
        template_name=row.template_name or "",
        catalogue_key=row.catalogue_key,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _row(row: "Row[*tuple[Any, ...]]", totals: Mapping[Standing, int]) -> RuleRow:
    return RuleRow(
        id=row.id,
        version=row.version,
        name=row.name,
        state=row.state,
        event_kind=row.event_kind,
        channels=tuple(Channel(leg["channel"]) for leg in row.spec["legs"]),
        template_id=row.template_id,
        template_name=row.template_name or "",
        catalogue_key=row.catalogue_key,
        updated_at=row.updated_at,
        totals=totals,
        sort_key=row.sort_key,
    )
