# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one claim: what is due is decided on again, in the transaction that claims it.

Consent and suppression are read inside the claim: nobody whose opt-out was committed before is written to.
What the planner has decided a moment ago, and what was decided from, is compared instead: where nothing
differs, the same decision would come out again.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import clock
from desk.errors import MISTAKES
from desk.models.vocabulary import Channel, DeliveryState, Outcome, Reason
from desk.services.delivery.answering import Answering, ClaimedReply, is_written
from desk.services.delivery.just_decided import Basis, Fresh, JustDecided, minute_of
from desk.services.delivery.outbox import FAR_AWAY, Outbox
from desk.services.delivery.plan import Due, Verdict
from desk.services.delivery.planning import LOOK_AGAIN, REACHABILITY
from desk.services.delivery.shop_side import shop_state
from desk.services.delivery.situation import EventNow, Situations
from desk.services.providers import AccountRow, Roster
from desk.services.rules import (
    WAITS_FOR_PERSON,
    Decision,
    Person,
    RuleView,
    RuleViews,
    State,
    decide,
)
from desk.services.shop import LocationView, Settings, ShopSettings
from desk.services.store import Session
from desk.services.templates import Library, VersionTexts

log = logging.getLogger(__name__)

PROBES = 3
"""How many deliveries of one claim try an account whose last contact was bad; the others wait for them."""
NOWHERE = "desk.invalid"
"""The right-hand side of a Message-ID when the sender's address has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery that is ours, with everything that making the message takes."""

    due: Due
    account: AccountRow
    reference: str
    address: str
    person: Person
    event: EventNow
    location: LocationView | None
    version: VersionTexts
    language: str
    shop: ShopSettings
    reply_to: str = ""
    """Where an answer goes so that it finds its record; "" goes to the sender."""
    expires_at: datetime | None = None
    grounds: int = 0
    """The number of the grounds that this was decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one claim brought. looked_at: how many were due, claimed or not."""

    claimed: tuple[Claimed | ClaimedReply, ...] = ()
    looked_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreknowledge:
    """What a claimer knows before it looks. grounds: their number. decided: what was decided a moment ago."""

    grounds: int = 0
    decided: JustDecided | None = None


NOTHING_KNOWN = Foreknowledge()
NOTHING_DECIDED: Mapping[str, Fresh] = {}


def claim(
    session: Session, channel: Channel, holder: str, limit: int, known: Foreknowledge = NOTHING_KNOWN
) -> Claim:
    """Claim up to `limit` due deliveries of a channel for `holder`; put back or end those that may not leave."""
    now = clock.now()
    outbox = Outbox(session)
    chosen = outbox.choose(channel, now, limit)
    if not chosen:
        return Claim()
    judge = _BatchJudge(session, now, known.grounds)
    decided = known.decided.on(judge.basis()) if known.decided is not None else {}
    waiting = outbox.read(chosen, lambda id_: decided[id_].due if id_ in decided else None)
    judge.load(waiting, decided)
    claimed: list[Claimed | ClaimedReply] = []
    verdicts: list[Verdict] = []
    for due in waiting:
        found = judge.judged(due)
        if isinstance(found, Verdict):
            verdicts.append(found)
        else:
            claimed.append(found)
    outbox.conclude(verdicts, now)
    outbox.claim(
        {one.due.id: one.reference for one in claimed},
        holder,
        {one.due.id: one.address for one in claimed},
    )
    if known.decided is not None:
        known.decided.forget(due.id for due in waiting)
    return Claim(claimed=tuple(claimed), looked_at=len(waiting))


