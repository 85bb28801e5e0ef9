# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desk.ui.widgets import IconButton, ProgressPill


def test_how_far_it_is(shown, spoken, inked):
    pill = shown(ProgressPill("Import"))
    pill.set_progress("Import 64 %", 0.64)
    pill.resize(200, 30)
    assert spoken(pill)[1] == "Import 64 %"
    some = inked(pill, "primary")
    pill.set_progress("Import 100 %", 7.0)
    assert 0 < some < inked(pill, "primary")
    pill.set_progress("Import", None)
    assert inked(pill, "primary") == 0


def test_it_can_be_stopped(shown, qtbot):
    pill = shown(ProgressPill("Import"))
    with qtbot.waitSignal(pill.cancel_requested):
        pill.findChild(IconButton).click()
    QApplication.sendEvent(pill, QEvent(QEvent.Type.LanguageChange))
    assert pill.findChild(IconButton).accessibleName() == "Cancel"


def test_some_work_cannot_be_stopped(shown):
    assert not shown(ProgressPill("x", cancellable=False)).findChild(IconButton).isVisible()
