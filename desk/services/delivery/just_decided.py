# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the memory of what was decided a moment ago, so that a claim need not decide it again.

Deciding is pure: from the same it comes out the same. The claim still reads, in its own transaction, all that a
decision is made from; where everything is as it was, the decision is taken over. Only opening and quiet hours go
by the clock, in whole minutes, so a decision is good until its minute is over. Of an event without a record only
whether it stands is read: nothing changes its snapshot before its messages have ended (`Forgetting`), and whoever
should want to must have it compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import Outcome
from desk.services.delivery.plan import Due, Intention
from desk.services.delivery.situation import EventNow
from desk.services.rules import Decision, Person, RuleView, State
from desk.services.shop import LocationView

MOST = 4_000
"""So many are remembered; what is planned beyond is decided again."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What all decisions of a batch were made from: the minute, the shop's side, its places by id."""

    minute: int
    is_trial: bool
    state: State
    places: Mapping[str, LocationView]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A decision to send at once, and what it alone was made from."""

    due: Due
    rule: RuleView
    person: Person
    event: EventNow
    decision: Decision


def minute_of(at: datetime) -> int:
    """Return the minute that an instant is in."""
    return int(at.timestamp() // 60)


def fresh_of(
    intention: Intention, rule: RuleView, person: Person, event: EventNow, decision: Decision
) -> tuple[Fresh, ...]:
    """Return what to remember of a decision that was just made; nothing for any but to send."""
    if decision.outcome is not Outcome.SEND or not intention.route or not intention.delivery_id:
        return ()
    return (Fresh(_due(intention), rule, person, event, decision),)


class JustDecided:
    """Decisions by delivery, all with one basis; used on the writing thread only."""

    def __init__(self) -> None:
        self._basis: Basis | None = None
        self._kept: dict[str, Fresh] = {}

    def keep(self, ones: Iterable[Fresh], basis: Basis) -> None:
        """Remember decisions; those with another basis are forgotten."""
        self._settle_on(basis)
        for one in ones:
            if len(self._kept) < MOST:
                self._kept[one.due.id] = one

    def on(self, basis: Basis) -> Mapping[str, Fresh]:
        """Return what is remembered, by delivery, if that is its basis."""
        self._settle_on(basis)
        return self._kept

    def forget(self, delivery_ids: Iterable[str]) -> None:
        """Forget what was claimed or given up."""
        for id_ in delivery_ids:
            self._kept.pop(id_, None)

    def _settle_on(self, basis: Basis) -> None:
        if basis != self._basis:
            self._basis = basis
            self._kept.clear()


def _due(intention: Intention) -> Due:
    """Return what the outbox will say; going live is another basis, so whether it is a trial is not asked."""
    leg = intention.route[0]
    return Due(
        id=intention.delivery_id,
        notification_id=intention.id,
        subject=intention.subject,
        leg=0,
        route=intention.route,
        channel=leg.channel,
        address=leg.address,
        attempts=0,
        due_at=intention.due_at,
        first_due=intention.due_at,
        message_id=intention.message_id,
        resend_of=intention.resend_of,
        template_version_id=intention.template_version_id,
        language=intention.language,
        topic=intention.topic,
        urgency=intention.urgency,
        approved=False,
    )
