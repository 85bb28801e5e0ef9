# SPDX-License-Identifier: LicenseRef-Desk
"""Chips and words narrow the list."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW


def test_filters_narrow_the_list(atelier, on_stage):
    atelier.order(title="Tandem", due_at=NOW - timedelta(hours=3))
    atelier.order(title="Racer", location_id=atelier.villeurbanne, due_at=NOW + timedelta(hours=1))
    atelier.order(title="Cargo", status="collected", closed_at=NOW, due_at=NOW - timedelta(days=9))

    async def scene(stage):
        await stage.ready(3)
        bar = stage.page.listing.bar

        async def shown(*titles):
            await until(lambda: [row.title for row in stage.page.model.rows.rows] == list(titles))

        QTest.keyClicks(bar.search, "tand")
        await shown("Tandem")
        QTest.keyClick(bar.search, Qt.Key.Key_Escape)
        await shown("Cargo", "Racer", "Tandem")
        bar.status.chosen.emit("open")
        await shown("Racer", "Tandem")
        bar.place.chosen.emit(atelier.villeurbanne)
        await shown("Racer")
        stage.page.model.clear()
        bar.due.chosen.emit("overdue")
        await shown("Tandem")
        bar.due.chosen.emit("today")
        await shown("Tandem", "Racer")
        bar.due.chosen.emit("")
        bar.search.setText("nothing like it")
        await until(stage.page.listing._empty.isVisible)
        QTest.mouseClick(stage.page.listing._empty._verb, Qt.MouseButton.LeftButton)
        await shown("Cargo", "Racer", "Tandem")
        await until(lambda: "1 overdue" in stage.page.listing._footer.text())

    on_stage(scene)
