# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the list."""

from PySide6.QtWidgets import QMenu

from desk.services.inbox import Order
from tests.ui.panes.messages.stage import click


def test_its_menu_chooses_order_density_and_view(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        head = stage.list.head
        head.open_menu()
        menu = head.findChildren(QMenu)[-1]
        by_text = {action.text(): action for action in menu.actions()}
        by_text["Who waits longest first"].trigger()
        assert stage.page.model.state.filters.order is Order.WAITING
        by_text["Relaxed"].trigger()
        assert stage.places.text("messages.density") == "relaxed"
        by_text["Table view"].trigger()
        assert stage.list.head.is_table
        menu.close()

    on_stage(scene)


def test_new_begins_a_message(post, on_stage):
    async def scene(stage):
        await stage.ready(0)
        asked = []
        stage.page._side = type(
            "Side", (), {"write_to": lambda _self, key: asked.append(key), "leave": None}
        )()
        click(stage.list.head.new)
        stage.page.reveal(new_for="k1")
        assert asked == ["", "k1"]
        stage.page._side = None

    on_stage(scene)
