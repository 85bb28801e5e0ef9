# SPDX-License-Identifier: LicenseRef-Desk
"""A shop and a stage for the page of sends."""

import pytest

from desk import clock
from tests.services.delivery.atelier import NOW, Atelier
from tests.ui.panes.sends.stage import Stage


@pytest.fixture
def atelier(db):
    """A shop with one rule."""
    return Atelier(db)


@pytest.fixture
def on_stage(db, tmp_path, qapp, qt_run):
    """Play a scene: `on_stage(scene)` where `async def scene(stage)`; the clock stands still."""

    def play(scene):
        async def main():
            stage = Stage(db, tmp_path)
            try:
                await scene(stage)
            finally:
                await stage.end()

        with clock.fixed(NOW):
            qt_run(main())

    return play
