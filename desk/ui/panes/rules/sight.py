# SPDX-License-Identifier: LicenseRef-Desk
"""What the clauses of the sentence are shown from, as one value."""

from dataclasses import dataclass

from desk.errors import NotFound, Problem
from desk.services.events import EventType, RecordKind, event_type, kind_of
from desk.services.rules import RuleDraft, RuleSpec, condition_types
from desk.ui.panes.rules.editor_state import State
from desk.ui.panes.rules.problem_words import problem_sentence
from desk.ui.panes.rules.readings import Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A draft with what its words come from. problems: of the draft, in the order of the sentence."""

    draft: RuleDraft
    event: EventType
    shop: Shop
    problems: tuple[Problem, ...] = ()

    @property
    def spec(self) -> RuleSpec:
        """What the rule says."""
        return self.draft.spec

    @property
    def kind(self) -> RecordKind | None:
        """The kind of record that the rule's event is about; None for a customer."""
        return kind_of(self.event.name)

    @property
    def types(self) -> dict[str, str]:
        """Path → field type of what conditions may name."""
        return condition_types(self.event)

    def problem(self, *places: str) -> str:
        """Say what is wrong at one of these places, or inside them; "" for nothing."""
        found = (one for one in self.problems if any(is_inside(one.place, place) for place in places))
        return "\n".join(dict.fromkeys(problem_sentence(one) for one in found))


def sight_of(state: State) -> Sight | None:
    """Return what the editor's state lets one see; None while nothing is open, or its event is no more."""
    if state.draft is None:
        return None
    try:
        event = event_type(state.draft.spec.trigger.event_kind)
    except NotFound:
        return None
    return Sight(draft=state.draft, event=event, shop=state.shop, problems=state.problems)


def is_inside(place: str, outer: str) -> bool:
    """Whether a dotted place is another one, or a part of it."""
    return place == outer or place.startswith(f"{outer}.")
