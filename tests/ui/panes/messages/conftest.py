# SPDX-License-Identifier: LicenseRef-Desk
"""A shop with mail, and a stage for the page of messages."""

import pytest

from desk import clock
from tests.ui.panes.messages.post import Post
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.stage import Stage


@pytest.fixture
def post(db):
    """A shop with a mailbox, into which mails are filed."""
    with clock.fixed(NOW):
        return Post(db)


@pytest.fixture
def on_stage(post, tmp_path, qapp, qt_run):
    """Play a scene: `on_stage(scene)` where `async def scene(stage)`; the clock stands still."""

    def play(scene):
        async def main():
            stage = Stage(post, tmp_path)
            try:
                await scene(stage)
            finally:
                await stage.end()

        with clock.fixed(NOW):
            qt_run(main())

    return play
