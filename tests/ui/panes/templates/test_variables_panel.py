# SPDX-License-Identifier: LicenseRef-Desk
"""The dock of blocks and variables."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.templates import BlockKind
from desk.ui.panes.templates.variables_panel import VariablesPanel
from tests.ui.frame import spoken
from tests.ui.panes.templates.stage import press


@pytest.fixture
def panel(vocabulary, shown):
    made = shown(VariablesPanel(vocabulary), 260, 600)
    made.taken = []
    made.variable_wanted.connect(made.taken.append)
    made.block_wanted.connect(made.taken.append)
    return made


def groups(panel):
    model = panel.tree.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_search_and_enter_put_one_in(panel):
    QTest.keyClicks(panel.search, "order num")
    press(panel.search, Qt.Key.Key_Return)
    press(panel.search, Qt.Key.Key_Down)
    assert groups(panel) == ["Order"]
    press(panel.tree, Qt.Key.Key_Return)
    assert panel.taken == ["{{ order.number }}"]


def test_nothing_found_says_so(panel):
    QTest.keyClicks(panel.search, "zzz")
    press(panel.search, Qt.Key.Key_Return)
    assert panel._nothing.isVisible()


def test_a_block_is_taken_too(panel):
    panel.blocks.taken.emit(BlockKind.DIVIDER)
    assert panel.taken == [BlockKind.DIVIDER]


def test_sms_has_no_blocks(panel):
    panel.show_mail(is_mail=False)
    assert not panel.blocks.isVisible()


def test_it_speaks_french(panel):
    with spoken("fr"):
        assert groups(panel)[0] == "Client"
    assert groups(panel)[0] == "Customer"
