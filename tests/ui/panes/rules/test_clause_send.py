# SPDX-License-Identifier: LicenseRef-Desk
"""SEND: template, recipient, moment and channels."""

from tests.ui.panes.rules.stage import click


def test_the_template_and_the_preview_lead_to_the_page_of_templates(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        template = stage.state.draft.template_id
        click(stage.editor.send._legs[1].preview)
        assert stage.trips[-1] == ("templates", {"template_id": template, "channel": "sms"})
        stage.editor.send._head.pressed.emit("open_template")
        assert stage.trips[-1] == ("templates", {"template_id": template})

    on_stage(scene)
