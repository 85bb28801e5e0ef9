# SPDX-License-Identifier: LicenseRef-Desk
"""How the list was left is how it is found."""

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
