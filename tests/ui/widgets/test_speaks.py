# SPDX-License-Identifier: LicenseRef-Desk
"""A change of language reaches every widget that speaks, whatever its Qt class."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QWidget

from desk.ui.widgets.speaks import Speaks


@pytest.mark.parametrize("base", [QWidget, QFrame, QMainWindow])
def test_what_is_shown_is_said_anew_in_the_language_that_was_chosen(qtbot, base):
    class Part(Speaks, base):
        said = 0

        def retranslate(self):
            self.said += 1

    outer = Part()
    inner = Part(outer)
    qtbot.addWidget(outer)
    QApplication.sendEvent(outer, QEvent(QEvent.Type.FontChange))
    assert outer.said == 0
    QApplication.sendEvent(outer, QEvent(QEvent.Type.LanguageChange))
    assert (outer.said, inner.parent()) == (1, outer)
