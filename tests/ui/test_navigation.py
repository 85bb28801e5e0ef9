# SPDX-License-Identifier: LicenseRef-Desk
"""The rail."""

import pytest
from PySide6.QtCore import Qt

from desk.ui.navigation import NARROW, WIDE, Rail, RailItem
from desk.ui.panes import PANES
from desk.ui.theme import SIZE
from desk.ui.widgets.paint import centred
from tests.ui.frame import spoken


@pytest.fixture
def rail(qtbot):
    made = Rail(PANES)
    qtbot.addWidget(made)
    made.resize(WIDE, 700)
    made.show()
    return made


def item(rail, name):
    return next(one for one in rail.findChildren(RailItem) if one.entry.name == name)


def test_a_click_asks_for_the_page(rail, qtbot):
    with qtbot.waitSignal(rail.page_requested) as wanted:
        qtbot.mouseClick(item(rail, "rules"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["rules"]


def test_the_page_shown_is_marked(rail):
    rail.show_page("sends")
    assert [one.entry.name for one in rail.findChildren(RailItem) if one.isChecked()] == ["sends"]


def test_counts_are_said_and_painted(rail, qtbot):
    rail.set_count("sends", 3)
    assert item(rail, "sends").accessibleName() == "Sends, 3 waiting"
    for is_wide in (True, False):
        rail.set_wide(is_wide=is_wide)
        assert not rail.grab().isNull()
    rail.set_count("sends", 12345)
    assert not rail.grab().isNull()
    rail.set_count("sends", 0)
    assert item(rail, "sends").accessibleName() == "Sends"


@pytest.mark.parametrize("count", [1, 14, 120])
def test_a_count_leaves_the_icon_to_be_seen(rail, count):
    rail.set_wide(is_wide=False)
    rail.set_count("records", count)
    found = item(rail, "records")
    spot, icon = found.count_spot(), centred(found.rect(), SIZE.icon_xl)
    assert found.rect().contains(spot)
    covered = spot.intersected(icon)
    assert covered.width() * covered.height() < icon.width() * icon.height() / 3


def test_a_narrow_rail_names_pages_in_tool_tips(rail):
    rail.set_wide(is_wide=False)
    assert rail.width() == NARROW
    assert item(rail, "rules").toolTip() == "Rules"
    rail.set_wide(is_wide=True)
    assert rail.width() == WIDE
    assert item(rail, "rules").toolTip() == ""


def test_the_rail_is_one_stop_and_arrows_walk_it(rail, qtbot):
    first = item(rail, PANES[0].name)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert rail.focusWidget() is item(rail, PANES[1].name)
    stops = [one for one in rail.findChildren(RailItem) if one.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1


def test_without_a_shop_no_page_can_be_chosen(rail):
    rail.set_usable(is_usable=False)
    assert not item(rail, "rules").isEnabled()


def test_who_works_here_is_shown(rail):
    rail.show_person("Camille Martin", "Owner")
    assert "Camille Martin" in [label.text() for label in rail.findChildren(type(rail._person._name))]
    rail.show_person("", "")
    assert rail._person.isHidden()


def test_names_follow_the_language(rail):
    with spoken("fr"):
        assert item(rail, "records").text() == "Dossiers"
        assert rail.accessibleName() == "Pages"
