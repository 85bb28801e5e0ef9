# SPDX-License-Identifier: LicenseRef-Desk
"""The history of a draft: typing is one step, coming back to where one was is none."""

from dataclasses import replace

import pytest

from desk.services.events import event_type
from desk.services.rules import RuleDraft, ready_spec
from desk.ui.panes.rules.changes import Changes

FIRST = RuleDraft(name="a", spec=ready_spec(event_type("order.ready")))


@pytest.fixture
def changes(qapp):
    made = Changes()
    made.shown = []
    made.draft_changed.connect(made.shown.append)
    return made


def type_name(changes, *names, key="name"):
    before = FIRST
    for name in names:
        after = replace(before, name=name)
        changes.push(before, after, "Rename", key)
        before = after
    return before


def test_changes_with_one_key_are_one_step(changes):
    last = type_name(changes, "ab", "abc", "abcd")
    assert changes.stack.count() == 1
    changes.stack.undo()
    assert changes.shown[-1] == FIRST
    changes.stack.redo()
    assert changes.shown[-1] == last


def test_changes_without_a_key_stand_for_themselves(changes):
    type_name(changes, "ab", "abc", key="")
    assert changes.stack.count() == 2


def test_typing_back_to_the_start_leaves_nothing_to_undo(changes):
    type_name(changes, "ab", "a")
    assert changes.stack.count() == 0
    assert not changes.stack.canUndo()


def test_after_settling_typing_is_a_new_step(changes):
    last = type_name(changes, "ab")
    changes.settle()
    changes.push(last, replace(last, name="abc"), "Rename", "name")
    assert changes.stack.count() == 2


def test_another_rule_begins_without_a_past(changes):
    type_name(changes, "ab")
    changes.begin()
    assert not changes.stack.canUndo()
