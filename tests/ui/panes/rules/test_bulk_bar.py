# SPDX-License-Identifier: LicenseRef-Desk
"""The bar of verbs for several rules."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.ui.panes.rules.bulk_bar import BulkBar
from tests.ui.panes.rules.stage import click


def test_each_verb_is_told_and_named(qtbot):
    bar = BulkBar()
    qtbot.addWidget(bar)
    bar.show()
    asked = []
    bar.requested.connect(asked.append)
    for button in bar.buttons.values():
        click(button)
        assert button.accessibleName() == button.toolTip() != ""
    assert asked == ["activate", "pause", "template", "channel", "copy", "delete"]


def test_it_counts_and_is_one_stop_of_the_tab_key(qtbot):
    bar = BulkBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_count(3)
    assert bar.accessibleName() == "3 rules selected"
    stops = [one for one in bar.buttons.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [bar.buttons["activate"]]
    QTest.keyClick(bar.buttons["activate"], Qt.Key.Key_Right)
    assert bar.focusWidget() is bar.buttons["pause"]
