# SPDX-License-Identifier: LicenseRef-Desk
"""What follows from what the models tell."""

from desk.ui import shortcuts
from tests.ui.frame import until


def test_a_rule_that_cannot_be_activated_says_why_and_leads_there(shop, on_stage):
    shop.save_elsewhere(shop.birthday, template_id=None)

    async def scene(stage):
        await stage.open(shop.ready)
        stage.list.toggled.emit(shop.birthday, True)
        await until(lambda: stage.said() == ["“Birthday” stays as it is. Choose the template to send."])
        shortcuts.undo(stage.page, stage.toasts)  # presses the note's verb
        await until(lambda: not stage.editor.obstacles.blocking.isHidden())
        assert stage.state.card.id == shop.birthday

    on_stage(scene)
    assert not shop.is_active(shop.birthday)
