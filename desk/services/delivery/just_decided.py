# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the memory of what was decided a moment ago, so that a claim need not decide it again.

A decision to send holds as long as nothing it was made from has changed. The claim reads people, accounts and
what a message is about anew and compares; of the rest (rules, texts, places, settings) the database itself
tells, in the claim's own transaction, whether it was touched. Opening and quiet hours are counted in whole
minutes, so a decision is good until its minute is over. Whatever differs is decided again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.models.vocabulary import Channel, Outcome
from desk.services.delivery.plan import Due, Intention
from desk.services.delivery.situation import EventNow
from desk.services.rules import Decision, Person, State
from desk.services.store import Change, Session, announced

RESTED_ON = (Change.RULES, Change.TEMPLATES, Change.LOCATIONS, Change.SETTINGS)
"""What decisions rest on beside people, what messages are about, and which channels have a sender."""
MOST = 4_000
"""So many are remembered; what is planned beyond is decided again."""

Basis = tuple[int, frozenset[Channel], tuple[int, ...]]
"""In which minute, with senders on which channels, and after how many changes a decision was made."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A decision to send at once, and what it was made from."""

    due: Due
    person: Person
    event: EventNow
    decision: Decision


def basis_of(session: Session, now: datetime, state: State) -> Basis | None:
    """Return what decisions of this transaction rest on; None where the database does not count changes."""
    counts = announced(session, RESTED_ON)
    if counts is None:
        return None
    return int(now.timestamp() // 60), state.channels_with_sender, counts


def fresh_of(intention: Intention, person: Person, event: EventNow, decision: Decision) -> tuple[Fresh, ...]:
    """Return what to remember of a decision that was just made; nothing for any but to send."""
    if decision.outcome is not Outcome.SEND or not intention.route or not intention.delivery_id:
        return ()
    return (Fresh(_due(intention), person, event, decision),)


class JustDecided:
    """Decisions by delivery, all with one basis; used on the writing thread only."""

    def __init__(self) -> None:
        self._basis: Basis | None = None
        self._kept: dict[str, Fresh] = {}

    def keep(self, ones: Iterable[Fresh], basis: Basis | None) -> None:
        """Remember decisions; those with another basis are forgotten."""
        self._settle_on(basis)
        if basis is not None:
            for one in ones:
                if len(self._kept) < MOST:
                    self._kept[one.due.id] = one

    def on(self, basis: Basis | None) -> Mapping[str, Fresh]:
        """Return what is remembered, by delivery, if that is its basis."""
        self._settle_on(basis)
        return self._kept

    def forget(self, delivery_ids: Iterable[str]) -> None:
        """Forget what was claimed or given up."""
        for id_ in delivery_ids:
            self._kept.pop(id_, None)

    def _settle_on(self, basis: Basis | None) -> None:
        if basis != self._basis:
            self._basis = basis
            self._kept.clear()


def _due(intention: Intention) -> Due:
    """Return what the outbox will say; a change of trial mode is a change of the basis, so that is not asked."""
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
