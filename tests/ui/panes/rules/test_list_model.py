# SPDX-License-Identifier: LicenseRef-Desk
"""Which rules are shown."""

from datetime import UTC, datetime

import pytest

from desk.errors import Problem
from desk.models.vocabulary import Channel, RuleState
from desk.services.rules import RuleRow
from desk.ui.panes.rules.list_model import ListState, Show
from desk.ui.panes.rules.readings import Listed


def listed(name, state=RuleState.PAUSED, *problems):
    row = RuleRow(
        id=name,
        version=1,
        name=name,
        state=state,
        event_kind="order.ready",
        channels=(Channel.EMAIL,),
        template_id=None,
        template_name="",
        catalogue_key=None,
        updated_at=datetime(2026, 11, 24, tzinfo=UTC),
        totals={},
        sort_key=name,
    )
    return Listed(row=row, problems=problems)


EVERY = (
    listed("Commande prête", RuleState.ACTIVE),
    listed("Rappel", RuleState.ACTIVE, Problem(code="no_sender")),
    listed("Anniversaire", RuleState.PAUSED, Problem(code="no_template")),
)


@pytest.mark.parametrize(
    ("show", "text", "names"),
    [
        (Show.ALL, "", ["Commande prête", "Rappel", "Anniversaire"]),
        (Show.ALL, "PRETE comm", ["Commande prête"]),
        (Show.ACTIVE, "", ["Commande prête", "Rappel"]),
        (Show.ALERTS, "", ["Rappel", "Anniversaire"]),
        (Show.ALERTS, "prête", []),
    ],
)
def test_chips_and_words_filter_together(show, text, names):
    state = ListState(every=EVERY, show=show, text=text)
    assert [one.row.name for one in state.shown] == names


def test_chips_count_whatever_is_typed():
    state = ListState(every=EVERY, text="prête")
    assert [state.count(show) for show in Show] == [3, 2, 2]
    assert ListState().count(Show.ALL) == 0


def test_a_rule_is_found_by_its_id():
    state = ListState(every=EVERY)
    assert state.find("Rappel") is EVERY[1]
    assert state.find("gone") is None
