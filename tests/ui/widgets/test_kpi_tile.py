# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtCore import Qt

from desk.ui.widgets import KpiTile


def test_figure_and_caption_are_heard_together(shown, spoken):
    tile = shown(KpiTile("moon", "reportés", "warn"))
    tile.set_value("4")
    assert spoken(tile)[1] == "4 reportés"
    tile.set_caption("held")
    assert spoken(tile)[1] == "4 held"


def test_it_is_a_filter(shown, qtbot, inked):
    tile = shown(KpiTile("moon", "reportés", "warn"), 160)
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert tile.isChecked()
    assert inked(tile, "tint") > 3000
    assert inked(tile, "warn") > 5


def test_it_can_be_narrow(shown):
    tile = shown(KpiTile("moon", "une très longue légende qui ne tient pas", "warn"))
    assert tile.minimumSizeHint().width() < tile.sizeHint().width()
    assert tile.toolTip().startswith("une très longue")
