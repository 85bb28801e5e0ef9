# SPDX-License-Identifier: LicenseRef-Desk
"""What is typed is never replaced without asking, whatever is read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.models.vocabulary import Channel, RuleState
from desk.services.events import event_type
from desk.services.rules import RuleCard, ready_spec
from desk.ui.panes.rules.editor_state import State, closed, draft_of, heard, judged, opened
from desk.ui.panes.rules.readings import Shop

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CARD = RuleCard(
    id="r1",
    version=1,
    name="Ready",
    state=RuleState.PAUSED,
    spec=ready_spec(event_type("order.ready")),
    template_id=None,
    template_name="",
    catalogue_key=None,
    created_at=AT,
    updated_at=AT,
)
THEIRS = replace(CARD, version=2, name="Theirs")


@pytest.fixture
def clean():
    return opened(State(), CARD)


@pytest.fixture
def dirty(clean):
    return replace(clean, draft=replace(clean.draft, name="Mine"))


def test_the_first_reading_opens(clean):
    assert heard(State(), CARD) == clean
    assert not clean.is_dirty


def test_without_changes_the_newest_is_shown(clean):
    assert heard(clean, THEIRS).draft.name == "Theirs"


def test_with_changes_both_are_kept(dirty):
    state = heard(dirty, THEIRS)
    assert state.draft.name == "Mine"
    assert state.theirs == THEIRS
    assert state.card == CARD


def test_a_state_changed_elsewhere_is_no_conflict(dirty):
    state = heard(dirty, replace(CARD, state=RuleState.ACTIVE))
    assert state.is_active
    assert state.theirs is None
    assert state.draft.name == "Mine"


def test_ones_own_words_read_back_are_no_conflict(dirty):
    saved = replace(CARD, version=2, name="Mine")
    state = heard(dirty, saved)
    assert state.card == saved
    assert not state.is_dirty


def test_while_saving_nothing_is_judged(dirty):
    busy = replace(dirty, is_busy=True)
    assert heard(busy, THEIRS) == busy


def test_problems_follow_the_draft_and_solved_ones_leave_the_list(clean):
    state = judged(replace(clean, has_shop=True, shop=Shop()))
    codes = {problem.code for problem in state.problems}
    assert codes == {"no_template", "no_sender"}
    blocked = replace(
        state, blocking=state.problems, shop=replace(state.shop, senders=dict.fromkeys(Channel))
    )
    assert {problem.code for problem in judged(blocked).blocking} == {"no_template"}


def test_closing_keeps_only_what_is_known_of_the_shop(dirty):
    state = closed(replace(dirty, has_shop=True))
    assert state.card is None
    assert state.has_shop
    assert draft_of(CARD).name == "Ready"
