# SPDX-License-Identifier: LicenseRef-Desk
"""A time of day, typed."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.ui.theme import Look, apply
from desk.ui.widgets.time_edit import TimeEdit


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_it_has_room_for_its_text_in_every_look(qtbot, look):
    apply(QApplication.instance(), look)
    edit = TimeEdit("09:30")
    qtbot.addWidget(edit)
    edit.show()
    assert edit.lineEdit().width() >= edit.fontMetrics().horizontalAdvance("09:30")


def test_it_is_typed(qtbot):
    edit = TimeEdit("09:30")
    qtbot.addWidget(edit)
    edit.show()
    edit.setSelectedSection(TimeEdit.Section.HourSection)
    QTest.keyClicks(edit, "1415")
    assert edit.time().toString("HH:mm") == "14:15"
