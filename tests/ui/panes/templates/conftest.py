# SPDX-License-Identifier: LicenseRef-Desk
"""A shop with templates, and a stage for the page of templates."""

import pytest
from PySide6.QtGui import QCursor

from desk.translation import language, use_language
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.wording import formats
from tests.ui.panes.templates.stage import NARROW, Shop, Stage


@pytest.fixture(autouse=True)
def in_english():
    """Tests are written in the words of the msgids, and in the shop's zone."""
    before, zone = language(), formats.zone()
    use_language("en")
    formats.use_zone("Europe/Paris")
    yield
    use_language(before)
    formats.use_zone(zone.key)


@pytest.fixture
def shop(db):
    """A shop with three templates."""
    return Shop(db)


@pytest.fixture
def on_stage(shop, tmp_path, qapp, qt_run):
    """Play a scene: `on_stage(scene)` where `async def scene(stage)`; `width`: of the window."""

    def play(scene, width=NARROW):
        async def main():
            stage = Stage(shop, tmp_path, width)
            try:
                await scene(stage)
            finally:
                await stage.end()

        qt_run(main())

    return play


@pytest.fixture
def vocabulary():
    """The placeholders of the event "order ready"."""
    known = Vocabulary()
    known.use("order.ready")
    return known


@pytest.fixture
def shown(qtbot):
    """Show a widget in a window of its own and keep it."""
    kept = []

    def show(widget, width=480, height=360):
        kept.append(widget)
        qtbot.addWidget(widget)
        QCursor.setPos(3000, 3000)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show
