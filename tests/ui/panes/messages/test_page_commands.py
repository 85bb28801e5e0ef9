# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done on the page, by key and by letter."""

from desk.ui.panes.messages.page_commands import letters
from tests.ui.frame import until


def test_letters_lead_to_commands(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        names = {command.name for command in stage.commands.all()}
        assert {f"messages.{one}" for one in letters().values()} <= names
        keys = [stage.commands.shortcut(name) for name in names if stage.commands.shortcut(name)]
        assert len(keys) == len(set(keys))
        await stage.open(mine)
        for name in ("reply", "note", "find", "clear", "refresh", "undo", "subject"):
            stage.run(name)
        await until(lambda: not stage.page.model.state.is_loading)

    on_stage(scene)
