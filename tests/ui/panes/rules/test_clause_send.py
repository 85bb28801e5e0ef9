# SPDX-License-Identifier: LicenseRef-Desk
"""SEND: template, recipient, moment and channels."""

from desk.ui.widgets import Text
from tests.ui.frame import spoken
from tests.ui.panes.rules.stage import click


def test_the_template_and_the_preview_lead_to_the_page_of_templates(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        template = stage.state.draft.template_id
        click(stage.editor.send._legs[1].preview)
        assert stage.trips[-1] == ("templates", {"template_id": template, "channel": "sms"})
        stage.editor.send._head.pressed.emit("open_template")
        assert stage.trips[-1] == ("templates", {"template_id": template, "channel": ""})

    on_stage(scene)


def test_the_route_is_said_in_the_language_of_the_window(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        with spoken("fr"):
            said = [label.text() for label in stage.editor.send.findChildren(Text)]
        assert "si impossible ou en échec" in said
        said = [label.text() for label in stage.editor.send.findChildren(Text)]
        assert "if impossible or failed" in said

    on_stage(scene)
