# SPDX-License-Identifier: LicenseRef-Desk
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon

from desk.resources import path
from desk.ui.theme import DARK, LIGHT, apply, has_solid, icon, pixmap
from desk.ui.theme.icons import DIRECTIONAL

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def dressed(qapp):
    apply(qapp, "light")
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    apply(qapp, "light")


def ink(picture):
    image = picture.toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_wears_its_token():
    assert ink(icon("x-circle", "danger").pixmap(32, 32)) == {LIGHT.danger}


def test_a_change_of_look_reaches_icons_that_exist(qapp):
    held = icon("bell", "primary")
    apply(qapp, "dark")
    assert ink(held.pixmap(32, 32)) == {DARK.primary}


def test_a_disabled_icon_is_pale():
    assert ink(icon("bell", "primary").pixmap(QSize(32, 32), QIcon.Mode.Disabled)) == {LIGHT.disabled}


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_sharp_at_any_scale(scale):
    made = pixmap("gear-six", "text2", 16, scale)
    assert made.width() == round(16 * scale)
    assert made.devicePixelRatio() == scale
    drawn = icon("gear-six").pixmap(QSize(16, 16), scale)
    assert drawn.width() == round(16 * scale)


def test_the_solid_drawing_is_another_one():
    assert has_solid("check-circle")
    assert not has_solid("plus")
    assert pixmap("check-circle", "ok", 32).toImage() != pixmap("check-circle", "ok", 32, fill=True).toImage()


def test_an_icon_that_is_not_vendored_is_a_mistake():
    with pytest.raises(FileNotFoundError):
        icon("unicorn")


def test_directions_turn_with_the_line_of_reading(qapp):
    before = pixmap("arrow-right", "text", 32).toImage()
    straight = pixmap("bell", "text", 32).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert pixmap("arrow-right", "text", 32).toImage() == before.flipped(Qt.Orientation.Horizontal)
    assert pixmap("bell", "text", 32).toImage() == straight


def test_all_drawings_take_a_colour():
    for drawing in path("icons").rglob("*.svg"):
        text = drawing.read_text(encoding="utf-8")
        assert text.count("currentColor") >= 1, drawing
        assert not re.search(r"#[0-9a-fA-F]{3,6}|<script|href", text), drawing


def test_directional_icons_are_vendored():
    assert {name for name in DIRECTIONAL if not (path("icons") / "regular" / f"{name}.svg").exists()} == set()


def test_the_licence_lies_beside_them():
    assert "MIT License" in (path("icons") / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (path("fonts") / "OFL.txt").read_text(encoding="utf-8")


def test_every_icon_that_is_named_is_vendored():
    calls = re.compile(r"""(?:\bicon|draw_icon|IconMark|IconButton|EmptyState)\(\s*"([a-z-]+)\"""")
    named = {
        (file.name, name)
        for file in (ROOT / "desk/ui").rglob("*.py")
        for name in calls.findall(file.read_text(encoding="utf-8"))
    }
    missing = {pair for pair in named if not (path("icons") / "regular" / f"{pair[1]}.svg").exists()}
    assert missing == set()
