# SPDX-License-Identifier: LicenseRef-Desk
"""A shop with rules, and a stage for the page of rules."""

import pytest

from desk import clock
from desk.translation import language, use_language
from desk.ui.widgets.html_view import register_scheme
from desk.ui.wording import formats
from tests.ui.panes.rules.stage import NOW, Shop, Stage

register_scheme()


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
    """A shop with three rules: ready (active), reminder (active), birthday (paused)."""
    return Shop(db)


@pytest.fixture
def on_stage(shop, tmp_path, qapp, qt_run):
    """Play a scene: `on_stage(scene)` where `async def scene(stage)`; it is Tuesday morning all the while."""

    def play(scene):
        async def main():
            stage = Stage(shop.db, tmp_path)
            try:
                await scene(stage)
            finally:
                await stage.end()

        with clock.fixed(NOW):
            qt_run(main())

    return play
