# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from desk.ui.theme import fonts


@pytest.fixture(autouse=True)
def chosen(qapp):
    fonts.choose()
    yield
    fonts.choose()


def test_offscreen_writes_in_the_bundled_font():
    assert QFontInfo(fonts.font("body")).family() == fonts.BUNDLED
    assert fonts.factor() == 1.0


def test_kinds_differ_in_height_and_weight():
    assert fonts.font("h1").pixelSize() == 18
    assert fonts.font("strong").weight() == QFont.Weight.DemiBold
    assert fonts.font("overline").letterSpacing() == 1.0


def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(AttributeError):
        fonts.font("shout")


def test_figures_can_be_of_equal_width():
    metrics = QFontMetrics(fonts.font("body", tabular=True))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("factor", [0.9, 1.0, 1.25, 1.5])
def test_the_factor_is_applied_to_all(factor):
    assert fonts.choose(factor).pixelSize() == round(13 * factor)
    assert fonts.font("kpi").pixelSize() == round(22 * factor)


def test_initials_fit_their_circle():
    assert fonts.initials_font(34).pixelSize() == 13
    assert fonts.initials_font(10).pixelSize() == 7
