# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to several."""

import pytest

from desk.ui.panes.messages.selection_bar import VERBS, SelectionBar
from desk.ui.theme import SIZE
from tests.ui.frame import spoken


def test_each_verb_is_told_and_named(qtbot):
    bar = SelectionBar()
    qtbot.addWidget(bar)
    told = []
    bar.verb_requested.connect(told.append)
    bar.show_count(12)
    for button in bar.buttons.values():
        assert button.accessibleName()
        button.click()
    assert told == list(VERBS)
    assert bar.accessibleName() == "12 selected"


@pytest.mark.parametrize("count", [3, 1234])
def test_words_that_have_no_room_become_the_number(qtbot, count):
    with spoken("fr"):
        bar = SelectionBar()
        qtbot.addWidget(bar)
        bar.show_count(count)
        bar.resize(SIZE.list_least - 2 * SIZE.space_m, 40)
        bar.show()
        assert bar.count.shown.replace("\u202f", "") == str(count)
        metrics = bar.count.fontMetrics()
        assert metrics.horizontalAdvance(bar.count.shown) <= bar.count.contentsRect().width()
        assert "sélectionné" in bar.accessibleName()
        bar.resize(900, 40)
        assert bar.count.shown == bar.accessibleName()
        assert not bar.grab().isNull()
