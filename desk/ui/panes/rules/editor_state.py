# SPDX-License-Identifier: LicenseRef-Desk
"""The rule that is open, as one value: its draft, what is kept, what is wrong, what somebody else did."""

from dataclasses import dataclass, field, replace

from desk.errors import Problem
from desk.models.vocabulary import RuleState
from desk.services.rules import RuleCard, RuleDraft
from desk.ui.panes.rules import readings


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the editor shows.

    card: the rule as it was opened or saved; None while none is open. theirs: what somebody else saved
    meanwhile. is_gone: somebody deleted it. problems: of the draft. blocking: those that just kept it from
    being active or saved. concerned: customers of the next days, while the person is asked; None: not asked.
    """

    card: RuleCard | None = None
    draft: RuleDraft | None = None
    shop: readings.Shop = field(default_factory=readings.Shop)
    has_shop: bool = False
    problems: tuple[Problem, ...] = ()
    blocking: tuple[Problem, ...] = ()
    theirs: RuleCard | None = None
    is_gone: bool = False
    is_busy: bool = False
    error: Exception | None = None

    @property
    def is_dirty(self) -> bool:
        """Whether anything is not saved."""
        return self.card is not None and self.draft != draft_of(self.card)

    @property
    def is_active(self) -> bool:
        """Whether the rule works now."""
        return self.card is not None and self.card.state is RuleState.ACTIVE


def draft_of(card: RuleCard) -> RuleDraft:
    """Return a kept rule as typed."""
    return RuleDraft(name=card.name, spec=card.spec, template_id=card.template_id)


def closed(state: State) -> State:
    """Return the state with no rule open."""
    return State(shop=state.shop, has_shop=state.has_shop)


def opened(state: State, card: RuleCard) -> State:
    """Return the state with a rule as it is kept."""
    return judged(replace(closed(state), card=card, draft=draft_of(card)))


def heard(state: State, card: RuleCard) -> State:
    """Return the state once a rule was read (again): what is typed is never replaced without asking."""
    mine = state.card
    if mine is None:
        return opened(state, card)
    if card.version == mine.version or not state.is_dirty:
        draft = state.draft if state.is_dirty else draft_of(card)
        return judged(replace(state, card=card, draft=draft, theirs=None))
    if draft_of(card) == state.draft:
        return replace(state, card=card, theirs=None)
    return state if state.is_busy else replace(state, theirs=card)


def judged(state: State) -> State:
    """Return the state with the problems of its draft, and those of the list that still are."""
    draft = state.draft
    if draft is None or not state.has_shop:
        return state
    found = state.shop.problems(draft.spec, draft.template_id)
    left = tuple(problem for problem in state.blocking if problem in found)
    return replace(state, problems=found, blocking=left)
