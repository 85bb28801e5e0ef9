# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtGui import QFont

from desk.ui.theme import LIGHT
from desk.ui.widgets import ElidedText, RichText, SectionLabel, Text


def test_a_kind_sets_size_and_colour(shown):
    label = shown(Text("Erreur", "problem"))
    assert label.font().pixelSize() == 12
    assert label.palette().color(label.foregroundRole()).name().upper() == LIGHT.danger
    label.set_role("h1")
    assert label.font().pixelSize() == 18


def test_markup_is_shown_as_it_is_typed(shown):
    assert shown(Text("<b>x</b>")).sizeHint().width() > shown(RichText("<b>x</b>")).fontMetrics().maxWidth()


def test_a_section_is_heard_in_its_natural_case(shown, spoken):
    label = shown(SectionLabel("Que faire"))
    assert spoken(label)[1] == "Que faire"
    assert label.font().capitalization() == QFont.Capitalization.AllUppercase


def test_what_is_cut_is_in_the_tool_tip(shown):
    label = shown(ElidedText("Un très long texte qui ne tient pas"), 60)
    assert label.toolTip() == label.text()
    label.resize(600, label.height())
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() == 1
