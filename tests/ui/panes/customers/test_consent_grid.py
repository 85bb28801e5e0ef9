# SPDX-License-Identifier: LicenseRef-Desk
"""A switch asks; it never says yes by itself."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import Channel
from desk.ui.panes.customers.consent_grid import ConsentGrid
from tests.ui.frame import spoken

YES = frozenset({("commercial", Channel.EMAIL)})


def grid(qtbot):
    made = ConsentGrid((Channel.EMAIL, Channel.SMS))
    qtbot.addWidget(made)
    made.show_granted(YES, {"commercial": "Email: yes"})
    made.show()
    return made


def test_pressing_asks_and_changes_nothing(qtbot):
    made = grid(qtbot)
    switch = made.switch("commercial", Channel.EMAIL)
    assert switch.isChecked()
    with qtbot.waitSignal(made.wanted) as told:
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert told.args == ["commercial", Channel.EMAIL, False]
    assert switch.isChecked()
    with qtbot.waitSignal(made.wanted) as told:
        made.switch("quality", Channel.SMS).click()
    assert told.args == ["quality", Channel.SMS, True]
    assert made.granted() == YES


def test_every_switch_has_a_name(qtbot):
    made = grid(qtbot)
    assert made.switch("commercial", Channel.SMS).accessibleName() == "Offers by SMS"
    with spoken("fr"):
        made.retranslate()
        assert made.switch("commercial", Channel.SMS).accessibleName() == "Offres par SMS"


def test_where_it_comes_from_stands_below(qtbot):
    made = grid(qtbot)
    assert made._notes["commercial"].text() == "Email: yes"
    assert made._notes["quality"].isHidden()
