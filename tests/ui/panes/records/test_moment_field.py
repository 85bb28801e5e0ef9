# SPDX-License-Identifier: LicenseRef-Desk
"""A date as one field: typed, quick, or from the calendar."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_quick_dates_fill_the_field(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        form = stage.page.sheet().form
        QTest.mouseClick(form._quick.findChild(object, "opening"), Qt.MouseButton.LeftButton)
        assert form.editor("due_at").value() == "24/11/2026 13:00"  # after lunch, shown in UTC here
        form.editor("due_at").editor.open_calendar()
        calendar = stage.popup().findChild(object, "qt_calendar_calendarview").parent()
        QTest.keyClick(calendar.findChild(object, "qt_calendar_calendarview"), Qt.Key.Key_Right)
        QTest.keyClick(calendar.findChild(object, "qt_calendar_calendarview"), Qt.Key.Key_Return)
        assert form.editor("due_at").value() == "25/11/2026 13:00"
        stage.page.sheet().empty()

    on_stage(scene)