class _BatchJudge:
    """Judges the deliveries of one claim; holds what was read for all of them."""

    def __init__(self, session: Session, now: datetime, grounds: int) -> None:
        self._session = session
        self._holding: Mapping[str, Fresh] = NOTHING_DECIDED
        self._now = now
        self._grounds = grounds
        self._situations = Situations(session)
        self._state = shop_state(session)
        self._shop = Settings(session).get()
        self._answering = Answering(session, self._shop, now)
        self._roster = Roster(session)
        self._events: dict[str, EventNow] = {}
        self._people: dict[str, Person] = {}
        self._rules: dict[str, RuleView] = {}
        self._versions: dict[str, VersionTexts] = {}
        self._rules_pinned: dict[tuple[str, str], RuleView] = {}
        self._accounts: dict[tuple[Channel, str | None], tuple[AccountRow, ...]] = {}
        self._probes: Counter[str] = Counter()

    def basis(self) -> Basis:
        """Return what all decisions of this claim are made from."""
        return Basis(minute_of(self._now), self._shop.trial_mode, self._state, self._situations.places())

    def load(self, waiting: Sequence[Due], decided: Mapping[str, Fresh]) -> None:
        """Read what all of them need, at once. decided: what was decided a moment ago, on the same basis."""
        self._answering.load(waiting)
        waiting = [due for due in waiting if not is_written(due)]
        if not waiting:
            return
        self._people = self._situations.people({due.subject.customer_id for due in waiting}, self._now)
        wanted = {due.template_version_id for due in waiting if due.template_version_id}
        self._versions = Library(self._session).texts_of(wanted)
        self._rules = RuleViews(self._session).some({due.subject.rule_id for due in waiting})
        same = {one.due.id: one for due in waiting if (one := self._same(due, decided)) is not None}
        standing = self._situations.standing({one.event.id for one in same.values()})
        same = {id_: one for id_, one in same.items() if one.event.id in standing}
        changeable = [due for due in waiting if due.id not in same or same[due.id].event.subject]
        self._events = self._situations.events({due.subject.event_id for due in changeable})
        self._holding = {
            id_: one
            for id_, one in same.items()
            if one.event.subject is None or self._events.get(one.event.id) == one.event
        }

    def _same(self, due: Due, decided: Mapping[str, Fresh]) -> Fresh | None:
        """Return what was decided a moment ago, if it is not too late, and rule and person are as they were."""
        one = decided.get(due.id)
        if one is None or due.template_version_id not in self._versions:
            return None
        ends, rule = one.decision.expires_at, self._rules.get(due.subject.rule_id)
        if (ends is not None and ends <= self._now) or (rule is not one.rule and rule != one.rule):
            return None
        return one if self._people.get(due.subject.customer_id) == one.person else None

    def judged(self, due: Due) -> Claimed | ClaimedReply | Verdict:
        """Decide on one delivery; one that cannot be judged waits for a person, and stops no other."""
        try:
            return self.judge_written(due) if is_written(due) else self.judge(due)
        except MISTAKES:
            log.exception("delivery %s cannot be judged; it is held", due.id)
            return _put_back(due, Reason.RENDER_ERROR, self._now + LOOK_AGAIN)

    def judge(self, due: Due) -> Claimed | Verdict:
        """Decide on one delivery as things are now."""
        if self._is_of_trial(due):
            return Verdict(delivery_id=due.id, state=DeliveryState.CANCELLED, reason=Reason.STOPPED)
        version = self._versions.get(due.template_version_id or "")
        if version is not None and (fresh := self._holding.get(due.id)) is not None:
            return self._assigned(due, due.address, fresh.person, fresh.event, version, fresh.decision)
        event, rule = self._events.get(due.subject.event_id), self._rules.get(due.subject.rule_id)
        if event is None or rule is None:
            return Verdict(delivery_id=due.id, state=DeliveryState.CANCELLED, reason=Reason.RULE_PAUSED)
        key = rule.id, version.id if version else ""
        if key not in self._rules_pinned:
            self._rules_pinned[key] = rule.pinned_to(version)
        rule = self._rules_pinned[key]
        occasion = self._situations.occasion(event)
        person = self._people.get(due.subject.customer_id)
        decision = decide(occasion, rule, person, self._state_for(due, event), self._now)
        if person is None or not _leaves_now(decision, due, self._now):
            return verdict_of(decision, due, self._now)
        leg = next((leg for leg in decision.legs if leg.channel is due.channel), None)
        if leg is None or version is None:
            return _impossible(decision, due)
        return self._assigned(due, leg.address, person, event, version, decision)

    def judge_written(self, due: Due) -> ClaimedReply | Verdict:
        """Decide on what somebody wrote: whether it may leave, and by which account."""
        if self._is_of_trial(due):
            return Verdict(delivery_id=due.id, state=DeliveryState.CANCELLED, reason=Reason.STOPPED)
        content = self._answering.ready(due)
        if isinstance(content, Verdict):
            return content
        usual = self._accounts_for(due.channel, due.subject.location_id)
        account = self._way_of(due, self._answering.accounts(content, usual))
        if isinstance(account, Verdict):
            return account
        return ClaimedReply(
            due=due,
            account=account,
            reference=due.message_id or f"{due.id}@{NOWHERE}",
            address=due.address,
            content=content,
            cc=self._answering.open_copies(due, content),
            shop=self._shop,
            grounds=self._grounds,
        )

    def _is_of_trial(self, due: Due) -> bool:
        return due.is_trial and not self._shop.trial_mode

    def _way_of(self, due: Due, accounts: Sequence[AccountRow]) -> AccountRow | Verdict:
        """Return the account to leave by; a verdict when none takes anything now."""
        if not accounts:
            return _put_back(due, Reason.NO_SENDER, self._now + LOOK_AGAIN)
        account = next((one for one in accounts if self._may_try(one)), None)
        return account or _put_back(due, Reason.PROVIDER_DOWN, self._back_at(accounts))

    def _state_for(self, due: Due, event: EventNow) -> State:
        tried = frozenset(leg.channel for leg in due.route[: due.leg])
        state = replace(
            self._state,
            subject_valid=event.holds,
            approved=due.approved,
            attempted=tried,
            moved_to=due.first_due,
        )
        if due.resend_of is not None:  # a person asked for it again, knowing what it is about
            state = replace(state, subject_valid=True, approved=True)
        return state

    def _accounts_for(self, channel: Channel, location_id: str | None) -> tuple[AccountRow, ...]:
        key = channel, location_id
        if key not in self._accounts:
            found = self._roster.for_channel(channel, location_id, sandbox=self._shop.trial_mode)
            self._accounts[key] = found
        return self._accounts[key]

    def _may_try(self, account: AccountRow) -> bool:
        """Whether one more may go this way; an account in doubt is tried with a few."""
        if not account.circuit.may_try(self._now):
            return False
        if account.circuit.is_proven:
            return True
        self._probes[account.id] += 1
        return self._probes[account.id] <= PROBES

    def _back_at(self, accounts: Sequence[AccountRow]) -> datetime:
        """Return when to look again; what the owner or a good contact changes is noticed sooner."""
        opening = (one.open_until for one in accounts if one.open_until and one.open_until > self._now)
        return min(opening, default=self._now + LOOK_AGAIN)

    def _assigned(  # noqa: PLR0913, PLR0917 - what was found, laid side by side
        self,
        due: Due,
        address: str,
        person: Person,
        event: EventNow,
        version: VersionTexts,
        decision: Decision,
    ) -> Claimed | Verdict:
        account = self._way_of(due, self._accounts_for(due.channel, due.subject.location_id))
        if isinstance(account, Verdict):
            return account
        domain = account.sender_address.rpartition("@")[2] or NOWHERE
        return Claimed(
            due=due,
            account=account,
            reference=due.message_id or f"{due.id}@{domain}",
            address=address,
            person=person,
            event=event,
            location=self._situations.place(due.subject.location_id),
            version=version,
            language=decision.language or due.language,
            shop=self._shop,
            reply_to=self._situations.marked_address(account.sender_address, due.subject.record_id),
            expires_at=decision.expires_at,
            grounds=self._grounds,
        )


