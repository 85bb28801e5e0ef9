# SPDX-License-Identifier: LicenseRef-Desk
"""The bar on top."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from desk import clock
from desk.ui.top_bar import SearchButton, TopBar, quiet_span
from desk.ui.wording import formats
from tests.ui.frame import spoken


@pytest.fixture
def bar(qtbot):
    made = TopBar()
    qtbot.addWidget(made)
    made.resize(900, 44)
    made.show()
    return made


def at(text):
    hours, minutes = map(int, text.split(":"))
    return datetime(2026, 3, 1, hours, minutes, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "start", "end", "inside", "left"),
    [
        ("14:32", "20:00", "08:00", False, timedelta(hours=5, minutes=28)),
        ("21:00", "20:00", "08:00", True, timedelta(hours=11)),
        ("07:59", "20:00", "08:00", True, timedelta(minutes=1)),
        ("08:00", "20:00", "08:00", False, timedelta(hours=12)),
        ("20:00", "20:00", "08:00", True, timedelta(hours=12)),
        ("13:00", "12:00", "14:00", True, timedelta(hours=1)),
        ("15:00", "12:00", "14:00", False, timedelta(hours=21)),
        ("15:00", "08:00", "08:00", False, timedelta.max),
    ],
)
def test_quiet_hours(now, start, end, inside, left):
    assert quiet_span(at(now), start, end) == (inside, left)


def test_the_pill_says_when_quiet_hours_begin_and_end(bar):
    assert bar.quiet.isHidden()
    formats.use_zone("UTC")
    with clock.fixed(at("14:32")):
        bar.quiet.set_hours("20:00", "08:00")
        assert bar.quiet.text() == "Quiet hours in 5 h 28"
        with spoken("fr"):
            assert bar.quiet.text() == "Heures calmes dans 5\xa0h\xa028"
    with clock.fixed(at("23:00")):
        bar.quiet.refresh()
        assert bar.quiet.text() == "Quiet hours until 8:00"


def test_the_field_opens_the_palette(bar, qtbot):
    bar.set_key("Ctrl+K")
    field = bar.findChild(SearchButton)
    assert field.accessibleName() == "Search a customer, a message, a record"
    assert "Ctrl+K" in field.toolTip()
    with qtbot.waitSignal(bar.search_requested):
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.search_requested):
        qtbot.keyClick(field, Qt.Key.Key_Space)
    field.setFocus()
    assert not bar.grab().isNull()


def test_help_is_one_click_away(bar, qtbot):
    with qtbot.waitSignal(bar.help_requested):
        bar._help.click()
