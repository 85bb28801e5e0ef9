# SPDX-License-Identifier: LicenseRef-Desk
"""How the list was left is how it is found."""

import pytest

from desk.services.inbox import Order
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI


def test_the_table_is_remembered(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.page.show_table(is_table=True)
        assert stage.list.view is stage.list.table
        assert stage.places.text("messages.view") == "table"
        stage.page.show_table(is_table=False)
        assert stage.list.view is stage.list.cards

    on_stage(scene)


def test_order_and_density_are_kept(post, on_stage):
    old, new = post.mail(ago=50), post.mail(sender=KENJI, ago=1)

    async def scene(stage):
        await stage.ready(2)
        stage.page.model.narrow(order=Order.OLDEST)
        await until(lambda: stage.ids() == [old, new])
        stage.page._on_density("compact")
        assert stage.places.text("messages.order") == "oldest"
        assert stage.places.text("messages.density") == "compact"
        stage.list.head.open_menu()
        stage.list.bar.open_more(stage.list.head.search)

    on_stage(scene)


@pytest.mark.parametrize("size", [(1280, 620), (1440, 800), (1900, 1040)])
def test_beside_or_under_the_table_there_is_room_to_read(post, on_stage, size):
    one = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.window.resize(*size)
        stage.page.show_table(is_table=True)
        await stage.open(one)
        conversation = stage.page.conversation
        await until(lambda: conversation.view.isVisible() and stage.page.composer.isVisible())
        await until(lambda: conversation.view.height() >= 0.45 * stage.page.height())
        assert stage.list.table.viewport().height() > 0

    on_stage(scene)


def test_each_manner_keeps_its_own_share(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        page = stage.page
        page.show_table(is_table=True)
        page._split.setSizes([700, 300])
        page._on_split()
        beside = page._split.sizes()
        page.show_table(is_table=False)
        assert page._split.sizes() != beside
        page.show_table(is_table=True)
        assert page._split.sizes() == beside

    on_stage(scene)
