# SPDX-License-Identifier: LicenseRef-Desk
"""What goes with an open thread."""

from PySide6.QtWidgets import QFileDialog, QMenu

from tests.ui.frame import until
from tests.ui.panes.messages.stage import click


def test_the_menu_of_a_thread(post, on_stage):
    mine = post.mail(ago=3)
    other = post.mail(subject="Autre", ago=40)

    async def scene(stage):
        await stage.ready(2)
        await stage.open(mine)
        await until(lambda: stage.page.details_model.state.shown is not None)
        click(stage.page.conversation.head.more)
        [menu] = [one for one in stage.page.findChildren(QMenu) if one.accessibleName() == "More"]
        texts = [action.text() for action in menu.actions()]
        assert "Print…" in texts
        assert "Print with notes…" not in texts
        [merge] = [action.menu() for action in menu.actions() if action.text() == "Merge with"]
        assert [action.text() for action in merge.actions()] == ["Autre"]
        menu.close()
        assert post.row(other) is not None

    on_stage(scene)


def test_links_and_files(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        stage.run("customer")
        assert stage.trips == [("customers", {"customer_id": post.sophie})]
        stage.run("export")
        stage.run("pdf")
        dialogs = stage.page.findChildren(QFileDialog)
        assert len(dialogs) == 2
        for dialog in dialogs:
            dialog.close()
        left = []
        stage.page.leave(lambda: left.append(True))
        assert left == [True]

    on_stage(scene)
