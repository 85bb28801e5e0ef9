# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the planner: takes what happened, decides for each rule and person, keeps every decision."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk import clock
from desk.errors import MISTAKES
from desk.models import new_id
from desk.models.identity import EventId
from desk.services.delivery.cancelling import Cancelling, Overtaken
from desk.services.delivery.evaluations import EvaluationDraft, Evaluations
from desk.services.delivery.forgetting import Forgetting
from desk.services.delivery.just_decided import Basis, JustDecided, fresh_of, minute_of
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Intention
from desk.services.delivery.planning import intention_of
from desk.services.delivery.shop_side import shop_state
from desk.services.delivery.situation import EventNow, Situations
from desk.services.events import Journal, cancelled_facts
from desk.services.rules import (
    Decision,
    Person,
    RuleView,
    RuleViews,
    State,
    decide,
    encode_steps,
    recipients,
)
from desk.services.shop import Settings
from desk.services.store import Change, Database, Session, Waking

log = logging.getLogger(__name__)

BATCH = 200
"""Events planned in one write block; few, so that a window's own write never waits long."""
POLL_S = 5.0


@dataclass(slots=True)
class _Batch:
    """What one write block is going to keep."""

    evaluations: list[EvaluationDraft] = field(default_factory=list)
    intentions: list[Intention] = field(default_factory=list)
    overtaken: list[Overtaken] = field(default_factory=list)
    at_once: list[tuple[Intention, RuleView, Person, EventNow, Decision]] = field(default_factory=list)


class Planner:
    """From the journal to the outbox."""

    name = "planner"
    is_exclusive = True

    def __init__(self, db: Database, decided: JustDecided | None = None) -> None:
        """Plan what happened. decided: what the sender of the same process is told of it."""
        self._db = db
        self.decided = decided

    async def run(self) -> None:
        """Plan for ever, as soon as something is recorded."""
        with Waking(self._db, (Change.EVENTS,)) as waking:
            while True:
                await self.drain()
                await waking.wait(POLL_S)

    async def drain(self) -> int:
        """Plan until no event waits; return how many were planned."""
        total = 0
        while done := await self._plan():
            total += done
            await asyncio.sleep(0)
        return total

    async def _plan(self) -> int:
        """Plan a batch; when one event makes that fail, it alone is set aside."""
        try:
            return await self._db.write(lambda session: plan_batch(session, self.decided), *_CHANGED)
        except MISTAKES:
            log.exception("a batch of events could not be planned; they are planned one by one")
        waiting = await self._db.read(lambda session: Journal(session).unplanned_ids(BATCH))
        for event_id in waiting:
            await self._plan_one(event_id)
        return len(waiting)

    async def _plan_one(self, event_id: EventId) -> None:
        try:
            await self._db.write(lambda session: plan_events(session, [event_id]), *_CHANGED)
        except MISTAKES:
            log.exception("event %s cannot be planned; it is set aside", event_id)
            await self._db.write(
                lambda session: Journal(session).mark_planned([event_id], clock.now()), Change.EVENTS
            )


_CHANGED = (Change.EVALUATIONS, Change.DELIVERIES)


def plan_batch(session: Session, decided: JustDecided | None = None) -> int:
    """Plan the oldest unplanned events in this transaction; return how many there were."""
    waiting = Journal(session).unplanned_ids(BATCH)
    if waiting:
        plan_events(session, waiting, decided)
    return len(waiting)


def plan_events(session: Session, waiting: Sequence[EventId], decided: JustDecided | None = None) -> None:
    """Plan events in this transaction. decided: where decisions to send at once are remembered."""
    now = clock.now()
    journal = Journal(session)
    situations = Situations(session)
    events = situations.events(waiting)
    ordered = [events[event_id] for event_id in waiting]
    rules = RuleViews(session).active_for({event.kind for event in ordered})
    state = shop_state(session)
    batch = _decide_all(ordered, rules, situations, state, now)
    Evaluations(session).add(batch.evaluations, now)
    Outbox(session).add(batch.intentions, now)
    Cancelling(session).overtaken(batch.overtaken, now)
    journal.mark_planned(waiting, now)
    Forgetting(session).ended({event.id: event.kind for event in ordered})
    if decided is not None:  # should this transaction fail, its deliveries are nobody's: none is ever due
        basis = Basis(minute_of(now), Settings(session).get().trial_mode, state, situations.places())
        decided.keep((one for made in batch.at_once for one in fresh_of(*made)), basis)


def _decide_all(
    events: Sequence[EventNow],
    rules: Sequence[RuleView],
    situations: Situations,
    state: State,
    now: datetime,
) -> _Batch:
    batch = _Batch()
    cases = [(event, situations.occasion(event)) for event in events]
    meant = {
        id_
        for _, occasion in cases
        for rule in _concerned(rules, occasion.kind, occasion.rule_id)
        for id_ in recipients(occasion, rule.spec)
    }
    people = situations.people(meant, now)
    for event, occasion in cases:
        batch.overtaken += _overtaken(event)
        current = state if event.holds else _invalid(state)
        for rule in _concerned(rules, occasion.kind, occasion.rule_id):
            for id_ in recipients(occasion, rule.spec) or (None,):
                person = people.get(id_) if id_ else None
                decision = decide(occasion, rule, person, current, now)
                evaluation = EvaluationDraft(
                    id=new_id(),
                    event_id=event.id,
                    rule_id=rule.id,
                    rule_version=rule.version,
                    customer_id=id_,
                    role=rule.spec.audience.role,
                    outcome=decision.outcome,
                    reason=decision.reason,
                    trace=encode_steps(decision.steps),
                )
                batch.evaluations.append(evaluation)
                if person is not None:
                    intention = intention_of(decision, occasion, rule, person, evaluation.id, now)
                    if intention is not None:
                        batch.intentions.append(intention)
                        if intention.due_at <= now:
                            batch.at_once.append((intention, rule, person, event, decision))
    return batch


def _concerned(rules: Sequence[RuleView], kind: str, rule_id: str | None) -> Iterator[RuleView]:
    """Yield the rules that wait for this kind; only the one meant, when the event was made for one."""
    for rule in rules:
        if rule.spec.trigger.event_kind == kind and rule_id in (None, rule.id):
            yield rule


def _overtaken(event: EventNow) -> Iterator[Overtaken]:
    killed = cancelled_facts(event.kind)
    if killed.subject or killed.customer:
        yield Overtaken(
            event_id=event.id,
            record_id=event.record_id,
            customer_id=event.customer_id,
            about_subject=killed.subject,
            about_customer=killed.customer,
        )


def _invalid(state: State) -> State:
    return replace(state, subject_valid=False)
