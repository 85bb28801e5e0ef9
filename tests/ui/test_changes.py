# SPDX-License-Identifier: LicenseRef-Desk
"""The history of what is changed: typing is one step, coming back to where one was is none."""

import pytest

from desk import clock
from desk.ui.changes import Changes

REST_S = 1.2


@pytest.fixture
def changes(qapp):
    made = Changes(rest_s=REST_S)
    made.shown = []
    made.value_changed.connect(made.shown.append)
    return made


def type_words(changes, *words, key="k"):
    before = ""
    for word in words:
        changes.push(before, word, "Type", key)
        before = word


def test_typing_in_a_row_is_one_change(changes):
    type_words(changes, "a", "ab", "abc")
    assert changes.stack.count() == 1
    changes.stack.undo()
    assert changes.shown[-1] == ""
    changes.stack.redo()
    assert changes.shown[-1] == "abc"


def test_a_rest_begins_another_change(changes, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    type_words(changes, "a")
    now[0] += REST_S + 0.1
    changes.push("a", "ab", "Type", "k")
    assert changes.stack.count() == 2


def test_where_no_rest_counts_typing_stays_one_change(qapp, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    changes = Changes()
    type_words(changes, "a")
    now[0] += 60
    changes.push("a", "ab", "Type", "k")
    assert changes.stack.count() == 1


def test_other_places_and_choices_are_changes_of_their_own(changes):
    type_words(changes, "a")
    changes.push("a", "b", "Type", "other")
    changes.push("b", "c", "Choose")
    changes.push("c", "d", "Choose")
    assert changes.stack.count() == 4
    assert changes.stack.undoText() == "Choose"


def test_typing_back_to_the_start_leaves_nothing_to_undo(changes):
    type_words(changes, "a", "")
    assert changes.stack.count() == 0
    assert not changes.stack.canUndo()


def test_after_settling_typing_is_a_new_step(changes):
    type_words(changes, "a")
    changes.settle()
    changes.push("a", "ab", "Type", "k")
    assert changes.stack.count() == 2


def test_what_is_opened_next_begins_without_a_past(changes):
    changes.settle()
    type_words(changes, "a")
    changes.begin()
    assert not changes.stack.canUndo()
