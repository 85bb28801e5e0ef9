# SPDX-License-Identifier: LicenseRef-Desk
from desk.ui.theme import LIGHT
from desk.ui.widgets import Card, Divider, Pane, Text


def test_surfaces_stand_out_from_the_window(shown):
    for surface, token in (
        (Pane(), LIGHT.surface),
        (Card(), LIGHT.surface),
        (Card(quiet=True), LIGHT.surface2),
    ):
        shown(surface, 80, 60)
        image = surface.grab().toImage()
        assert image.pixelColor(40, 30).name().upper() == token
        assert image.pixelColor(40, 0).name().upper() == LIGHT.line


def test_a_pane_has_padding_only_where_asked(shown):
    pane = Pane()
    inner = pane.padded()
    inner.addWidget(Text("x"))
    assert pane.column.contentsMargins().left() == 1
    assert inner.contentsMargins().left() == 12


def test_a_divider_is_a_hairline(shown):
    assert shown(Divider(), 50, 1).height() == 1