def _leaves_now(decision: Decision, due: Due, now: datetime) -> bool:
    return decision.outcome is Outcome.SEND and (decision.due_at or due.due_at) <= now


def verdict_of(decision: Decision, due: Due, now: datetime) -> Verdict:
    """Return what becomes of a delivery that may not leave now."""
    if decision.outcome is Outcome.SKIP:
        ended = DeliveryState.UNDELIVERABLE if decision.reason in REACHABILITY else DeliveryState.CANCELLED
        return Verdict(delivery_id=due.id, state=ended, reason=decision.reason)
    if decision.reason in WAITS_FOR_PERSON:
        is_asked = decision.reason is Reason.AWAITING_APPROVAL
        return _put_back(due, decision.reason, FAR_AWAY if is_asked else now + LOOK_AGAIN)
    if decision.due_at is None:  # the time it waits for never comes: a place that is never open
        return _put_back(due, decision.reason, now + LOOK_AGAIN)
    return _put_back(due, decision.reason, max(decision.due_at, now + timedelta(seconds=1)))


def _put_back(due: Due, reason: Reason | None, at: datetime) -> Verdict:
    return Verdict(delivery_id=due.id, state=DeliveryState.QUEUED, reason=reason, due_at=at)


def _impossible(decision: Decision, due: Due) -> Verdict:
    """End a leg that is possible no more, and go on to the next."""
    reason = decision.refusal_of(due.channel)
    return Verdict(delivery_id=due.id, state=DeliveryState.UNDELIVERABLE, reason=reason, next_leg=True)
