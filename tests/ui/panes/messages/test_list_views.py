# SPDX-License-Identifier: LicenseRef-Desk
"""Going along the list by keys."""

from PySide6.QtCore import Qt

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
