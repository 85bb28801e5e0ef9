# SPDX-License-Identifier: LicenseRef-Desk
"""Runs what sending again would come to: the decision of the moment it leaves, taken now, without leaving."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from desk.models.vocabulary import Channel, DeliveryState, Outcome, Reason
from desk.services.delivery.answerable import Answerable
from desk.services.delivery.repeating import Repeating
from desk.services.delivery.resend import ENDED, Candidate, Resend
from desk.services.delivery.shop_side import shop_state
from desk.services.delivery.situation import EventNow, Situations
from desk.services.delivery.written import WRITTEN
from desk.services.providers import Roster
from desk.services.rules import Decision, Flip, Person, RuleView, RuleViews, decide, flip
from desk.services.shop import Settings
from desk.services.store import Session
from desk.services.templates import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What sending again would come to. is_open: it (or its resend) still waits or is in doubt: there is no again.

    reason: why it would not leave; None: it would. due_at: when, None for at once. change: the smallest that
    would let it leave.
    """

    is_open: bool = False
    reason: Reason | None = None
    due_at: datetime | None = None
    change: Flip | None = None
    has_arrived_again: bool = False
    """A resend of it has been accepted already: once more would be twice."""

    @property
    def would_leave(self) -> bool:
        """Whether sending again makes sense."""
        return not self.is_open and self.reason is None


def foresee(session: Session, delivery_ids: Collection[str], now: datetime) -> dict[str, Outlook]:
    """Return id → outlook of the deliveries that exist; meant for a few hundred at a time."""
    candidates = Resend(session).candidates(delivery_ids)
    looking = _Looking(session, candidates, now)
    return {one.id: looking.outlook(one) for one in candidates}


class _Looking:
    """What is looked at while judging one batch."""

    def __init__(self, session: Session, candidates: Collection[Candidate], now: datetime) -> None:
        self._now = now
        self._situations = Situations(session)
        self._roster = Roster(session)
        self._is_trial = Settings(session).get().trial_mode
        self._state = replace(shop_state(session), subject_valid=True, approved=True)
        self._events = self._situations.events({one.event_id for one in candidates})
        self._people = self._situations.people({one.customer_id for one in candidates}, now)
        self._rules = RuleViews(session).some({one.rule_id for one in candidates})
        wanted = {one.template_version_id for one in candidates if one.template_version_id}
        self._versions = Library(session).texts_of(wanted)
        written = [one for one in candidates if one.event_kind == WRITTEN]
        self._whole = Repeating(session).possible({one.notification_id for one in written})
        self._refusals = Answerable(session).refusals({(one.channel, one.address) for one in written}, now)
        self._senders: dict[tuple[Channel, str | None], bool] = {}

    def outlook(self, one: Candidate) -> Outlook:
        """Say what would become of one."""
        if one.state not in ENDED or (one.again is not None and one.again not in ENDED):
            return Outlook(is_open=True)
        if one.event_kind == WRITTEN:
            return self._written(one)
        event, rule = self._events.get(one.event_id), self._rules.get(one.rule_id)
        version = self._versions.get(one.template_version_id or "")
        if event is None or rule is None:
            return Outlook(reason=Reason.RULE_PAUSED)
        person = self._people.get(one.customer_id)
        return self._judged(one, event, rule.pinned_to(version), person)

    def _written(self, one: Candidate) -> Outlook:
        """Say what would become of something that a person or a bot wrote."""
        if one.notification_id not in self._whole:
            return Outlook(reason=Reason.STOPPED)
        reason, is_answered = self._refusals.get((one.channel, one.address), (None, True))
        if reason is not None and not is_answered:
            return Outlook(reason=reason)
        if not self._has_sender(one.channel, one.location_id):
            return Outlook(reason=Reason.NO_SENDER)
        return Outlook(has_arrived_again=one.again in (DeliveryState.SENT, DeliveryState.DELIVERED))

    def _judged(self, one: Candidate, event: EventNow, rule: RuleView, person: Person | None) -> Outlook:
        occasion = self._situations.occasion(event)
        decision = decide(occasion, rule, person, self._state, self._now)
        reason = _reason(decision, one.channel)
        if reason is None and not self._has_sender(one.channel, one.location_id):
            reason = Reason.NO_SENDER
        if reason is None:
            return Outlook(
                due_at=decision.due_at if decision.outcome is Outcome.HOLD else None,
                has_arrived_again=one.again in (DeliveryState.SENT, DeliveryState.DELIVERED),
            )
        return Outlook(reason=reason, change=flip(occasion, rule, person, self._state, self._now))

    def _has_sender(self, channel: Channel, location_id: str | None) -> bool:
        key = channel, location_id
        if key not in self._senders:
            found = self._roster.for_channel(channel, location_id, sandbox=self._is_trial)
            self._senders[key] = bool(found)
        return self._senders[key]


def _reason(decision: Decision, channel: Channel) -> Reason | None:
    """Return why a decision does not lead to a message on this channel; None when it does."""
    if decision.outcome is Outcome.SKIP:
        return decision.reason
    if any(leg.channel is channel for leg in decision.legs):
        return decision.reason if decision.reason is Reason.NO_SENDER else None
    return decision.refusal_of(channel)
