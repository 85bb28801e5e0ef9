# SPDX-License-Identifier: LicenseRef-Desk
"""The history of what was typed."""

import pytest

from desk.services.templates import Text, Wording
from desk.ui.panes.templates import changes as module
from desk.ui.panes.templates.changes import Changes


def said(body):
    return Wording(texts={"sms": {"fr": Text(body=body)}})


@pytest.fixture
def history(qapp):
    made = Changes()
    made.shown = []
    made.wording_changed.connect(made.shown.append)
    return made


def test_typing_in_a_row_is_one_change(history):
    history.push(said(""), said("a"), "Type", "k")
    history.push(said("a"), said("ab"), "Type", "k")
    assert history.stack.count() == 1
    history.stack.undo()
    assert history.shown[-1] == said("")
    history.stack.redo()
    assert history.shown[-1] == said("ab")


def test_a_rest_begins_another_change(history, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.clock, "monotonic", lambda: now[0])
    history.push(said(""), said("a"), "Type", "k")
    now[0] += module.REST_S + 0.1
    history.push(said("a"), said("ab"), "Type", "k")
    assert history.stack.count() == 2


def test_other_places_and_choices_are_changes_of_their_own(history):
    history.push(said(""), said("a"), "Type", "k")
    history.push(said("a"), said("b"), "Type", "other")
    history.push(said("b"), said("c"), "Choose", "")
    history.push(said("c"), said("d"), "Choose", "")
    assert history.stack.count() == 4
    assert history.stack.undoText() == "Choose"


def test_another_template_has_a_history_of_its_own(history):
    history.push(said(""), said("a"), "Type", "k")
    history.begin()
    assert not history.stack.canUndo()
