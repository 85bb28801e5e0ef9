# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to several."""

from desk.ui.panes.messages.selection_bar import VERBS, SelectionBar


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
