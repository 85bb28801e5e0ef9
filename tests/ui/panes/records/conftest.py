# SPDX-License-Identifier: LicenseRef-Desk
"""A shop and a stage for the page of records."""

import pytest

from desk import clock
from tests.ui.panes.records.stage import NOW, Atelier, Stage


@pytest.fixture
def atelier(db):
    """A shop with one rule."""
    return Atelier(db)


@pytest.fixture
def on_stage(db, tmp_path, qapp, qt_run):
    """Play a scene: `on_stage(scene)` where `async def scene(stage)`; it is Tuesday morning all the while."""

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
