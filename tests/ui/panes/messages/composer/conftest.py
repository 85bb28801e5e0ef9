# SPDX-License-Identifier: LicenseRef-Desk
"""The stage that the tests of the composer play on."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import shiboken6

from desk import clock
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from tests.services.inbox.office import NOW, Office
from tests.ui.frame import make_shop, open_at
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import Stage


@pytest.fixture
def stage(qtbot, db, tmp_path):
    """A window of a small shop, in which `opened(stage)` shows a composer."""
    make_shop(db)
    home = tmp_path / "home"
    home.mkdir()
    return Stage(qtbot, db, home)


@pytest.fixture
def opened():
    """Show the composer for the length of a block, with a conversation of one mail unless told otherwise."""

    @asynccontextmanager
    async def show(stage, card=None, messages=None, *, is_empty=False):
        composer = stage.open()
        if not is_empty:
            composer.show_conversation(card or rows.card(), messages or (rows.message(),))
        await settled(stage)
        try:
            yield composer
        finally:
            composer.leave(lambda: None)
            await stage.jobs.finish()
            shiboken6.delete(stage.thread)
            await asyncio.sleep(0)  # what read for it is cancelled

    return show


@pytest.fixture
def office(db):
    """A shop with staff and a conversation, at a moment that stands still."""
    with clock.fixed(NOW):
        yield Office(db)


@pytest.fixture
def deeds(office, tmp_path):
    """What the composer does there."""
    return DeskDeeds(open_at(office.db, tmp_path))


async def settled(stage):
    """Wait until what was started has ended."""
    await asyncio.sleep(0.02)
    await stage.jobs.finish()
    await asyncio.sleep(0.02)
