# SPDX-License-Identifier: LicenseRef-Desk
"""Does things to several rules at once: functions of a session, each telling what is needed to undo it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from desk import clock
from desk.errors import NotFound, Problem, Refused
from desk.models.identity import RuleId, TemplateId
from desk.models.vocabulary import Channel, RuleState
from desk.services.delivery import delete_rules
from desk.services.events import event_type
from desk.services.rules import Rulebook, RuleCard, RuleDraft, RuleFilter, ready_spec
from desk.services.store import Session
from desk.services.templates import Library, TemplateFilter
from desk.ui.panes.rules.editor_state import draft_of
from desk.ui.panes.rules.edits import with_route
from desk.ui.panes.rules.readings import MOST_RULES, MOST_TEMPLATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A rule that stayed as it was, and why."""

    id: RuleId
    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a deed. before: the changed rules as they were. made: new rules."""

    before: tuple[RuleCard, ...] = ()
    refused: tuple[Stopped, ...] = ()
    made: tuple[RuleId, ...] = ()


def activate(session: Session, rule_ids: Collection[RuleId], senders: Collection[Channel]) -> Done:
    """Let those rules work that can."""
    book = Rulebook(session)
    cards = _cards(session, rule_ids)
    refused = book.activate_all([card.id for card in cards], senders)
    return Done(
        before=tuple(card for card in cards if card.id not in refused),
        refused=tuple(
            Stopped(id=card.id, name=card.name, problems=refused[card.id])
            for card in cards
            if card.id in refused
        ),
    )


def pause(session: Session, rule_ids: Collection[RuleId]) -> Done:
    """Stop rules."""
    cards = _cards(session, rule_ids)
    Rulebook(session).pause(*(card.id for card in cards))
    return Done(before=cards)


def put_states_back(session: Session, before: Iterable[RuleCard], senders: Collection[Channel]) -> None:
    """Let rules work, or stop them, as they did before; one that may no longer work stays paused."""
    book = Rulebook(session)
    for card in before:
        if card.state is RuleState.ACTIVE:
            book.activate_all([card.id], senders)
        else:
            book.pause(card.id)


def create(session: Session, event_kind: str, name: str, *, is_ready: bool) -> RuleId:
    """Keep a new rule, paused, about an event type: its ready rule, or one that is almost empty.

    The first ready rule of a type can be reset to its default; further ones are rules of their own.
    """
    event = event_type(event_kind)
    spec = ready_spec(event)
    key = event_kind if is_ready and not _has_ready(session, event_kind) else None
    template_id = _template_for(session, event_kind)
    return Rulebook(session).create(
        RuleDraft(name=name, spec=spec, template_id=template_id), catalogue_key=key
    )


def duplicate(session: Session, rule_id: RuleId, name: Callable[[str], str]) -> Done:
    """Keep a paused copy."""
    book = Rulebook(session)
    return Done(made=(book.duplicate(rule_id, name(book.get(rule_id).name)),))


def copy_to(
    session: Session,
    rule_ids: Collection[RuleId],
    places: Sequence[tuple[str, str]],
    name: Callable[[str, str], str],
) -> Done:
    """Keep a paused copy of each rule for each place (id, name)."""
    book = Rulebook(session)
    made = []
    for card in _cards(session, rule_ids):
        for location_id, place in places:
            draft = replace(
                draft_of(card),
                name=name(card.name, place),
                spec=replace(card.spec, location_ids=(location_id,)),
            )
            made.append(book.create(draft))
    return Done(made=tuple(made))


def change_template(session: Session, rule_ids: Collection[RuleId], template_id: TemplateId) -> Done:
    """Let rules send another template."""
    return _changed(session, rule_ids, lambda draft: replace(draft, template_id=template_id))


def change_route(session: Session, rule_ids: Collection[RuleId], channels: Sequence[Channel]) -> Done:
    """Let rules leave on these channels, as far as their events allow them."""

    def routed(draft: RuleDraft) -> RuleDraft:
        allowed = event_type(draft.spec.trigger.event_kind).channels
        spec = with_route(draft.spec, channels, allowed)
        if spec is None:
            raise Refused(Problem(code="channel_not_allowed", place="legs", details={"channel": channels[0]}))
        return replace(draft, spec=spec)

    return _changed(session, rule_ids, routed)


def reset(session: Session, rule_id: RuleId) -> Done:
    """Give a ready rule its first words back."""
    book = Rulebook(session)
    card = book.get(rule_id)
    book.reset(rule_id, seen_version=card.version)
    return Done(before=(card,))


def put_words_back(session: Session, before: Iterable[RuleCard]) -> None:
    """Give rules the words back that they had, whatever was saved since; those that are gone stay so."""
    book = Rulebook(session)
    for card in before:
        try:
            book.save(card.id, draft_of(card), seen_version=book.get(card.id).version)
        except NotFound:
            continue


def delete(session: Session, rule_ids: Collection[RuleId]) -> Done:
    """Remove rules for good with what they planned; their history stays."""
    cards = _cards(session, rule_ids)
    delete_rules(session, [card.id for card in cards], clock.now())
    return Done(before=cards)


def _changed(
    session: Session, rule_ids: Collection[RuleId], change: Callable[[RuleDraft], RuleDraft]
) -> Done:
    """Save each rule changed; one that would be wrong and is active stays as it is."""
    book = Rulebook(session)
    before, refused = [], []
    for card in _cards(session, rule_ids):
        try:
            book.save(card.id, change(draft_of(card)), seen_version=card.version)
            before.append(card)
        except Refused as error:
            refused.append(Stopped(id=card.id, name=card.name, problems=error.problems))
    return Done(before=tuple(before), refused=tuple(refused))


def _cards(session: Session, rule_ids: Collection[RuleId]) -> tuple[RuleCard, ...]:
    """Return the rules that still are."""
    book = Rulebook(session)
    found = []
    for rule_id in rule_ids:
        try:
            found.append(book.get(rule_id))
        except NotFound:
            continue
    return tuple(found)


def _has_ready(session: Session, event_kind: str) -> bool:
    rows = Rulebook(session).page(
        RuleFilter(event_kinds=(event_kind,), states=tuple(RuleState)), limit=MOST_RULES
    )
    return any(row.catalogue_key == event_kind for row in rows)


def _template_for(session: Session, event_kind: str) -> TemplateId | None:
    rows = Library(session).page(TemplateFilter(event_kind=event_kind), limit=MOST_TEMPLATES)
    return min((row.id for row in rows), default=None)
