# SPDX-License-Identifier: LicenseRef-Desk
"""The variables in a tree."""

import pytest
from PySide6.QtCore import Qt

from desk.ui.panes.templates.variable_tree import VariableTree
from tests.ui.panes.templates.stage import press


@pytest.fixture
def tree(vocabulary, shown):
    made = shown(VariableTree(), 260, 500)
    made.show_entries(vocabulary.entries(), is_open=False)
    return made


def test_only_the_first_group_is_open(tree):
    model = tree.model()
    assert [tree.isExpanded(model.index(row, 0)) for row in range(3)] == [True, False, False]


def test_enter_opens_a_group_and_takes_a_variable(tree):
    taken = []
    tree.taken.connect(taken.append)
    second = tree.model().index(1, 0)
    tree.setCurrentIndex(second)
    press(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(second)
    tree.setCurrentIndex(tree.model().index(0, 0, second))
    press(tree, Qt.Key.Key_Return)
    assert taken[0].startswith("{{ ")


def test_it_is_dragged_as_text(tree):
    model = tree.model()
    index = model.index(0, 0, model.index(0, 0))
    assert model.mimeData([index]).text() == "{{ customer.first_name }}"
    assert "First name" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_it_is_painted(tree):
    assert not tree.grab().isNull()
