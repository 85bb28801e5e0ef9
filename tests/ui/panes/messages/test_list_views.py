# SPDX-License-Identifier: LicenseRef-Desk
"""Going along the list by keys."""

import asyncio

from PySide6.QtCore import Qt

from desk.ui.panes.messages.list_views import REST_MS
from tests.ui.panes.messages.post import KENJI


def test_keys_go_from_the_field_to_the_list_and_along_it(post, on_stage):
    first, second = post.mail(ago=1), post.mail(sender=KENJI, ago=2)

    async def scene(stage):
        await stage.ready(2)
        stage.run("find")
        stage.press(Qt.Key.Key_Down)
        assert stage.list.cards.hasFocus()
        stage.list.step(1)
        stage.list.step(1)
        assert stage.list.view.current_row().id == second
        stage.list.step(-1)
        assert stage.list.view.current_row().id == first
        stage.list.cards.selectAll()
        assert stage.list.selection.isVisible()
        stage.press(Qt.Key.Key_Escape)
        assert stage.list.bar.isVisible()

    on_stage(scene)


def test_a_row_that_was_touched_before_one_went_elsewhere_is_not_told_afterwards(post, on_stage):
    first, _second = post.mail(ago=1), post.mail(sender=KENJI, ago=2)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(first)
        await asyncio.sleep(REST_MS / 1000 * 3)
        told = []
        stage.list.conversation_chosen.connect(told.append)
        stage.list.step(1)
        stage.list.select("a conversation that is not loaded yet")
        await asyncio.sleep(REST_MS / 1000 * 3)
        assert told == []
        stage.list.step(-1)
        stage.list.select(stage.list.view.current_row().id)
        await asyncio.sleep(REST_MS / 1000 * 3)
        assert [row.id for row in told] == [first]

    on_stage(scene)
